/// Phrase sets by name, compiled.
package struct CompiledPhrases: Sendable {
  /// In the order of the sets' numbers.
  package let names: [String]
  package let tables: PhraseTables

  /// - Parameter sets: phrases by name and language, as in `Rule.phrases`.
  /// - Complexity: O(n) in the phrases.
  package init(_ sets: [String: [String: [String]]]) {
    names = sets.keys.sorted()
    var compiler = PhraseCompiler()
    for (index, name) in names.enumerated() { compiler.add(sets[name]!, set: index) }
    tables = compiler.tables()
  }

  /// What was compiled before.
  package init(names: [String], tables: PhraseTables) { (self.names, self.tables) = (names, tables) }
}
