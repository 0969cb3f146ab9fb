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

  /// By class: the state that its words begin; 0 for none.
  private var starts: [Int32] = []
  /// The edges of all states: those of state n from `firstEdge[n]` up to `firstEdge[n + 1]`, by class.
  private var firstEdge: [Int32] = []
  private var edges: [Edge] = []
  /// In the same way, the states behind the gaps that may follow.
  private var firstGap: [Int32] = []
  private var gaps: [Int32] = []
  /// In the same way, the phrases that end.
  private var firstEnd: [Int32] = []
  private var ends: [End] = []
  /// For each state the classes of its edges as bits, many to a bit: most words go on with no phrase.
  private var filter: [UInt64] = []

  /// How many states there are; state 0 is none.
  var states: Int { firstEdge.count - 1 }

  /// - Parameter classes: the symbols of each class of words.
  init(_ graph: PhraseGraph, classes: [[Int32]]) {
    var subsets = PhraseSubsets(graph, classes: classes)
    starts = subsets.starts()
    while let subset = subsets.next() {
      firstEdge.append(Int32(edges.count))
      firstGap.append(Int32(gaps.count))
      firstEnd.append(Int32(ends.count))
      edges += subset.edges.map { Edge(wordClass: $0.wordClass, target: $0.target) }
      gaps += subset.gaps
      ends += subset.ends
    }
    finish()
  }

  private mutating func finish() {
    firstEdge.append(Int32(edges.count))
    firstGap.append(Int32(gaps.count))
    firstEnd.append(Int32(ends.count))
    filter = (0..<states).map { state in
      edges[Int(firstEdge[state])..<Int(firstEdge[state + 1])].reduce(0) { $0 | Self.bit($1.wordClass) }
    }
  }

  /// A table that was laid out before.
  init(reading coding: inout NumberCoding) {
    starts = coding.read()
    firstEdge = coding.read()
    edges = zip(coding.read(), coding.read()).map { Edge(wordClass: $0, target: $1) }
    firstGap = coding.read()
    gaps = coding.read()
    firstEnd = coding.read()
    ends = zip(coding.read(), coding.read()).map { End(node: $0, set: $1) }
    finish()
  }

  func write(to coding: inout NumberCoding) {
    coding.write(starts)
    coding.write(firstEdge.dropLast())
    coding.write(edges.map(\.wordClass))
    coding.write(edges.map(\.target))
    coding.write(firstGap.dropLast())
    coding.write(gaps)
    coding.write(firstEnd.dropLast())
    coding.write(ends.map(\.node))
    coding.write(ends.map(\.set))
  }

  private static func bit(_ wordClass: Int32) -> UInt64 { 1 << UInt64(wordClass & 63) }

  // MARK: Matching

  /// Takes the phrases that have begun over one more word, and begins those that start with it.
  /// - Parameter wordClass: of the word; not 0.
  func advance(_ states: inout PhraseStates, over wordClass: Int, at offset: Int) {
    states.begin()
    let wordClass = Int32(truncatingIfNeeded: wordClass)
    for index in states.active.indices { take(states.active[index], over: wordClass, &states) }
    if let begun = states.begun { take(begun, over: wordClass, &states) }
    states.begun = nil
    let start = starts[Int(wordClass)]
    if start > 0 {
      let state = PhraseState(state: start, expiry: -1, start: offset)
      end(at: start, start: offset, &states)
      if firstGap[Int(start)] < firstGap[Int(start) + 1] {
        note(state, &states)
      } else if filter[Int(start)] != 0 {
        states.begun = state
      }
    }
    states.finish()
  }

  private func take(_ state: PhraseState, over wordClass: Int32, _ states: inout PhraseStates) {
    if filter[Int(state.state)] & Self.bit(wordClass) != 0 {
      let target = self.target(of: state.state, wordClass)
      if target > 0 {
        end(at: target, start: state.start, &states)
        note(PhraseState(state: target, expiry: -1, start: state.start), &states)
      }
    }
    if state.expiry >= states.word { states.add(state) }
  }

  /// Notes a state where it leads on, and those behind the gaps that follow it.
  private func note(_ state: PhraseState, _ states: inout PhraseStates) {
    if filter[Int(state.state)] != 0 { states.add(state) }
    for index in Int(firstGap[Int(state.state)])..<Int(firstGap[Int(state.state) + 1]) {
      // The gap may bridge that many words, and the next one after them goes on.
      states.add(PhraseState(state: gaps[index], expiry: states.word + Phrase.maximumGap, start: state.start))
    }
  }

  /// The phrases that end at a state.
  private func end(at state: Int32, start: Int, _ states: inout PhraseStates) {
    for index in Int(firstEnd[Int(state)])..<Int(firstEnd[Int(state) + 1]) { states.end(ends[index], start: start) }
  }

  /// Where a word leads from a state, found by halving; 0 for nowhere.
  private func target(of state: Int32, _ wordClass: Int32) -> Int32 {
    var low = Int(firstEdge[Int(state)])
    let end = Int(firstEdge[Int(state) + 1])
    var high = end
    while low < high {
      let middle = (low + high) / 2
      if edges[middle].wordClass < wordClass { low = middle + 1 } else { high = middle }
    }
    return low < end && edges[low].wordClass == wordClass ? edges[low].target : 0
  }
}
