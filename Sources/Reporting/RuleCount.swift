import Linting
import Policy

/// How often one rule found something.
struct RuleCount {
  let rule: RuleID
  /// The highest of its findings.
  var severity: Severity
  var findings = 0
  var files = 0

  /// Of each rule that found something, the most frequent first; those found equally often by id.
  /// - Complexity: O(findings).
  static func of(_ results: [CheckResult]) -> [RuleCount] {
    var counts: [RuleID: RuleCount] = [:]
    for result in results {
      var seen: Set<RuleID> = []
      for finding in result.judgement.findings {
        var count = counts[finding.rule] ?? RuleCount(rule: finding.rule, severity: finding.severity)
        count.severity = max(count.severity, finding.severity)
        count.findings += 1
        if seen.insert(finding.rule).inserted { count.files += 1 }
        counts[finding.rule] = count
      }
    }
    return counts.values.sorted { ($1.findings, $0.rule) < ($0.findings, $1.rule) }
  }
}
