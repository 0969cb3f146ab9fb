import Policy

/// Recognises phrases: a trie over word symbols, with gaps.
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

  private var edges: [UInt64: Int32] = [:]
  private var firstEdges: [Int32] = []
  /// The node behind the gap that follows a node; -1 for none.
  private var gaps: [Int32] = [-1]
  /// Whether words lead on from a node.
  private var hasEdges = [false]
  private var accepting: [[Int]] = [[]]

  // MARK: Building

  mutating func child(of node: Int, on symbol: Int32) -> Int {
    let key = Self.key(Int32(node), symbol)
    if let child = edges[key] { return Int(child) }
    hasEdges[node] = true
    edges[key] = Int32(gaps.count)
    return addNode()
  }

  mutating func gap(after node: Int) -> Int {
    if gaps[node] >= 0 { return Int(gaps[node]) }
    gaps[node] = Int32(gaps.count)
    return addNode()
  }

  mutating func accept(_ set: Int, at node: Int) {
    if !accepting[node].contains(set) { accepting[node].append(set) }
  }

  /// Lays out the first words of all phrases as an array: most words of a text begin none.
  mutating func seal(symbols: Int32) {
    firstEdges = (0..<symbols).map { edges[Self.key(0, $0)] ?? -1 }
  }

  private mutating func addNode() -> Int {
    gaps.append(-1)
    hasEdges.append(false)
    accepting.append([])
    return gaps.count - 1
  }

  private static func key(_ node: Int32, _ symbol: Int32) -> UInt64 {
    UInt64(UInt32(bitPattern: node)) << 32 | UInt64(UInt32(bitPattern: symbol))
  }

  // MARK: Matching

  func accepted(at node: Int32) -> [Int] { accepting[Int(node)] }

  /// The phrases that begin with a word.
  func start(at offset: Int, _ symbols: [Int32], into states: inout [State]) {
    for symbol in symbols where firstEdges[Int(symbol)] >= 0 {
      enter(firstEdges[Int(symbol)], start: offset, into: &states)
    }
  }

  /// Takes a phrase that has begun over one more word.
  func advance(_ state: State, _ symbols: [Int32], into states: inout [State]) {
    if hasEdges[Int(state.node)] {
      for symbol in symbols {
        if let node = edges[Self.key(state.node, symbol)] { enter(node, start: state.start, into: &states) }
      }
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

  /// One state per node: of two, the one that can bridge more words also finds all that the other would.
  private func add(_ state: State, to states: inout [State]) {
    if let index = states.firstIndex(where: { $0.node == state.node && $0.isWaiting == state.isWaiting }) {
      if state.remaining > states[index].remaining { states[index] = state }
    } else {
      states.append(state)
    }
  }
}
