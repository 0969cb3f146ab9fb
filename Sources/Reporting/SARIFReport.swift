import Linting
import MailSyntax
import Policy

/// The report for code scanning: SARIF 2.1.0, with what GitHub demands and uses.
///
/// Columns count UTF-16 units, as `columnKind` says; octet offsets stand beside them. File references are relative to
/// the root of the repository.
package struct SARIFReport {
  /// The most characters GitHub takes in a rule's description.
  private static let maximumDescription = 1024
  /// GitHub refuses a run with more results.
  static let maximumResults = 25_000

  private let report: Report
  private let rules: [Rule]
  private let indices: [RuleID: Int]
  private let maximumResults: Int

  package init(_ report: Report) { self.init(report, maximumResults: Self.maximumResults) }

  /// - Parameter maximumResults: of more results than this, the worst are kept.
  init(_ report: Report, maximumResults: Int) {
    self.report = report
    self.maximumResults = maximumResults
    rules = report.rules.sorted { $0.id < $1.id }
    indices = Dictionary(
      rules.enumerated().map { ($0.element.id, $0.offset) }, uniquingKeysWith: { first, _ in first })
  }

  /// One JSON text, ending in a line feed.
  package var text: String {
    let driver: JSONValue = .object([
      ("name", .string("presend")), ("semanticVersion", .string(report.version)),
      ("rules", .array(rules.map(value))),
    ])
    let run: JSONValue = .object([
      ("tool", .object([("driver", driver)])),
      ("automationDetails", .object([("id", .string("presend/"))])),
      ("invocations", .array([invocation])),
      ("columnKind", .string("utf16CodeUnits")),
      ("results", .array(results)),
    ])
    return JSONValue.object([
      ("$schema", .string("https://json.schemastore.org/sarif-2.1.0.json")), ("version", .string("2.1.0")),
      ("runs", .array([run])),
    ]).indentedText + "\n"
  }

  /// What could not be checked stands here: an alert is about a line, and these have none.
  private var invocation: JSONValue {
    let problems: [JSONValue] = report.problems.map {
      .object([("level", .string("error")), ("message", Self.text($0))])
    }
    return .object([
      ("executionSuccessful", .bool(problems.isEmpty)), ("toolExecutionNotifications", .array(problems)),
    ])
  }

  private func value(_ rule: Rule) -> JSONValue {
    let severity = rule.severities.values.max() ?? .warning
    let group = rule.id.description.prefix { $0 != "/" }
    return .object([
      ("id", .string(rule.id.description)),
      ("name", .string(rule.id.description)),
      ("shortDescription", Self.text(cut(rule.title(report.language)))),
      ("fullDescription", Self.text(cut(rule.what(report.language)))),
      (
        "help",
        .object([
          ("text", .string(help(rule, isMarkdown: false))), ("markdown", .string(help(rule, isMarkdown: true))),
        ])
      ),
      ("defaultConfiguration", .object([("level", .string(severity.rawValue))])),
      (
        "properties",
        .object([
          ("tags", .array([.string("e-mail"), .string(String(group))])),
          ("precision", .string("high")),
          ("problem.severity", .string(severity == .note ? "recommendation" : severity.rawValue)),
        ])
      ),
    ])
  }

  /// Why, how to mend it, on what ground.
  private func help(_ rule: Rule, isMarkdown: Bool) -> String {
    let (words, language) = (ReportWords(language: report.language), report.language)
    func heading(_ text: String) -> String { isMarkdown ? "**\(text)**" : text }
    func running(_ text: String) -> String { isMarkdown ? Self.markdown(text) : text }
    let sources = rule.sources.filter { $0.kind != .precedent }.map { source in
      "- \(running(source.citation(language))): \(running(source.says(language)))"
    }
    return """
      \(heading(words.why)): \(running(rule.why(language)))

      \(heading(words.mending)): \(running(rule.mend(language)))

      \(heading(words.sources)):

      \(sources.joined(separator: "\n"))
      """
  }

  /// Running text in Markdown; what stands in backquotes stays as it is.
  private static func markdown(_ text: String) -> String {
    var isCode = false
    return text.unicodeScalars.reduce(into: "") { result, scalar in
      if scalar == "`" { isCode.toggle() }
      if !isCode, "\\*_<>[]#|".unicodeScalars.contains(scalar) { result += "\\" }
      result.unicodeScalars.append(scalar)
    }
  }

  private var results: [JSONValue] {
    let count = report.results.reduce(0) { $0 + $1.judgement.findings.count }
    guard count > maximumResults else { return report.results.flatMap { values($0) { _ in true } } }
    var kept: [JSONValue] = []
    for severity in Severity.allCases.reversed() {
      for result in report.results where kept.count < maximumResults {
        kept += values(result) { $0.severity == severity }
      }
    }
    return Array(kept.prefix(maximumResults))
  }

  /// - Complexity: O(octets) where there are findings, and O(findings).
  private func values(_ result: CheckResult, where isWanted: (Finding) -> Bool) -> [JSONValue] {
    let findings = result.judgement.findings.filter(isWanted)
    guard !findings.isEmpty else { return [] }
    let positions = SourcePositions(inFileOf: result, counting: .utf16)
    let fingerprints = LineFingerprints(result.octets).lines
    let uri = FileReference.uri(of: report.repositoryPath(result.filePath))
    return findings.map { finding in
      let index = positions.position(of: finding.place.octets.lowerBound).line - (result.mailbox?.line ?? 1)
      let line = fingerprints.indices.contains(index) ? fingerprints[index] : "0:1"
      // Messages of a mailbox may be alike.
      let fingerprint = result.mailbox.map { "\(line)#\($0.number)" } ?? line
      let place = physicalLocation(uri, finding.place.octets, in: result, positions)
      return .object(
        [("ruleId", .string(finding.rule.description))]
          + (indices[finding.rule].map { [("ruleIndex", JSONValue.integer($0))] } ?? []) + [
            ("level", .string(finding.severity.rawValue)),
            ("message", Self.text(finding.message)),
            ("locations", .array([.object([("physicalLocation", place)] + message(in: result))])),
          ] + (finding.related.isEmpty ? [] : [("relatedLocations", related(finding, uri, result, positions))]) + [
            ("partialFingerprints", .object([("primaryLocationLineHash", .string(fingerprint))])),
            ("properties", .object([("action", .string(finding.action.rawValue))])),
          ])
    }
  }

  /// Which message of a mailbox it is; an artifact is a file, which that is not.
  private func message(in result: CheckResult) -> [(String, JSONValue)] {
    guard let mailbox = result.mailbox else { return [] }
    let names: [(String, JSONValue)] = [
      ("name", .string("\(mailbox.number)")), ("fullyQualifiedName", .string(mailbox.messagePath)),
      ("kind", .string("message")),
    ]
    return [("logicalLocations", .array([.object(names)]))]
  }

  private func related(
    _ finding: Finding, _ uri: String, _ result: CheckResult, _ positions: SourcePositions
  ) -> JSONValue {
    .array(
      finding.related.enumerated().map { index, related in
        let place: JSONValue =
          switch related.place {
          case .here(let octets): physicalLocation(uri, octets, in: result, positions)
          case .elsewhere(let path, let line):
            .object(
              [("artifactLocation", Self.artifact(FileReference.uri(of: report.repositoryPath(path))))]
                + (line.map { [("region", JSONValue.object([("startLine", .integer($0))]))] } ?? []))
          }
        return .object([
          ("id", .integer(index + 1)), ("physicalLocation", place), ("message", Self.text(related.text)),
        ])
      })
  }

  private func physicalLocation(
    _ uri: String, _ octets: OctetRange, in result: CheckResult, _ positions: SourcePositions
  ) -> JSONValue {
    let octets = octets.clamped(to: 0..<result.octets.count)
    let source = result.fileRange(of: octets)
    let start = positions.position(of: octets.lowerBound)
    let end = positions.position(of: octets.upperBound)
    let region: JSONValue = .object([
      ("startLine", .integer(start.line)), ("startColumn", .integer(start.column)),
      ("endLine", .integer(end.line)), ("endColumn", .integer(end.column)),
      ("byteOffset", .integer(source.lowerBound)), ("byteLength", .integer(source.count)),
    ])
    return .object([("artifactLocation", Self.artifact(uri)), ("region", region)])
  }

  private static func artifact(_ uri: String) -> JSONValue { .object([("uri", .string(uri))]) }

  private static func text(_ text: String) -> JSONValue { .object([("text", .string(text))]) }

  private func cut(_ text: String) -> String {
    text.count <= Self.maximumDescription ? text : text.prefix(Self.maximumDescription - 1) + "…"
  }
}
