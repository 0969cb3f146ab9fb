package import Policy

/// The rules that a configuration may name, so that a misspelt one is an error instead of a rule that stays off.
package struct KnownRules: Sendable {
  /// Nil where the rules are not known to the reader, and every well-formed id passes.
  private let rules: [Rule]?

  /// The rules of the packs in use.
  package init(_ rules: [Rule]) { self.rules = rules }
  private init() { rules = nil }

  /// Ordered by name; nil where any rule passes.
  var ids: [RuleID]? { rules.map { $0.map(\.id).sorted() } }

  /// The names of the numbers that a rule has, in order; nil where it is not known.
  func numbers(of id: RuleID) -> [String]? { rules?.first { $0.id == id }?.numbers.keys.sorted() }

  /// For programs that judge nothing: every well-formed id and number passes.
  package static let any = KnownRules()
}
