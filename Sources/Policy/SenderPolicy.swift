/// One entry of `per-sender:`: what differs for the mail of some senders.
package struct SenderPolicy: Sendable {
  /// What the senders have in common, for the audit log and its reports: a department, a tool.
  package var name: String
  /// Authors or reverse-paths; "*" matches any run of characters.
  package var from: [String]
  package var rules: [RuleID: RuleSettings]
  package init(name: String, from: [String], rules: [RuleID: RuleSettings]) {
    self.name = name
    self.from = from
    self.rules = rules
  }
}
