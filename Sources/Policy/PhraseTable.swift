/// Recognises phrases word by word.
///
/// A state stands for all that the words since a certain one can be the beginning of, so that one look-up a word takes
/// all phrases on that begin alike (the subset construction); each gap begins a state of its own.
package struct PhraseTable: Sendable {
  /// A look-up: what leads from a state on.
  private struct Edge: Sendable {
    let wordClass: Int32
    let target: Int32
  }
  /// A phrase that ends at a state.
  struct End: Sendable {
    /// The node of the graph, so that a phrase is found once where two beginnings lead to it.
    let node: Int32
    let set: Int32
  }

  /// A state: where its edges, gaps and ends begin in the lists of all; those of the next state follow.
  private struct State: Sendable {
    let firstEdge: Int32
    let firstGap: Int32
    let firstEnd: Int32
    /// The classes of its edges as bits, many to a bit: most words go on with no phrase.
    var filter: UInt64 = 0
  }

  /// By class: the state that its words begin; 0 for none.
  private var starts: [Int32] = []
  /// All states, and behind them one that has nothing.
  private var states: [State] = []
  /// The edges of all states, those of each by class.
  private var edges: [Edge] = []
  /// The states behind the gaps that may follow.
  private var gaps: [Int32] = []
  /// The phrases that end.
  private var ends: [End] = []

  /// How many states there are; state 0 is none.
  var count: Int { states.count - 1 }

  /// - Parameter classes: the symbols of each class of words.
  init(_ graph: PhraseGraph, classes: [[Int32]]) {
    var subsets = PhraseSubsets(graph, classes: classes)
    starts = subsets.starts()
    while let subset = subsets.next() {
      states.append(
        State(firstEdge: Int32(edges.count), firstGap: Int32(gaps.count), firstEnd: Int32(ends.count)))
      edges += subset.edges.map { Edge(wordClass: $0.wordClass, target: $0.target) }
      gaps += subset.gaps
      ends += subset.ends
    }
    finish()
  }

  private mutating func finish() {
    states.append(State(firstEdge: Int32(edges.count), firstGap: Int32(gaps.count), firstEnd: Int32(ends.count)))
    for index in 0..<count {
      let own = Int(states[index].firstEdge)..<Int(states[index + 1].firstEdge)
      states[index].filter = edges[own].reduce(0) { $0 | Self.bit($1.wordClass) }
    }
  }

  /// A table that was laid out before.
  init(reading coding: inout NumberCoding) {
    starts = coding.read()
    let firstEdges = coding.read()
    edges = zip(coding.read(), coding.read()).map { Edge(wordClass: $0, target: $1) }
    let firstGaps = coding.read()
    gaps = coding.read()
    let firstEnds = coding.read()
    ends = zip(coding.read(), coding.read()).map { End(node: $0, set: $1) }
    for index in firstEdges.indices {
      states.append(State(firstEdge: firstEdges[index], firstGap: firstGaps[index], firstEnd: firstEnds[index]))
    }
    finish()
  }

  func write(to coding: inout NumberCoding) {
    coding.write(starts)
    coding.write(states.dropLast().map(\.firstEdge))
    coding.write(edges.map(\.wordClass))
    coding.write(edges.map(\.target))
    coding.write(states.dropLast().map(\.firstGap))
    coding.write(gaps)
    coding.write(states.dropLast().map(\.firstEnd))
    coding.write(ends.map(\.node))
    coding.write(ends.map(\.set))
  }

  private static func bit(_ wordClass: Int32) -> UInt64 { 1 << UInt64(wordClass & 63) }

  // MARK: Matching

  /// Takes the phrases that have begun over one more word, and begins those that start with it.
  /// - Parameter wordClass: of the word; 0 where it is in no phrase.
  func advance(_ states: inout PhraseStates, over wordClass: Int, at offset: Int) {
    states.begin()
    guard wordClass > 0 else { return states.pass() }
    let start = starts[wordClass]
    let bit = Self.bit(Int32(truncatingIfNeeded: wordClass))
    let goesOn = states.mayGoOn(bit)
    guard start > 0 || goesOn else { return states.pass() }
    if goesOn {
      for index in 0..<states.waiting.count {
        let phrase = states.waiting[index]
        if phrase.filter & bit != 0, phrase.expiry >= states.word - 1 { take(phrase, over: wordClass, &states) }
      }
      for index in 0..<states.fresh.count {
        let phrase = states.fresh[index]
        if phrase.filter & bit != 0 { take(phrase, over: wordClass, &states) }
      }
    }
    if start > 0 { reach(start, from: offset, &states) }
    states.finish()
  }

  private func take(_ phrase: BegunPhrase, over wordClass: Int, _ states: inout PhraseStates) {
    let target = target(of: phrase.state, Int32(truncatingIfNeeded: wordClass))
    if target > 0 { reach(target, from: phrase.start, &states) }
  }

  /// A word led to a state: phrases end there, go on with the next word, or behind a gap.
  private func reach(_ state: Int32, from start: Int, _ states: inout PhraseStates) {
    let (own, next) = (self.states[Int(state)], self.states[Int(state) + 1])
    for index in Int(own.firstEnd)..<Int(next.firstEnd) { states.end(ends[index], start: start) }
    if own.filter != 0 { states.add(BegunPhrase(state: state, start: start, filter: own.filter)) }
    for index in Int(own.firstGap)..<Int(next.firstGap) {
      let behind = gaps[index]
      // The gap may bridge that many words, and the next one after them goes on.
      states.delay(
        BegunPhrase(
          state: behind, start: start, expiry: states.word + Phrase.maximumGap,
          filter: self.states[Int(behind)].filter))
    }
  }

  /// Where a word leads from a state, found by halving; 0 for nowhere.
  private func target(of state: Int32, _ wordClass: Int32) -> Int32 {
    var low = Int(states[Int(state)].firstEdge)
    let end = Int(states[Int(state) + 1].firstEdge)
    var high = end
    while low < high {
      let middle = (low + high) / 2
      if edges[middle].wordClass < wordClass { low = middle + 1 } else { high = middle }
    }
    return low < end && edges[low].wordClass == wordClass ? edges[low].target : 0
  }
}
