import Linting
import Policy

/// The report for CI systems that show tests: JUnit's XML, a suite for each file and a case for each finding.
///
/// A finding that fails the check is a failure, any other a test that passed and says something; a file that could not
/// be checked is an error. A clean file is one case that passed.
package enum JUnitReport {
  package static func text(_ report: Report) -> String {
    let findings = report.results.flatMap { $0.judgement.findings }
    let failures = findings.count { report.fails($0.severity) }
    let cases = report.results.reduce(0) { $0 + max(1, $1.judgement.findings.count) } + report.problems.count
    var writer = XMLWriter()
    writer.element(
      "testsuites",
      [
        ("name", "presend"), ("tests", "\(cases)"), ("failures", "\(failures)"), ("errors", "\(report.problems.count)"),
        ("time", Decimal3.text(report.summary.durationSeconds)),
      ]
    ) { writer in
      for result in report.results { suite(result, report, &writer) }
      if !report.problems.isEmpty { suite(of: report.problems, &writer) }
    }
    return writer.text
  }

  private static func suite(_ result: CheckResult, _ report: Report, _ writer: inout XMLWriter) {
    let findings = result.judgement.findings
    let failures = findings.count { report.fails($0.severity) }
    writer.element("testsuite", counts(result.path, tests: max(1, findings.count), failures: failures, errors: 0)) {
      writer in
      if findings.isEmpty { writer.element("testcase", [("name", "presend"), ("classname", result.path)]) }
      guard !findings.isEmpty else { return }
      let positions = SourcePositions(result.octets)
      for finding in findings {
        testCase(result.located(finding, positions), result, report, positions, &writer)
      }
    }
  }

  private static func testCase(
    _ located: LocatedFinding, _ result: CheckResult, _ report: Report, _ positions: SourcePositions,
    _ writer: inout XMLWriter
  ) {
    let (finding, line, column) = (located.finding, located.start.line, located.start.column)
    let severity = finding.severity.rawValue
    let message = located.messageWithRelated(path: result.path, positions: positions)
    let mend = report.rule(finding.rule).map { "\n\n\($0.mend(report.language))" } ?? ""
    let sources = finding.sources.joined(separator: "; ")
    let text = "\(result.path):\(line):\(column): \(severity): \(message)\(mend)\n\(sources)"
    writer.element("testcase", [("name", "\(finding.rule) (\(line):\(column))"), ("classname", result.path)]) {
      writer in
      if report.fails(finding.severity) {
        writer.element("failure", [("message", finding.message), ("type", severity)], text: text)
      } else {
        writer.element("system-out", [], text: text)
      }
    }
  }

  private static func suite(of problems: [String], _ writer: inout XMLWriter) {
    writer.element("testsuite", counts("presend", tests: problems.count, failures: 0, errors: problems.count)) {
      writer in
      for problem in problems {
        writer.element("testcase", [("name", problem), ("classname", "presend")]) { writer in
          writer.element("error", [("message", problem), ("type", "unreadable")], text: problem)
        }
      }
    }
  }

  private static func counts(_ name: String, tests: Int, failures: Int, errors: Int) -> [(String, String)] {
    [("name", name), ("tests", "\(tests)"), ("failures", "\(failures)"), ("errors", "\(errors)"), ("skipped", "0")]
  }
}
