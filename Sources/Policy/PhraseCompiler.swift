/// Compiles sets of phrases into the tables that recognise them.
struct PhraseCompiler {
  private var words = WordTrie()
  private var graph = PhraseGraph()

  /// Adds the phrases of a set, by language. A malformed phrase matches nothing; packs with one do not load.
  mutating func add(_ languages: [String: [String]], set: Int) {
    for (_, list) in languages.sorted(by: { $0.key < $1.key }) {
      for text in list {
        if let phrase = try? Phrase(text) { graph.add(phrase, set: set, words: &words) }
      }
    }
  }

  func tables() -> PhraseTables {
    let (table, classes) = words.sealed()
    return PhraseTables(table, PhraseTable(graph, classes: classes))
  }
}
