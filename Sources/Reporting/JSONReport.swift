import Linting
import MailSyntax
import Policy

/// The report for programs: `presend check --format json`, version 1. `presend config schema` prints its JSON Schema.
///
/// Lines and columns count from 1, a column counts Unicode scalars, the end is the place behind the last octet; octet
/// offsets count from 0 and are half-open. The order of the keys is part of the format.
package enum JSONReport {
  package static let version = 1

  /// One JSON text, ending in a line feed.
  package static func text(_ results: [CheckResult], summary: Summary) -> String {
    value(results, summary: summary).indentedText + "\n"
  }

  package static func value(_ results: [CheckResult], summary: Summary) -> JSONValue {
    .object([
      ("version", .integer(version)),
      ("results", .array(results.map(value))),
      ("summary", value(summary)),
    ])
  }

  /// - Complexity: O(octets) for the lines where there are findings, and O(findings).
  private static func value(_ result: CheckResult) -> JSONValue {
    let judgement = result.judgement
    let lines = judgement.findings.isEmpty ? nil : SourcePositions(result.octets)
    return .object([
      ("path", .string(result.path)),
      ("kind", .string(result.kind.rawValue)),
      ("class", .string(judgement.mailClass.mailClass.rawValue)),
      ("classEvidence", strings(judgement.mailClass.evidence)),
      ("verdict", .string(judgement.verdict.word)),
      ("findings", .array(lines.map { lines in judgement.findings.map { value($0, lines) } } ?? [])),
    ])
  }

  private static func value(_ finding: Finding, _ lines: SourcePositions) -> JSONValue {
    let octets = finding.place.octets
    let start = lines.position(of: octets.lowerBound)
    let end = lines.position(of: octets.upperBound)
    return .object([
      ("rule", .string(finding.rule.description)),
      ("severity", .string(finding.severity.rawValue)),
      ("action", .string(finding.action.rawValue)),
      ("part", .optional(finding.place.part)),
      ("line", .integer(start.line)),
      ("column", .integer(start.column)),
      ("endLine", .integer(end.line)),
      ("endColumn", .integer(end.column)),
      ("octetStart", .integer(octets.lowerBound)),
      ("octetEnd", .integer(octets.upperBound)),
      ("message", .string(finding.message)),
      ("evidence", .string(finding.evidence)),
      ("recipients", strings(finding.recipients.map(\.wireForm))),
      ("sources", strings(finding.sources)),
    ])
  }

  private static func value(_ summary: Summary) -> JSONValue {
    .object([
      ("files", .integer(summary.files)),
      ("errors", .integer(summary.errors)),
      ("warnings", .integer(summary.warnings)),
      ("notes", .integer(summary.notes)),
      ("durationSeconds", .number(summary.durationSeconds)),
    ])
  }

  private static func strings(_ values: [String]) -> JSONValue { .array(values.map(JSONValue.string)) }
}
