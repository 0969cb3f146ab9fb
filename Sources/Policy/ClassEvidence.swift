/// What speaks for a class of mail: the facts of `rules/classes.yml`.
package struct ClassEvidence: Sendable {
  /// Fields that programs for mass mail write, by name.
  package let fields: [String]
  /// Phrases by name and language, as in `Rule.phrases`.
  package let phrases: [String: [String: [String]]]
  /// Numbers by name.
  package let numbers: [String: Int]

  package init(fields: [String], phrases: [String: [String: [String]]], numbers: [String: Int]) {
    self.fields = fields
    self.phrases = phrases
    self.numbers = numbers
  }
}
