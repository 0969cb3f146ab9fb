/// Phrases as a graph whose edges are words, with gaps, while a table of them is built.
///
/// Alternatives of a phrase meet again behind their bracket, so a phrase takes as many nodes as it has words.
struct PhraseGraph {
  static let root = 0

  /// The edges of each node.
  private(set) var edges: [[(symbol: Int32, target: Int32)]] = [[]]
  /// The node behind the gap that follows a node; -1 for none.
  private(set) var gaps: [Int32] = [-1]
  /// The set of the phrase that ends at a node; -1 for none.
  private(set) var accepting: [Int32] = [-1]

  /// Adds a phrase to a set.
  mutating func add(_ phrase: Phrase, set: Int, words: inout WordTrie) {
    var ends = [Self.root]
    for element in phrase.elements {
      switch element {
      case .gap:
        let behind = addNode()
        for end in ends { gaps[end] = Int32(behind) }
        ends = [behind]
      case .choice(let alternatives, let isOptional):
        let join = addNode()
        for alternative in alternatives {
          var sources = ends
          for (index, word) in alternative.enumerated() {
            let target = index == alternative.count - 1 ? join : addNode()
            let symbol = words.symbol(for: word.text, isPrefix: word.isPrefix)
            for source in sources { edges[source].append((symbol, Int32(target))) }
            sources = [target]
          }
        }
        ends = isOptional ? ends + [join] : [join]
      }
    }
    for end in ends where end != Self.root { accepting[end] = Int32(set) }
  }

  private mutating func addNode() -> Int {
    edges.append([])
    gaps.append(-1)
    accepting.append(-1)
    return edges.count - 1
  }
}
