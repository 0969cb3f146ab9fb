import Linting
import Policy
import Testing

@testable import Reporting

@Suite struct SummaryTests {
  private func result(_ findings: [(RuleID, Severity)]) -> CheckResult {
    Samples.result(
      "x", [],
      findings.map { rule, severity in
        Finding(
          rule: rule, severity: severity, action: .warn, place: Place(part: nil, octets: 0..<0), message: "m",
          evidence: "")
      }, .accept([]))
  }

  @Test func `counts by severity, and names the worst rule that came first`() {
    let summary = Summary(
      of: [
        result([("a/note", .note), ("a/warn", .warning)]), result([("b/error", .error), ("c/error", .error)]),
        result([]),
      ],
      durationSeconds: 1)
    #expect(summary.files == 3)
    #expect([summary.errors, summary.warnings, summary.notes] == [2, 1, 1])
    #expect(summary.worstRule?.id == "b/error")
  }

  @Test(arguments: [(Severity.error, 1), (.warning, 2), (.note, 3)])
  func `counts for --fail-on`(severity: Severity, count: Int) {
    let summary = Summary(of: [result([("a/a", .note), ("a/b", .warning), ("a/c", .error)])], durationSeconds: 0)
    #expect(summary.findings(atLeast: severity) == count)
  }

  @Test func `nothing found names no rule`() {
    #expect(Summary(of: [result([])], durationSeconds: 0).worstRule == nil)
  }
}
