/// All phrases found in a text, by their ends.
package struct PhraseHits: Sendable {
  /// A phrase that was found.
  package struct Hit: Sendable, Hashable {
    /// Index of the phrase set.
    package let set: Int
    /// Its octets in the text.
    package let range: Range<Int>
    /// The sentence it stands in.
    package let sentence: Int
  }

  package private(set) var hits: [Hit] = []
  /// Where each sentence but the first starts; that one starts at 0.
  private var laterSentences: [Int] = []
  /// How many words the text has.
  package var words = 0
  /// The length of the text.
  private let end: Int
  /// The sets that were found.
  package private(set) var sets = PhraseSetFilter()

  init(end: Int) { self.end = end }

  mutating func beginSentence(at offset: Int) { laterSentences.append(offset) }

  mutating func add(_ set: Int, _ range: Range<Int>) {
    hits.append(Hit(set: set, range: range, sentence: laterSentences.count))
    sets.add(set)
  }

  package func contains(_ set: Int?) -> Bool { first(set) != nil }

  package func first(_ set: Int?) -> Hit? {
    guard let set, sets.mayContain(set) else { return nil }
    return hits.first { $0.set == set }
  }

  /// How many sentences the text has.
  package var sentences: Int { laterSentences.count + 1 }

  /// The octets of a sentence.
  package func sentence(_ index: Int) -> Range<Int> {
    (index == 0 ? 0 : laterSentences[index - 1])..<(index < laterSentences.count ? laterSentences[index] : end)
  }

  /// Whether a sentence ends in a question mark.
  /// - Parameter text: the octets in which the phrases were found.
  package func isQuestion(_ index: Int, in text: [UInt8]) -> Bool {
    let range = sentence(index)
    var last = range.upperBound
    // What may stand behind it: spaces, quotes, brackets.
    while last > range.lowerBound, text[last - 1] <= 0x2F || text[last - 1] >= 0x80 { last -= 1 }
    return last > range.lowerBound && text[last - 1] == UInt8(ascii: "?")
  }

  /// Whether a phrase stands at the front of its sentence.
  /// - Parameter text: the octets in which the phrases were found.
  package func isAtFront(_ hit: Hit, in text: [UInt8]) -> Bool {
    let before = sentence(hit.sentence).lowerBound..<hit.range.lowerBound
    return before.count <= Self.longestFront && text[before].allSatisfy { $0 < 0x30 }
  }

  /// The most octets that may stand before the first word of a sentence: bullets, quotes, dashes.
  private static let longestFront = 16
}

/// Some of the sets of a book, as bits, many to a bit: most questions are after sets that were not found, and are
/// answered by this.
package struct PhraseSetFilter: Sendable {
  private var bits: (UInt64, UInt64) = (0, 0)

  package init() {}

  mutating func add(_ set: Int) {
    if set & 64 == 0 { bits.0 |= 1 << UInt64(set & 63) } else { bits.1 |= 1 << UInt64(set & 63) }
  }

  package mutating func add(_ other: PhraseSetFilter) {
    bits.0 |= other.bits.0
    bits.1 |= other.bits.1
  }

  /// False is certain.
  package func mayContain(_ set: Int) -> Bool {
    (set & 64 == 0 ? bits.0 : bits.1) & 1 << UInt64(set & 63) != 0
  }
}
