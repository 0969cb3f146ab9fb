import Linting
package import Policy

/// What all checked files together came to.
package struct Summary: Sendable {
  package private(set) var files = 0
  package private(set) var errors = 0
  package private(set) var warnings = 0
  package private(set) var notes = 0
  /// Findings that a comment or the baseline left out; they are none of the above.
  package private(set) var ignored = 0
  /// Wall time of the whole check, in seconds.
  package var durationSeconds: Double
  /// The first rule found among those of the highest severity: the one to read about first.
  package private(set) var worstRule: (id: RuleID, severity: Severity)?

  package init(durationSeconds: Double = 0) {
    self.durationSeconds = durationSeconds
  }

  package init(of results: [CheckResult], durationSeconds: Double) {
    self.init(durationSeconds: durationSeconds)
    for result in results { add(result) }
  }

  package mutating func add(_ result: CheckResult) {
    files += 1
    ignored += result.judgement.ignored.count
    for finding in result.judgement.findings {
      switch finding.severity {
      case .error: errors += 1
      case .warning: warnings += 1
      case .note: notes += 1
      }
      if worstRule.map({ $0.severity < finding.severity }) ?? true { worstRule = (finding.rule, finding.severity) }
    }
  }

  /// The number of findings of at least this severity, for `--fail-on`.
  package func findings(atLeast severity: Severity) -> Int {
    switch severity {
    case .error: errors
    case .warning: errors + warnings
    case .note: errors + warnings + notes
    }
  }
}
