/// A rule's name, `group/name`. Never reused.
package struct RuleID: Sendable, Hashable, Comparable, Codable, CustomStringConvertible, ExpressibleByStringLiteral {
  package let description: String
  package init(_ description: String) { self.description = description }
  package init(stringLiteral value: String) { description = value }
  package static func < (a: RuleID, b: RuleID) -> Bool { a.description < b.description }
}

/// How much a finding weighs for `--fail-on`; `note` is the least.
package enum Severity: String, Sendable, CaseIterable, Comparable, Codable {
  case note, warning, error
  package static func < (a: Severity, b: Severity) -> Bool { a.rank < b.rank }
  private var rank: Int { Severity.allCases.firstIndex(of: self)! }
}

/// What the gateway does about a finding, from the configuration, per rule and class.
package enum Action: String, Sendable, CaseIterable, Codable {
  case off, warn, rewrite, hold, reject
}

/// How a rule fails when what it needs (the consent store, the parser) cannot answer.
package enum FailureMode: String, Sendable, CaseIterable, Codable {
  /// The message is not accepted now: exit 75, 451.
  case tempfail
  /// The message passes, flagged, with an audit line.
  case pass
}

/// How an open distribution list is rewritten.
package enum ListRewrite: String, Sendable, CaseIterable, Codable {
  /// To becomes `undisclosed-recipients:;`, Cc goes, the envelope stays.
  case bcc
  /// One copy per external recipient with their own address in To.
  case individual
}

/// The languages that explanations are written in.
package enum Language: String, Sendable, CaseIterable, Codable {
  case english = "en"
  case german = "de"
}

/// Whether verdicts are carried out.
package enum Mode: String, Sendable, CaseIterable, Codable {
  /// Verdicts are carried out.
  case enforce
  /// Verdicts are recorded, and every message is passed as it came (but for the fields that are always dropped).
  case shadow
}
