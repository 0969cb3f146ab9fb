/// The phrases that have begun in one text, and room to keep them apart; it serves any number of texts, one after the
/// other.
package struct PhraseStates {
  /// The words of these texts, where they are worth remembering.
  let words: WordMemo?
  /// Those that the next word must go on with.
  private(set) var fresh = BegunPhrases()
  private var next = BegunPhrases()
  /// Those in gaps, which any word may be part of.
  private(set) var waiting = BegunPhrases()
  /// Those that are in a gap from the next word on.
  private var delayed: [BegunPhrase] = []
  /// The phrases that end with the last word.
  private(set) var ended: [(end: PhraseTable.End, start: Int)] = []
  /// The number of the word; it counts on from text to text.
  private(set) var word = 0
  private let states: Int

  init(for table: PhraseTable, remembersWords: Bool) {
    states = table.count
    words = remembersWords ? WordMemo() : nil
  }

  /// A sentence ended: no phrase goes on.
  mutating func clear() {
    fresh.removeAll()
    waiting.removeAll()
  }

  /// A word comes.
  @inline(__always)
  mutating func begin() {
    word += 1
    if !ended.isEmpty { ended.removeAll(keepingCapacity: true) }
  }

  /// Whether a word of a class may go on with something; false is certain.
  @inline(__always)
  func mayGoOn(_ bit: UInt64) -> Bool { (fresh.filter | waiting.filter) & bit != 0 }

  /// The word goes on with nothing and begins nothing: only gaps can bridge it.
  @inline(__always)
  mutating func pass() { fresh.removeAll() }

  /// The word reached a state.
  mutating func add(_ phrase: BegunPhrase) { next.add(phrase, of: states) }

  /// The word reached a gap.
  mutating func delay(_ phrase: BegunPhrase) { delayed.append(phrase) }

  /// A phrase ends; of two beginnings that lead there the first counts.
  mutating func end(_ end: PhraseTable.End, start: Int) {
    guard let known = ended.firstIndex(where: { $0.end.node == end.node }) else { return ended.append((end, start)) }
    ended[known].start = min(ended[known].start, start)
  }

  /// All that the word goes on with was looked at.
  mutating func finish() {
    swap(&fresh, &next)
    next.removeAll()
    guard !delayed.isEmpty else { return }
    // What has waited too long goes when something comes.
    waiting.removeExpired(at: word)
    for index in delayed.indices { waiting.add(delayed[index], of: states) }
    delayed.removeAll(keepingCapacity: true)
  }
}
