internal import Digests
internal import Linting
internal import MailQueue
internal import Reporting

/// By what a finding is known again when lines around it have moved: a digest of what stands at its place, white space
/// left out.
enum FindingContext {
  /// What stands at a place beyond this adds nothing to what it is.
  private static let maximumOctets = 4_096
  /// Half of a digest of 64 bits is enough to tell the findings of one rule in one file apart.
  private static let shownOctets = 8

  /// - Returns: a text of 16 hexadecimal digits, or "whole" for what a file owes as a whole: a finding of that kind
  ///   stands at the end of the text, whatever is written there.
  static func of(_ finding: Finding, in result: CheckResult, linter: Linter) -> String {
    if linter.isOwed(finding.rule) { return "whole" }
    let range = finding.place.octets.clamped(to: 0..<result.octets.count)
    let octets = result.octets[range].prefix(maximumOctets).filter { $0 > 0x20 }
    let digest = SHA256.hash(octets)
    return Hexadecimal.text(of: digest.prefix(shownOctets))
  }
}
