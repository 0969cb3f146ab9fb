import MailSyntax
import Policy

/// Recognises mass mail by its fields.
enum BulkEvidence {
  /// RFC 2919, RFC 2369, RFC 8058 and practice.
  private static let kinds: [(kind: FieldName, name: String)] = [
    (.listID, "List-Id"), (.listUnsubscribe, "List-Unsubscribe"), (.listUnsubscribePost, "List-Unsubscribe-Post"),
    (.feedbackID, "Feedback-ID"),
  ]
  private static let names = Set(RulePacks.classEvidence.fields.map { $0.lowercased() })

  /// Whether it is more than Precedence, which cron jobs and log reports set too so that nobody answers automatically.
  static func isStrong(_ evidence: [String]) -> Bool { evidence.contains { !$0.hasPrefix("Precedence") } }

  /// The fields that show it, by name; empty where none does.
  static func fields(of message: Message) -> [String] {
    var evidence = kinds.filter { !message.fields(named: $0.kind).isEmpty }.map(\.name)
    for field in message.fields(named: .precedence) {
      let value = message.unstructured(field).lowercased().filter { $0 != " " }
      if value == "bulk" || value == "list" || value == "junk" { evidence.append("Precedence: \(value)") }
    }
    for index in message.parts[0].fields where message.fields[index].kind == .other {
      let name = message.name(of: message.fields[index])
      if names.contains(name.lowercased()), !evidence.contains(name) { evidence.append(name) }
    }
    return evidence
  }
}
