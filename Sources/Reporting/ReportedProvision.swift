package import Policy

/// Where a template meets what a rule demands, as reports show it.
package struct ReportedProvision: Sendable, Hashable {
  package enum Found: String, Sendable {
    /// In the file itself.
    case here
    /// In a file that it is rendered together with.
    case via
    /// Perhaps in what cannot be told from the files.
    case dynamic
  }
  package let rule: RuleID
  package let found: Found
  /// The file where it stands; for `dynamic` the file that refers to what cannot be found.
  package let path: String
  /// From 1.
  package let line: Int
  package let isConditional: Bool
  /// The expression that states the condition, and its line in `path`; nil where none is known.
  package let condition: Condition?

  package struct Condition: Sendable, Hashable {
    package let text: String
    package let line: Int
    package init(text: String, line: Int) {
      self.text = text
      self.line = line
    }
  }

  package init(
    rule: RuleID, found: Found, path: String, line: Int, isConditional: Bool, condition: Condition? = nil
  ) {
    self.condition = condition
    self.rule = rule
    self.found = found
    self.path = path
    self.line = line
    self.isConditional = isConditional
  }
}
