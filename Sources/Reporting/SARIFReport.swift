import Linting
import MailSyntax
package import Policy

/// The report for code scanning: SARIF 2.1.0, with what GitHub demands and uses.
///
/// Columns count UTF-16 units, as `columnKind` says; octet offsets stand beside them.
package struct SARIFReport {
  /// The most characters GitHub takes in a rule's description.
  private static let maximumDescription = 1024

  private let rules: [Rule]
  private let indices: [RuleID: Int]
  private let language: Language
  private let version: String
  private let root: String?

  /// - Parameters:
  ///   - rules: the rules that were applied, found or not.
  ///   - version: of presend, as in semantic versioning.
  ///   - root: the folder that paths are given relative to, with a final slash; absolute paths below it lose it.
  package init(rules: [Rule], language: Language, version: String, root: String? = nil) {
    self.rules = rules.sorted { $0.id < $1.id }
    indices = Dictionary(
      self.rules.enumerated().map { ($0.element.id, $0.offset) }, uniquingKeysWith: { first, _ in first })
    self.language = language
    self.version = version
    self.root = root
  }

  /// One JSON text, ending in a line feed.
  package func text(_ results: [CheckResult]) -> String {
    let driver: JSONValue = .object([
      ("name", .string("presend")), ("semanticVersion", .string(version)),
      ("rules", .array(rules.map(value))),
    ])
    let run: JSONValue = .object([
      ("tool", .object([("driver", driver)])),
      ("automationDetails", .object([("id", .string("presend/"))])),
      ("columnKind", .string("utf16CodeUnits")),
      ("results", .array(results.flatMap(values))),
    ])
    return JSONValue.object([
      ("$schema", .string("https://json.schemastore.org/sarif-2.1.0.json")), ("version", .string("2.1.0")),
      ("runs", .array([run])),
    ]).indentedText + "\n"
  }

  private func value(_ rule: Rule) -> JSONValue {
    let severity = rule.severities.values.max() ?? .warning
    let sources = rule.sources.filter { $0.kind != .precedent }.map { $0.citation(language) }
    let help = "\(rule.why(language))\n\n\(rule.mend(language))\n\n\(sources.joined(separator: "; "))"
    return .object([
      ("id", .string(rule.id.description)),
      ("name", .string(rule.id.description)),
      ("shortDescription", text(Self.cut(rule.title(language)))),
      ("fullDescription", text(Self.cut(rule.what(language)))),
      ("help", text(help)),
      ("defaultConfiguration", .object([("level", .string(severity.rawValue))])),
      (
        "properties",
        .object([
          ("tags", .array([.string("privacy"), .string("e-mail")])),
          ("precision", .string("high")),
          ("problem.severity", .string(severity == .note ? "recommendation" : severity.rawValue)),
        ])
      ),
    ])
  }

  /// - Complexity: O(octets) where there are findings, and O(findings).
  private func values(_ result: CheckResult) -> [JSONValue] {
    guard !result.judgement.findings.isEmpty else { return [] }
    let positions = SourcePositions(result.octets, counting: .utf16)
    let fingerprints = LineFingerprints(result.octets).lines
    let uri = Self.uri(of: result.path, root: root)
    return result.judgement.findings.map { finding in
      let octets = finding.place.octets.clamped(to: 0..<result.octets.count)
      let start = positions.position(of: octets.lowerBound)
      let end = positions.position(of: octets.upperBound)
      let region: JSONValue = .object([
        ("startLine", .integer(start.line)), ("startColumn", .integer(start.column)),
        ("endLine", .integer(end.line)), ("endColumn", .integer(end.column)),
        ("byteOffset", .integer(octets.lowerBound)), ("byteLength", .integer(octets.count)),
      ])
      let place: JSONValue = .object([
        ("artifactLocation", .object([("uri", .string(uri))])), ("region", region),
      ])
      let fingerprint = fingerprints.indices.contains(start.line - 1) ? fingerprints[start.line - 1] : "0:1"
      return .object(
        [("ruleId", .string(finding.rule.description))]
          + (indices[finding.rule].map { [("ruleIndex", JSONValue.integer($0))] } ?? []) + [
            ("level", .string(finding.severity.rawValue)),
            ("message", text(finding.message)),
            ("locations", .array([.object([("physicalLocation", place)])])),
            ("partialFingerprints", .object([("primaryLocationLineHash", .string(fingerprint))])),
            ("properties", .object([("action", .string(finding.action.rawValue))])),
          ])
    }
  }

  private func text(_ text: String) -> JSONValue { .object([("text", .string(text))]) }

  private static func cut(_ text: String) -> String {
    text.count <= maximumDescription ? text : text.prefix(maximumDescription - 1) + "…"
  }

  /// A relative reference, or a file URI for an absolute path. RFC 3986 §3.3: all but unreserved characters and slashes
  /// are percent-encoded.
  static func uri(of path: String, root: String?) -> String {
    var path = path[...]
    if let root, path.hasPrefix(root) { path = path.dropFirst(root.count) }
    while path.hasPrefix("./") { path = path.dropFirst(2) }
    let unreserved = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/".utf8)
    var uri = path.hasPrefix("/") ? "file://" : ""
    for octet in path.utf8 {
      if unreserved.contains(octet) {
        uri.unicodeScalars.append(Unicode.Scalar(octet))
      } else {
        uri += (octet < 16 ? "%0" : "%") + String(octet, radix: 16, uppercase: true)
      }
    }
    return uri
  }
}
