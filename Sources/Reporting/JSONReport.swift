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
  package static func text(_ report: Report) -> String {
    JSONValue.object([
      ("version", .integer(version)),
      ("results", .array(report.results.map { .object(members($0)) })),
      ("problems", strings(report.problems)),
      ("summary", value(report.summary)),
    ]).indentedText + "\n"
  }

  /// The same as JSON Lines: one result a line, each with the version. What could not be checked is told elsewhere.
  package static func lines(_ report: Report) -> String {
    report.results.map { JSONValue.object([("version", .integer(version))] + members($0)).text + "\n" }.joined()
  }

  /// - Complexity: O(octets) for the lines where there are findings, and O(findings).
  private static func members(_ result: CheckResult) -> [(String, JSONValue)] {
    let judgement = result.judgement
    let isEmpty = judgement.findings.isEmpty && judgement.ignored.isEmpty
    let lines = isEmpty ? nil : SourcePositions(result.octets)
    return [
      ("path", .string(result.path)),
      ("kind", .string(result.kind.rawValue)),
      ("language", .optional(result.language)),
      ("class", .string(judgement.mailClass.mailClass.rawValue)),
      ("classEvidence", strings(judgement.mailClass.evidence)),
      ("verdict", .string(judgement.verdict.word)),
      ("provisions", .array(result.provisions.map(value))),
      ("findings", .array(lines.map { lines in judgement.findings.map { value($0, in: result, lines) } } ?? [])),
      ("ignored", .array(lines.map { lines in judgement.ignored.map { value($0, lines) } } ?? [])),
    ]
  }

  private static func value(_ ignored: IgnoredFinding, _ lines: SourcePositions) -> JSONValue {
    let (ground, reason): (String, String?) =
      switch ignored.ground {
      case .comment(let reason): ("comment", reason)
      case .baseline: ("baseline", nil)
      }
    return .object([
      ("rule", .string(ignored.finding.rule.description)),
      ("line", .integer(lines.position(of: ignored.finding.place.octets.lowerBound).line)),
      ("ground", .string(ground)),
      ("reason", .optional(reason)),
    ])
  }

  private static func value(_ provision: ReportedProvision) -> JSONValue {
    .object([
      ("rule", .string(provision.rule.description)),
      ("found", .string(provision.found.rawValue)),
      ("path", .string(provision.path)),
      ("line", .integer(provision.line)),
      ("conditional", .bool(provision.isConditional)),
    ])
  }

  private static func value(_ finding: Finding, in result: CheckResult, _ lines: SourcePositions) -> JSONValue {
    let located = result.located(finding, lines)
    let source = result.fileRange(of: finding.place.octets)
    return .object([
      ("rule", .string(finding.rule.description)),
      ("severity", .string(finding.severity.rawValue)),
      ("action", .string(finding.action.rawValue)),
      ("part", .optional(finding.place.part)),
      ("line", .integer(located.start.line)),
      ("column", .integer(located.start.column)),
      ("endLine", .integer(located.end.line)),
      ("endColumn", .integer(located.end.column)),
      ("octetStart", .integer(source.lowerBound)),
      ("octetEnd", .integer(source.upperBound)),
      ("message", .string(finding.message)),
      ("evidence", .string(finding.evidence)),
      ("recipients", strings(finding.recipients.map(\.wireForm))),
      ("sources", strings(finding.sources)),
      ("related", .array(finding.related.map { value($0, in: result, lines) })),
    ])
  }

  /// A place in another file has no octets.
  private static func value(_ related: RelatedPlace, in result: CheckResult, _ lines: SourcePositions) -> JSONValue {
    let (place, line, octets): (String, Int?, OctetRange?) =
      switch related.place {
      case .here(let octets): (result.path, lines.position(of: octets.lowerBound).line, result.fileRange(of: octets))
      case .elsewhere(let path, let line): (path, line, nil)
      }
    return .object([
      ("path", .string(place)),
      ("line", line.map(JSONValue.integer) ?? .null),
      ("octetStart", octets.map { .integer($0.lowerBound) } ?? .null),
      ("octetEnd", octets.map { .integer($0.upperBound) } ?? .null),
      ("message", .string(related.text)),
    ])
  }

  private static func value(_ summary: Summary) -> JSONValue {
    .object([
      ("files", .integer(summary.files)),
      ("errors", .integer(summary.errors)),
      ("warnings", .integer(summary.warnings)),
      ("notes", .integer(summary.notes)),
      ("ignored", .integer(summary.ignored)),
      ("durationSeconds", .number(summary.durationSeconds)),
    ])
  }

  private static func strings(_ values: [String]) -> JSONValue { .array(values.map(JSONValue.string)) }
}
