internal import Linting
internal import MailContent
internal import MailSyntax
internal import Reporting

extension ReportedProvision {
  /// - Parameters:
  ///   - path: of the judged file.
  ///   - octets: the judged file.
  /// - Complexity: O(octets) for each provision, of the file where it stands.
  static func all(
    _ provisions: [Provision], path: String, octets: [UInt8], _ surroundings: Surroundings
  ) -> [ReportedProvision] {
    provisions.map { provision in
      func line(_ offset: Int, _ octets: [UInt8]) -> Int { LineIndex(octets).position(of: offset).line }
      let found: (Found, path: String, line: Int)
      switch provision.place {
      case .here(let range): found = (.here, path, line(range.lowerBound, octets))
      case .dynamic(let range): found = (.dynamic, path, line(range.lowerBound, octets))
      case .via(let other, let range):
        let body = surroundings.companions.first { $0.path == other }?.reading.bodies.first
        found = (.via, other, body.map { line(range.lowerBound, $0.octets) } ?? 1)
      }
      return ReportedProvision(
        rule: provision.rule, found: found.0, path: found.path, line: found.line,
        isConditional: provision.isConditional)
    }
  }
}
