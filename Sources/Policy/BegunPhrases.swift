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
  private var phrases: [BegunPhrase] = []
  /// How many of `phrases` count; what stands behind them is room.
  private(set) var count = 0
  /// The classes of words that one of them may go on with, as bits, many to a bit.
  private(set) var filter: UInt64 = 0
  /// By state: where it stands in `phrases`, if it is there. Empty until there are more than are quickly searched.
  private var places: [Int32] = []
  private static let few = 16

  subscript(index: Int) -> BegunPhrase { phrases[index] }

  /// Of two that reach a state the one counts that can bridge more words, since it also finds all that the other would;
  /// else the one that began first.
  /// - Parameter states: how many there are.
  mutating func add(_ phrase: BegunPhrase, of states: Int) {
    if count > 0, let index = index(of: phrase.state, of: states) {
      let known = phrases[index]
      if phrase.expiry > known.expiry || phrase.expiry == known.expiry && phrase.start < known.start {
        phrases[index] = phrase
      }
      return
    }
    if !places.isEmpty { places[Int(phrase.state)] = Int32(count) }
    if count < phrases.count { phrases[count] = phrase } else { phrases.append(phrase) }
    count += 1
    filter |= phrase.filter
  }

  private mutating func index(of state: Int32, of states: Int) -> Int? {
    if places.isEmpty {
      if count <= Self.few {
        for index in 0..<count where phrases[index].state == state { return index }
        return nil
      }
      places = [Int32](repeating: 0, count: states)
      for index in 0..<count { places[Int(phrases[index].state)] = Int32(index) }
    }
    let index = Int(places[Int(state)])
    return index < count && phrases[index].state == state ? index : nil
  }

  @inline(__always)
  mutating func removeAll() {
    filter = 0
    count = 0
  }

  /// Keeps those that can still go on with the next word.
  mutating func removeExpired(at word: Int) {
    var kept = 0
    filter = 0
    for index in 0..<count where phrases[index].expiry >= word {
      if kept < index { phrases[kept] = phrases[index] }
      filter |= phrases[kept].filter
      if !places.isEmpty { places[Int(phrases[kept].state)] = Int32(kept) }
      kept += 1
    }
    count = kept
  }
}
