package import Policy

/// The rules that a configuration may name, so that a misspelt one is an error instead of a rule that stays off.
package struct KnownRules: Sendable {
  /// Names of numbers by rule; nil where the rules are not known to the reader, and every well-formed id passes.
  let numbers: [RuleID: Set<String>]?

  /// The rules of the packs in use.
  package init(_ rules: [Rule]) {
    numbers = Dictionary(rules.map { ($0.id, Set($0.numbers.keys)) }) { $0.union($1) }
  }
  private init() { numbers = nil }

  /// For programs that judge nothing: every well-formed id and number passes.
  package static let any = KnownRules()
}
