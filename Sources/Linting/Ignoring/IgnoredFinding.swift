/// A finding that is not reported, because a person said so and why.
package struct IgnoredFinding: Sendable {
  package enum Ground: Sendable, Hashable {
    /// A comment in the file, with its reason.
    case comment(reason: String)
    /// The baseline: it was there before presend came.
    case baseline
  }
  package let finding: Finding
  package let ground: Ground

  package init(finding: Finding, ground: Ground) {
    self.finding = finding
    self.ground = ground
  }
}
