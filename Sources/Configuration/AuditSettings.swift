/// What the audit log may say of people: `audit:` in presend.yml.
package struct AuditSettings: Sendable, Hashable {
  /// Senders whose addresses stand in the log as they are: those of shops and machines rather than of people. "*"
  /// matches any run of characters. All others stand there as keyed hashes.
  package var namedSenders: [String] = []

  package init() {}
}
