/// Is told the words that a `WordScanner` finds, octet by octet.
package protocol WordReceiver {
  /// A word begins; what was told of one that did not end is no part of it ("l'" before "adresse").
  mutating func begin()
  /// The word goes on with a normalised octet.
  mutating func append(_ octet: UInt8)

  /// Whether it knows words that it was told before, and may be asked for them.
  var remembersWords: Bool { get }
  /// Takes a word as it is written, in place of its octets.
  /// - Returns: nil where it does not know it.
  mutating func recall(_ word: WrittenWord) -> WordEnding?
  /// The word that it was told last is written in this way.
  mutating func remember(_ word: WrittenWord, _ ending: WordEnding)
}

extension WordReceiver {
  package var remembersWords: Bool { false }
  package mutating func recall(_ word: WrittenWord) -> WordEnding? { nil }
  package mutating func remember(_ word: WrittenWord, _ ending: WordEnding) {}
}

/// The word that was found last, as it is spelt when normalised.
package struct WordSpelling: WordReceiver {
  package private(set) var octets: [UInt8] = []
  package init() { octets.reserveCapacity(32) }
  package mutating func begin() { octets.removeAll(keepingCapacity: true) }
  package mutating func append(_ octet: UInt8) { octets.append(octet) }
}
