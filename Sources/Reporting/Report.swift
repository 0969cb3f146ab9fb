package import Policy

/// All that a run of `check` found, with what its reports need to say it: the one value that every format shows.
package struct Report: Sendable {
  /// In the order in which they are shown.
  package var results: [CheckResult]
  package var summary: Summary
  /// The rules that were applied, found or not; their texts explain the findings.
  package var rules: [Rule]
  package var language: Language
  /// Of presend, as in semantic versioning.
  package var version: String
  /// What could not be checked and why, one line each; what a report does not know about it must not call clean.
  package var problems: [String] = []
  /// The severity from which findings fail the check; nil where none does.
  package var failing: Severity? = .error
  /// When the check was made, for people; nil leaves it out.
  package var madeAt: String?
  /// The path of a result as the repository knows it: relative to its root, links resolved. A path out of the
  /// repository stays absolute.
  package var repositoryPath: @Sendable (String) -> String = { $0 }
  /// What a reader sees of a result, for the picture in the HTML report.
  package var sketch: @Sendable (CheckResult) -> Sketch = { _ in Sketch() }

  package init(results: [CheckResult], summary: Summary, rules: [Rule], language: Language, version: String) {
    self.results = results
    self.summary = summary
    self.rules = rules
    self.language = language
    self.version = version
  }

  /// The rule of an id; nil where it is none of those applied.
  func rule(_ id: RuleID) -> Rule? { rules.first { $0.id == id } }

  /// Whether a finding of this severity fails the check.
  func fails(_ severity: Severity) -> Bool { failing.map { severity >= $0 } ?? false }
}
