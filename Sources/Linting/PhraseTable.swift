import Policy

/// Recognises phrases word by word: a graph whose edges are words, with gaps.
///
/// Alternatives of a phrase meet again behind their bracket, so a phrase takes as many nodes as it has words.
struct PhraseTable: Sendable {
  /// A phrase that has begun.
  struct State: Sendable {
    /// The node reached; for a waiting state the node behind the gap.
    let node: Int32
    /// Where its first word starts.
    let start: Int
    /// How many more words the gap may bridge; negative outside of gaps.
    let remaining: Int8
    var isWaiting: Bool { remaining >= 0 }
  }

  private struct Edge: Sendable {
    let symbol: Int32
    let target: Int32
  }

  private static let root = 0
  private var edges: [[Edge]] = [[]]
  /// The edges of the root by symbol: most words of a text begin no phrase.
  private var firstEdges: [[Int32]] = []
  /// The node behind the gap that follows a node; -1 for none.
  private var gaps: [Int32] = [-1]
  /// The set of the phrase that ends at a node; -1 for none.
  private var accepting: [Int32] = [-1]

  // MARK: Building

  /// Adds a phrase to a set.
  mutating func add(_ phrase: Phrase, set: Int, words: inout WordTable) {
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
            let edge = Edge(symbol: words.symbol(for: word.text, isPrefix: word.isPrefix), target: Int32(target))
            for source in sources { edges[source].append(edge) }
            sources = [target]
          }
        }
        ends = isOptional ? ends + [join] : [join]
      }
    }
    for end in ends where end != Self.root { accepting[end] = Int32(set) }
  }

  /// Lays out the first words of all phrases by symbol; no phrase can be added afterwards.
  mutating func seal(symbols: Int32) {
    firstEdges = [[Int32]](repeating: [], count: Int(symbols))
    for edge in edges[Self.root] { firstEdges[Int(edge.symbol)].append(edge.target) }
  }

  private mutating func addNode() -> Int {
    edges.append([])
    gaps.append(-1)
    accepting.append(-1)
    return edges.count - 1
  }

  // MARK: Matching

  /// The set of the phrase that ends at a node; nil where none does.
  func accepted(at node: Int32) -> Int? {
    let set = accepting[Int(node)]
    return set < 0 ? nil : Int(set)
  }

  /// The phrases that begin with a word.
  func start(at offset: Int, _ symbols: [Int32], into states: inout [State]) {
    for symbol in symbols {
      for node in firstEdges[Int(symbol)] { enter(node, start: offset, into: &states) }
    }
  }

  /// Takes a phrase that has begun over one more word.
  func advance(_ state: State, _ symbols: [Int32], into states: inout [State]) {
    for edge in edges[Int(state.node)] where symbols.contains(edge.symbol) {
      enter(edge.target, start: state.start, into: &states)
    }
    if state.remaining > 0 {
      add(State(node: state.node, start: state.start, remaining: state.remaining - 1), to: &states)
    }
  }

  private func enter(_ node: Int32, start: Int, into states: inout [State]) {
    add(State(node: node, start: start, remaining: -1), to: &states)
    if gaps[Int(node)] >= 0 {
      add(State(node: gaps[Int(node)], start: start, remaining: Int8(Phrase.maximumGap)), to: &states)
    }
  }

  /// One state per node: of two, the one that can bridge more words also finds all that the other would. So there are
  /// never more states than nodes, whatever the text.
  private func add(_ state: State, to states: inout [State]) {
    if let index = states.firstIndex(where: { $0.node == state.node && $0.isWaiting == state.isWaiting }) {
      if state.remaining > states[index].remaining { states[index] = state }
    } else {
      states.append(state)
    }
  }
}
