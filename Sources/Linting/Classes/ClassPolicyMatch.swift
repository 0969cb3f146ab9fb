import MailSyntax
import Policy

/// Finds the first line of `classes:` that a message or template matches.
enum ClassPolicyMatch {
  static func first(for message: Message, _ context: Context) -> ClassDecision? {
    for policy in context.settings.classes where policy.path == nil {
      if let evidence = evidence(policy, message, context) {
        return ClassDecision(mailClass: policy.mailClass, evidence: evidence)
      }
    }
    return nil
  }

  static func first(forTemplate context: Context) -> ClassDecision? {
    guard let path = context.path else { return nil }
    for policy in context.settings.classes {
      guard let pattern = policy.path, policy.from == nil, policy.to == nil, policy.listID == nil, policy.header == nil
      else { continue }
      if Wildcard.matches(path: pattern, path) {
        return ClassDecision(mailClass: policy.mailClass, evidence: ["classes: path \(pattern)"])
      }
    }
    return nil
  }

  /// What matched, one line per condition; nil where a condition does not hold, or none is given.
  private static func evidence(_ policy: ClassPolicy, _ message: Message, _ context: Context) -> [String]? {
    var evidence: [String] = []
    if let from = policy.from {
      guard senders(of: message, context.envelope).contains(where: { matches(from, $0) }) else { return nil }
      evidence.append("classes: from \(from)")
    }
    if let to = policy.to {
      let recipients = RecipientList.recipients(of: message, envelope: context.envelope)
      guard recipients.contains(where: { matches(to, $0) }) else { return nil }
      evidence.append("classes: to \(to)")
    }
    if let listID = policy.listID {
      guard message.fields(named: .listID).contains(where: { matches(listID, listID: message.unstructured($0)) }) else {
        return nil
      }
      evidence.append("classes: list-id \(listID)")
    }
    if let header = policy.header {
      guard hasField(header.name, like: header.body, message) else { return nil }
      evidence.append("classes: header \(header.name)")
    }
    return evidence.isEmpty ? nil : evidence
  }

  /// The authors and the reverse-path.
  static func senders(of message: Message, _ envelope: Envelope?) -> [AddrSpec] {
    let fields = message.fields(named: .from).flatMap { message.mailboxes(in: $0) }.map(\.address)
    return fields + [envelope?.reversePath].compactMap { $0 }
  }

  /// - Parameter pattern: of the configuration.
  static func matches(_ pattern: String, _ address: AddrSpec) -> Bool {
    let pattern = pattern.lowercased()
    return Wildcard.matches(pattern, address.comparisonKey)
      || Wildcard.matches(pattern, "\(address.localPart)@\(address.domain)".lowercased())
  }

  /// The identifier stands in angle brackets, a description may precede it. RFC 2919 §3.
  private static func matches(_ pattern: String, listID: String) -> Bool {
    var text = listID[...]
    if let open = text.lastIndex(of: "<") {
      text = text[text.index(after: open)...]
      if let close = text.firstIndex(of: ">") { text = text[..<close] }
    }
    let identifier = text.split(whereSeparator: { $0 == " " || $0 == "\t" }).joined().lowercased()
    return Wildcard.matches(pattern.lowercased(), identifier)
  }

  private static func hasField(_ name: String, like body: String, _ message: Message) -> Bool {
    message.parts[0].fields.contains { index in
      let field = message.fields[index]
      guard message.name(of: field).lowercased() == name.lowercased() else { return false }
      let text = message.unstructured(field).split(separator: " ").joined(separator: " ").lowercased()
      return Wildcard.matches(body.lowercased(), text)
    }
  }
}
