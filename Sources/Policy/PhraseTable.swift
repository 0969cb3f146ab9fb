/// Recognises phrases word by word: a graph whose edges are words, with gaps.
///
/// Alternatives of a phrase meet again behind their bracket, so a phrase takes as many nodes as it has words.
package struct PhraseTable: Sendable {
  /// A phrase that has begun.
  package struct State: Sendable {
    /// The node reached; for a waiting state the node behind the gap.
    package let node: Int32
    /// The last word, by its number, that may still follow the gap; negative outside of gaps.
    fileprivate let expiry: Int
    /// Where its first word starts.
    package let start: Int
    package var isWaiting: Bool { expiry >= 0 }
  }

  /// The states of one text, and room to keep them apart; it serves any number of texts, one after the other.
  package struct States {
    package fileprivate(set) var active: [State] = []
    private var next: [State] = []
    /// For each node, outside of gaps and in them: where its state stands in `next`, and for which word that holds.
    /// Empty until there are more states than are quickly searched.
    private var places: [(word: Int, index: Int)] = []
    private let nodes: Int
    private static let fewStates = 12
    /// Counts on from text to text, so that `places` need not be cleared.
    fileprivate var word = 0

    package init(for table: PhraseTable) {
      nodes = table.gaps.count
    }

    /// A sentence ended: no phrase goes on.
    package mutating func clear() { active.removeAll(keepingCapacity: true) }

    /// A word came that occurs in no phrase: only gaps can bridge it.
    package mutating func skip() {
      word += 1
      if !active.isEmpty { active.removeAll { $0.expiry < word } }
    }

    fileprivate mutating func begin() {
      word += 1
      next.removeAll(keepingCapacity: true)
    }

    fileprivate mutating func finish() { swap(&active, &next) }

    /// One state per node: of two, the one that can bridge more words also finds all that the other would. So there
    /// are never more states than nodes, whatever the text.
    fileprivate mutating func add(_ state: State) {
      if let index = index(of: state) {
        if state.expiry > next[index].expiry { next[index] = state }
        return
      }
      if next.count >= Self.fewStates { places[slot(state)] = (word, next.count) }
      next.append(state)
      if next.count == Self.fewStates { noteAll() }
    }

    private func index(of state: State) -> Int? {
      if next.count < Self.fewStates {
        return next.firstIndex { $0.node == state.node && $0.isWaiting == state.isWaiting }
      }
      let place = places[slot(state)]
      return place.word == word ? place.index : nil
    }

    private func slot(_ state: State) -> Int { 2 * Int(state.node) + (state.isWaiting ? 1 : 0) }

    private mutating func noteAll() {
      if places.isEmpty { places = [(word: Int, index: Int)](repeating: (-1, 0), count: 2 * nodes) }
      for (index, state) in next.enumerated() { places[slot(state)] = (word, index) }
    }
  }

  private static let root = 0

  /// The edges of all nodes: those of node n from `firstEdge[n]` up to `firstEdge[n + 1]`, by symbol.
  private var firstEdge: [Int32] = []
  private var symbol: [Int32] = []
  private var target: [Int32] = []
  /// The edges of the root in the same way by symbol: most words of a text begin no phrase.
  private var firstStart: [Int32] = []
  private var starts: [Int32] = []
  /// For each node the symbols of its edges as bits, many to a bit: most words go on with no phrase.
  private var filter: [UInt64] = []
  /// The node behind the gap that follows a node; -1 for none.
  fileprivate private(set) var gaps: [Int32] = [-1]
  /// The set of the phrase that ends at a node; -1 for none.
  private var accepting: [Int32] = [-1]
  /// While building: the edges of each node.
  private var draft: [[(symbol: Int32, target: Int32)]] = [[]]

  package init() {}

  /// A table that was laid out before.
  init(reading coding: inout NumberCoding) {
    firstEdge = coding.read()
    symbol = coding.read()
    target = coding.read()
    firstStart = coding.read()
    starts = coding.read()
    gaps = coding.read()
    accepting = coding.read()
    filter = makeFilter()
    draft = []
  }

  func write(to coding: inout NumberCoding) {
    for list in [firstEdge, symbol, target, firstStart, starts, gaps, accepting] { coding.write(list) }
  }

  // MARK: Building

  /// Adds a phrase to a set.
  package mutating func add(_ phrase: Phrase, set: Int, words: inout WordTable) {
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
            for source in sources { draft[source].append((symbol, Int32(target))) }
            sources = [target]
          }
        }
        ends = isOptional ? ends + [join] : [join]
      }
    }
    for end in ends where end != Self.root { accepting[end] = Int32(set) }
  }

  /// Lays the graph out; no phrase can be added afterwards.
  package mutating func seal(symbols: Int32) {
    for edges in [[]] + draft.dropFirst() {
      firstEdge.append(Int32(symbol.count))
      for edge in edges.sorted(by: { ($0.symbol, $0.target) < ($1.symbol, $1.target) }) {
        symbol.append(edge.symbol)
        target.append(edge.target)
      }
    }
    firstEdge.append(Int32(symbol.count))
    filter = makeFilter()
    var first = [[Int32]](repeating: [], count: Int(symbols))
    for edge in draft[Self.root] { first[Int(edge.symbol)].append(edge.target) }
    for targets in first {
      firstStart.append(Int32(starts.count))
      starts += targets
    }
    firstStart.append(Int32(starts.count))
    draft = []
  }

  private func makeFilter() -> [UInt64] {
    (0..<firstEdge.count - 1).map { node in
      symbol[Int(firstEdge[node])..<Int(firstEdge[node + 1])].reduce(0) { $0 | Self.bit($1) }
    }
  }

  private mutating func addNode() -> Int {
    draft.append([])
    gaps.append(-1)
    accepting.append(-1)
    return draft.count - 1
  }

  private static func bit(_ symbol: Int32) -> UInt64 { 1 << UInt64(symbol & 63) }

  // MARK: Matching

  /// The set of the phrase that ends at a node; nil where none does.
  package func accepted(at node: Int32) -> Int? {
    let set = accepting[Int(node)]
    return set < 0 ? nil : Int(set)
  }

  /// Takes the phrases that have begun over one more word, and begins those that start with it.
  /// - Parameter symbols: of the word; not empty.
  package func advance(_ states: inout States, over symbols: [Int32], at offset: Int) {
    states.begin()
    var bits: UInt64 = 0
    for symbol in symbols { bits |= Self.bit(symbol) }
    for state in states.active {
      if filter[Int(state.node)] & bits != 0 {
        for symbol in symbols { follow(symbol, from: state, &states) }
      }
      if state.expiry >= states.word { states.add(state) }
    }
    for symbol in symbols {
      for index in firstStart[Int(symbol)]..<firstStart[Int(symbol) + 1] {
        enter(starts[Int(index)], start: offset, &states)
      }
    }
    states.finish()
  }

  /// The edges of a state's node with a symbol, found by halving.
  private func follow(_ wanted: Int32, from state: State, _ states: inout States) {
    var low = Int(firstEdge[Int(state.node)])
    let end = Int(firstEdge[Int(state.node) + 1])
    var high = end
    while low < high {
      let middle = (low + high) / 2
      if symbol[middle] < wanted { low = middle + 1 } else { high = middle }
    }
    while low < end, symbol[low] == wanted {
      enter(target[low], start: state.start, &states)
      low += 1
    }
  }

  private func enter(_ node: Int32, start: Int, _ states: inout States) {
    states.add(State(node: node, expiry: -1, start: start))
    if gaps[Int(node)] >= 0 {
      // The gap may bridge that many words, and the next one after them goes on.
      states.add(State(node: gaps[Int(node)], expiry: states.word + Phrase.maximumGap, start: start))
    }
  }
}
