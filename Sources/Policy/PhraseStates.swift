/// A phrase that has begun.
struct PhraseState {
  /// The state of the table that it has reached; of a waiting one the state behind the gap.
  let state: Int32
  /// The last word, by its number, that may still follow the gap; negative outside of gaps.
  let expiry: Int
  /// Where its first word starts.
  let start: Int
  var isWaiting: Bool { expiry >= 0 }
}

/// The phrases that have begun in one text, and room to keep them apart; it serves any number of texts, one after the
/// other.
package struct PhraseStates {
  private(set) var active: [PhraseState] = []
  private var next: [PhraseState] = []
  /// What the last word has begun, apart from those in `active` and behind them: what most words begin, the next one
  /// does not go on with.
  var begun: PhraseState?
  /// The phrases that end with the last word.
  private(set) var ended: [(end: PhraseTable.End, start: Int)] = []
  /// For each state, outside of gaps and in them: where it stands in `next`, and for which word that holds. Empty until
  /// there are more than are quickly searched.
  private var places: [(word: Int, index: Int)] = []
  private let states: Int
  private static let few = 16
  /// Counts on from text to text, so that `places` need not be cleared.
  private(set) var word = 0

  init(for table: PhraseTable) { states = table.states }

  /// A sentence ended: no phrase goes on.
  mutating func clear() {
    begun = nil
    if !active.isEmpty { active.removeAll(keepingCapacity: true) }
  }

  /// A word came that occurs in no phrase: only gaps can bridge it.
  mutating func skip() {
    word += 1
    begun = nil
    if !active.isEmpty { active.removeAll { $0.expiry < word } }
  }

  mutating func begin() {
    word += 1
    if !ended.isEmpty { ended.removeAll(keepingCapacity: true) }
  }

  mutating func finish() {
    guard !active.isEmpty || !next.isEmpty else { return }
    swap(&active, &next)
    next.removeAll(keepingCapacity: true)
  }

  /// A phrase ends; of two beginnings that lead there the first counts.
  mutating func end(_ end: PhraseTable.End, start: Int) {
    if !ended.contains(where: { $0.end.node == end.node }) { ended.append((end, start)) }
  }

  /// One of a kind: of two, the one that can bridge more words also finds all that the other would. So there are never
  /// more than twice as many as the table has states, whatever the text.
  mutating func add(_ state: PhraseState) {
    if let index = index(of: state) {
      if state.expiry > next[index].expiry { next[index] = state }
      return
    }
    if next.count >= Self.few { places[slot(state)] = (word, next.count) }
    next.append(state)
    if next.count == Self.few { noteAll() }
  }

  private func index(of state: PhraseState) -> Int? {
    if next.count < Self.few {
      return next.firstIndex { $0.state == state.state && $0.isWaiting == state.isWaiting }
    }
    let place = places[slot(state)]
    return place.word == word ? place.index : nil
  }

  private func slot(_ state: PhraseState) -> Int { 2 * Int(state.state) + (state.isWaiting ? 1 : 0) }

  private mutating func noteAll() {
    if places.isEmpty { places = [(word: Int, index: Int)](repeating: (-1, 0), count: 2 * states) }
    for (index, state) in next.enumerated() { places[slot(state)] = (word, index) }
  }
}
