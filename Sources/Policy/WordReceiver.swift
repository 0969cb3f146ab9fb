/// Is told the words that a `WordScanner` finds, octet by octet.
package protocol WordReceiver {
  /// A word begins; what was told of one that did not end is no part of it ("l'" before "adresse").
  mutating func begin()
  /// The word goes on with a normalised octet.
  mutating func append(_ octet: UInt8)
}

/// The word that was found last, as it is spelt when normalised.
package struct WordSpelling: WordReceiver {
  package private(set) var octets: [UInt8] = []
  package init() { octets.reserveCapacity(32) }
  package mutating func begin() { octets.removeAll(keepingCapacity: true) }
  package mutating func append(_ octet: UInt8) { octets.append(octet) }
}
