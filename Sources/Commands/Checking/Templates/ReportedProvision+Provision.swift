internal import Linting
internal import MailContent
internal import MailSyntax
internal import Reporting

extension ReportedProvision {
  /// What is shown of a condition, in octets: enough to know it by.
  private static let maximumCondition = 80

  /// - Parameters:
  ///   - path: of the judged file.
  ///   - own: the judged file as it was read.
  /// - Complexity: O(octets) for each provision, of the file where it stands.
  static func all(
    _ provisions: [Provision], path: String, own: Body?, _ surroundings: Surroundings
  ) -> [ReportedProvision] {
    let octets = own?.octets ?? []
    return provisions.map { provision in
      func line(_ offset: Int, _ octets: [UInt8]) -> Int { LineIndex(octets).position(of: offset).line }
      func condition(_ offset: Int, in body: Body?) -> Condition? {
        guard provision.isConditional, let body, let stated = body.outline?.condition(at: offset) else { return nil }
        let text = String(decoding: body.octets[stated.statement].prefix(maximumCondition), as: UTF8.self)
        return Condition(text: text, line: line(stated.statement.lowerBound, body.octets))
      }
      let found: (Found, path: String, line: Int)
      var stated: Condition?
      switch provision.place {
      case .here(let range):
        found = (.here, path, line(range.lowerBound, octets))
        stated = condition(range.lowerBound, in: own)
      case .dynamic(let range): found = (.dynamic, path, line(range.lowerBound, octets))
      case .via(let other, let range):
        let body = surroundings.companions.first { $0.path == other }?.reading.bodies.first
        found = (.via, other, body.map { line(range.lowerBound, $0.octets) } ?? 1)
        stated = condition(range.lowerBound, in: body)
      }
      return ReportedProvision(
        rule: provision.rule, found: found.0, path: found.path, line: found.line,
        isConditional: provision.isConditional, condition: stated)
    }
  }
}
