import MailSyntax
import Policy

/// What a message's fields say of mass mail.
struct BulkEvidence {
  /// The fields that show it, by name; empty where none does.
  private(set) var fields: [String] = []
  /// Whether it is more than Precedence, which cron jobs and log reports set too so that nobody answers automatically.
  private(set) var isStrong = false
  /// Whether a program for mass mail wrote one of them, as opposed to a discussion list.
  private(set) var isCampaign = false

  /// RFC 2919, RFC 2369, RFC 8058.
  private static let kinds: [(kind: FieldName, name: String)] = [
    (.listID, "List-Id"), (.listUnsubscribe, "List-Unsubscribe"), (.listUnsubscribePost, "List-Unsubscribe-Post"),
  ]
  private static let names = Set(RulePacks.classFields.map { $0.lowercased() })

  init(_ message: Message) {
    fields = Self.kinds.filter { !message.fields(named: $0.kind).isEmpty }.map(\.name)
    isStrong = !fields.isEmpty
    for field in message.fields(named: .precedence) {
      let value = message.unstructured(field).lowercased().filter { $0 != " " }
      if value == "bulk" || value == "list" || value == "junk" { fields.append("Precedence: \(value)") }
    }
    for index in message.parts[0].fields where message.fields[index].kind == .other {
      let name = message.name(of: message.fields[index])
      guard Self.names.contains(name.lowercased()), !fields.contains(name) else { continue }
      fields.append(name)
      isStrong = true
      isCampaign = true
    }
    // Mail providers write it into everybody's mail; beside other evidence it shows a campaign.
    if !fields.isEmpty, !message.fields(named: .feedbackID).isEmpty {
      fields.append("Feedback-ID")
      isCampaign = true
    }
  }
}
