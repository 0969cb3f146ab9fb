import Linting
import Policy

/// The report for reviewdog: its Diagnostic Format, JSON of one `DiagnosticResult`.
///
/// Columns count octets of UTF-8, the end is exclusive, as reviewdog's `proto/rdf/reviewdog.proto` says.
package enum RDJSONReport {
  package static func text(_ report: Report) -> String {
    JSONValue.object([
      ("source", .object([("name", .string("presend"))])),
      ("diagnostics", .array(report.results.flatMap { values($0, report) })),
    ]).indentedText + "\n"
  }

  private static func values(_ result: CheckResult, _ report: Report) -> [JSONValue] {
    guard !result.judgement.findings.isEmpty else { return [] }
    let positions = SourcePositions(inFileOf: result, counting: .octets)
    return result.judgement.findings.map { finding in
      let located = result.located(finding, positions)
      return .object([
        ("message", .string(located.messageWithRelated(path: result.filePath, positions: positions))),
        (
          "location",
          .object([
            ("path", .string(result.filePath)),
            ("range", .object([("start", position(located.start)), ("end", position(located.end))])),
          ])
        ),
        ("severity", .string(word(finding.severity))),
        ("code", .object([("value", .string(finding.rule.description))])),
      ])
    }
  }

  private static func position(_ place: (line: Int, column: Int)) -> JSONValue {
    .object([("line", .integer(place.line)), ("column", .integer(place.column))])
  }

  private static func word(_ severity: Severity) -> String {
    switch severity {
    case .error: "ERROR"
    case .warning: "WARNING"
    case .note: "INFO"
    }
  }
}
