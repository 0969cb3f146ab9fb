/// A phrase that has begun.
struct BegunPhrase {
  /// The state of the table that it has reached; of one that waits in a gap the state behind that.
  let state: Int32
  /// Where its first word starts.
  let start: Int
  /// The last word, by its number, that may still follow the gap; 0 outside of gaps.
  var expiry = 0
  /// The classes of words that it may go on with, as bits, many to a bit.
  let filter: UInt64
}

/// Phrases that have begun, one of a state, so that there are never more than the table has states, whatever the text.
struct BegunPhrases {
  private(set) var all: [BegunPhrase] = []
  /// The classes of words that one of them may go on with, as bits, many to a bit; some may be of phrases that are gone.
  private(set) var filter: UInt64 = 0
  /// By state: where it stands in `all`, if it is there. Empty until there are more than are quickly searched.
  private var places: [Int32] = []
  private static let few = 16

  /// Of two that reach a state the one counts that can bridge more words, since it also finds all that the other would;
  /// else the one that began first.
  /// - Parameter states: how many there are.
  mutating func add(_ phrase: BegunPhrase, of states: Int) {
    if let index = index(of: phrase.state, of: states) {
      let known = all[index]
      if phrase.expiry > known.expiry || phrase.expiry == known.expiry && phrase.start < known.start {
        all[index] = phrase
      }
      return
    }
    if !places.isEmpty { places[Int(phrase.state)] = Int32(all.count) }
    all.append(phrase)
    filter |= phrase.filter
  }

  private mutating func index(of state: Int32, of states: Int) -> Int? {
    if places.isEmpty {
      if all.count <= Self.few {
        for index in all.indices where all[index].state == state { return index }
        return nil
      }
      places = [Int32](repeating: 0, count: states)
      for (index, phrase) in all.enumerated() { places[Int(phrase.state)] = Int32(index) }
    }
    let index = Int(places[Int(state)])
    return index < all.count && all[index].state == state ? index : nil
  }

  @inline(__always)
  mutating func removeAll() {
    filter = 0
    if !all.isEmpty { all.removeAll(keepingCapacity: true) }
  }

  /// Keeps those that can still go on with the next word.
  mutating func removeExpired(at word: Int) {
    var kept = 0
    filter = 0
    for index in all.indices where all[index].expiry >= word {
      if kept < index { all[kept] = all[index] }
      filter |= all[kept].filter
      if !places.isEmpty { places[Int(all[kept].state)] = Int32(kept) }
      kept += 1
    }
    if kept < all.count { all.removeLast(all.count - kept) }
  }
}
