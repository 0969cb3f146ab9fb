/// Recognises phrases word by word.
///
/// A state stands for all that the words since a certain one can be the beginning of, so that one look-up a word takes
/// all phrases on that begin alike (the subset construction); so does what may follow the gaps behind them.
package struct PhraseTable: Sendable {
  /// A phrase that ends at a state.
  struct End: Sendable {
    /// The node of the graph, so that a phrase is found once where two beginnings lead to it.
    let node: Int32
    let set: Int32
  }

  /// By class: the state that its words begin; 0 for none.
  private let starts: NumberTable
  /// All states, and behind them one that has nothing. Of each: where its edges and its ends begin in the lists of all,
  /// of which those of the next state follow, the state behind the gaps that may follow or 0, and its filter in three
  /// parts.
  private let states: NumberTable
  /// The edges of all states, those of each by class: the class and the state that it leads to.
  private let edges: NumberTable
  /// The phrases that end: node and set.
  private let ends: NumberTable

  /// So many numbers are a state.
  private static let width = 6
  /// So many bits are a part of a filter.
  private static let part = UInt64(28)

  /// How many states there are; state 0 is none.
  var count: Int { states.count / Self.width - 1 }

  /// - Parameter classes: the symbols of each class of words.
  init(_ graph: PhraseGraph, classes: [[Int32]]) {
    var subsets = PhraseSubsets(graph, classes: classes)
    starts = NumberTable(subsets.starts().map { Int($0) })
    var states: [Int] = []
    var edges: [Int] = []
    var ends: [Int] = []
    while let subset = subsets.next() {
      let filter = subset.edges.reduce(0) { $0 | Self.bit(Int($1.wordClass)) }
      let parts = (0..<3).map { Int(truncatingIfNeeded: filter >> (Self.part * $0) & (1 << Self.part - 1)) }
      states += [edges.count / 2, ends.count / 2, Int(subset.gap)] + parts
      for edge in subset.edges { edges += [Int(edge.wordClass), Int(edge.target)] }
      for end in subset.ends { ends += [Int(end.node), Int(end.set)] }
    }
    states += [edges.count / 2, ends.count / 2, 0, 0, 0, 0]
    (self.states, self.edges, self.ends) = (NumberTable(states), NumberTable(edges), NumberTable(ends))
  }

  /// A table that was laid out before.
  init(reading reader: inout NumberTableReader) {
    starts = reader.read()
    states = reader.read()
    edges = reader.read()
    ends = reader.read()
  }

  /// In the order in which they are read.
  var tables: [NumberTable] { [starts, states, edges, ends] }

  private static func bit(_ wordClass: Int) -> UInt64 { 1 << UInt64(wordClass & 63) }

  private func edges(of state: Int) -> Range<Int> { part(0, of: state) }
  private func ends(of state: Int) -> Range<Int> { part(1, of: state) }
  private func gap(behind state: Int) -> Int { states[state * Self.width + 2] }

  private func part(_ part: Int, of state: Int) -> Range<Int> {
    states[state * Self.width + part]..<states[(state + 1) * Self.width + part]
  }

  /// The classes of a state's edges as bits, many to a bit: most words go on with no phrase.
  private func filter(of state: Int) -> UInt64 {
    let first = state * Self.width + 3
    return (0..<3).reduce(0) { $0 | UInt64(states[first + $1]) << (Self.part * UInt64($1)) }
  }

  // MARK: Matching

  /// Takes the phrases that have begun over one more word, and begins those that start with it.
  /// - Parameter wordClass: of the word; 0 where it is in no phrase.
  func advance(_ states: inout PhraseStates, over wordClass: Int, at offset: Int) {
    states.begin()
    guard wordClass > 0 else { return states.pass() }
    let start = starts[wordClass]
    let bit = Self.bit(wordClass)
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
    let target = target(of: Int(phrase.state), wordClass)
    if target > 0 { reach(target, from: phrase.start, &states) }
  }

  /// A word led to a state: phrases end there, go on with the next word, or behind gaps.
  private func reach(_ state: Int, from start: Int, _ states: inout PhraseStates) {
    for index in ends(of: state) {
      states.end(End(node: Int32(ends[2 * index]), set: Int32(ends[2 * index + 1])), start: start)
    }
    let filter = filter(of: state)
    if filter != 0 { states.add(BegunPhrase(state: Int32(state), start: start, filter: filter)) }
    let behind = gap(behind: state)
    if behind > 0 {
      // The gap may bridge that many words, and the next one after them goes on.
      states.delay(
        BegunPhrase(
          state: Int32(behind), start: start, expiry: states.word + Phrase.maximumGap,
          filter: self.filter(of: behind)))
    }
  }

  /// Where a word leads from a state, found by halving; 0 for nowhere.
  private func target(of state: Int, _ wordClass: Int) -> Int {
    let own = edges(of: state)
    var (low, high) = (own.lowerBound, own.upperBound)
    while low < high {
      let middle = (low + high) / 2
      if edges[2 * middle] < wordClass { low = middle + 1 } else { high = middle }
    }
    return low < own.upperBound && edges[2 * low] == wordClass ? edges[2 * low + 1] : 0
  }
}
