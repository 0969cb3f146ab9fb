package import Linting

/// One checked message or template, with all that a report shows of it.
package struct CheckResult: Sendable {
  package enum Kind: String, Sendable {
    case message, template
  }
  /// As the user gave it, or found below a folder; "-" is standard input. Reports make it safe to show.
  package let path: String
  package let kind: Kind
  /// The octets in which the findings' places count.
  package let octets: [UInt8]
  package let judgement: Judgement

  package init(path: String, kind: Kind, octets: [UInt8], judgement: Judgement) {
    self.path = path
    self.kind = kind
    self.octets = octets
    self.judgement = judgement
  }

  /// The same with some of its findings moved to what is ignored.
  package func with(findings: [Finding], ignoring more: [IgnoredFinding]) -> CheckResult {
    CheckResult(path: path, kind: kind, octets: octets, judgement: judgement.with(findings: findings, ignoring: more))
  }
}
