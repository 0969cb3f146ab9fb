/// The classes of words as they were written: a text says most of its words more than once, and one that was met before
/// need not be folded and looked up octet by octet again.
///
/// It is thrown away with what is scanned. A word stands at one place alone, so of two that share one the later is
/// known.
final class WordMemo {
  struct Entry {
    fileprivate var octets: (UInt64, UInt64, UInt64) = (0, 0, 0)
    fileprivate(set) var wordClass: Int32 = 0
    fileprivate(set) var ending: WordEnding = []
  }

  /// More than most mails have different words; all of them fit the processor's first cache.
  private static let capacityBits: UInt64 = 9

  /// Not an array, since the walk through a text reads and writes it word by word.
  private let entries: UnsafeMutablePointer<Entry>

  init() {
    let capacity = 1 << Int(Self.capacityBits)
    entries = .allocate(capacity: capacity)
    entries.initialize(repeating: Entry(), count: capacity)
  }

  deinit { entries.deallocate() }

  /// What was kept of a word; nil where it is not known.
  @inline(__always)
  func entry(for word: WrittenWord) -> Entry? {
    let entry = entries + Self.place(of: word)
    return entry.pointee.octets == word.octets ? entry.pointee : nil
  }

  func keep(_ word: WrittenWord, _ ending: WordEnding, wordClass: Int) {
    entries[Self.place(of: word)] = Entry(
      octets: word.octets, wordClass: Int32(truncatingIfNeeded: wordClass), ending: ending)
  }

  /// Fibonacci hashing: the upper bits depend on all octets.
  private static func place(of word: WrittenWord) -> Int {
    let mixed = word.octets.0 ^ word.octets.1 &* 0xC2B2_AE3D_27D4_EB4F ^ word.octets.2 &* 0x1656_67B1_9E37_79F9
    return Int((mixed &* 0x9E37_79B9_7F4A_7C15) >> (64 - capacityBits))
  }
}

/// What the signs behind a word ask of it.
package struct WordEnding: OptionSet, Sendable {
  package let rawValue: UInt8
  package init(rawValue: UInt8) { self.rawValue = rawValue }
  /// A full stop behind it marks an abbreviation.
  static let abbreviation = WordEnding(rawValue: 1)
  /// It is a number or ends in one.
  static let digit = WordEnding(rawValue: 2)

  init(_ letters: FirstLetters) {
    self = letters.isAbbreviation ? .abbreviation : []
    if letters.endInDigit { insert(.digit) }
  }
}

/// A word as it stands in a text, as one value that is quick to compare: letters, digits and all that is not ASCII, up
/// to an ASCII sign that cannot go on with it.
package struct WrittenWord {
  /// Its octets, the first lowest, and zeros behind them; those of an identifier with the top bit set, since what is
  /// one word of prose may be several of an identifier.
  fileprivate let octets: (UInt64, UInt64, UInt64)
  let count: Int

  /// - Returns: nil for a word of more than 24 octets, in prose for one that an apostrophe or a hyphen follows, and
  ///   near the end of the text.
  @inline(__always)
  init?(in text: Span<UInt8>, at start: Int, before end: Int, style: WordScanner.Style) {
    guard start + 32 <= end else { return nil }
    let raw = text.bytes
    var octets: (UInt64, UInt64, UInt64) = (0, 0, 0)
    octets.0 = UInt64(littleEndian: raw.unsafeLoadUnaligned(fromByteOffset: start, as: UInt64.self))
    var signs = Self.signs(octets.0)
    if signs != 0 {
      count = signs.trailingZeroBitCount >> 3
      octets.0 = Self.prefix(octets.0, signs)
    } else {
      octets.1 = UInt64(littleEndian: raw.unsafeLoadUnaligned(fromByteOffset: start + 8, as: UInt64.self))
      signs = Self.signs(octets.1)
      if signs != 0 {
        count = 8 + signs.trailingZeroBitCount >> 3
        octets.1 = Self.prefix(octets.1, signs)
      } else {
        octets.2 = UInt64(littleEndian: raw.unsafeLoadUnaligned(fromByteOffset: start + 16, as: UInt64.self))
        signs = Self.signs(octets.2)
        guard signs != 0 else { return nil }
        count = 16 + signs.trailingZeroBitCount >> 3
        octets.2 = Self.prefix(octets.2, signs)
      }
    }
    guard count > 0 else { return nil }
    switch style {
    case .prose:
      let behind = text[start + count]
      guard behind != UInt8(ascii: "'"), behind != UInt8(ascii: "-") else { return nil }
    case .identifier:
      // An apostrophe beyond ASCII is read otherwise than in prose.
      guard (octets.0 | octets.1 | octets.2) & 0x8080_8080_8080_8080 == 0 else { return nil }
      octets.2 |= 1 << 63
    }
    self.octets = octets
  }

  /// The octets below the first sign, of which `signs` has the top bit.
  private static func prefix(_ octets: UInt64, _ signs: UInt64) -> UInt64 {
    let lowest = signs & (~signs &+ 1)
    // From the top bit of the sign down to its lowest, and one less: all bits below the sign.
    return octets & (lowest >> 7 &- 1)
  }

  /// Eight octets: the top bit of each that is an ASCII sign. The low seven bits of each are compared without carry.
  private static func signs(_ octets: UInt64) -> UInt64 {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let low = octets & (ones &* 0x7F)
    let folded = low | (ones &* 0x20)
    let isFromA = folded &+ ones &* UInt64(0x80 - UInt8(ascii: "a"))
    let isAboveZ = folded &+ ones &* UInt64(0x7F - UInt8(ascii: "z"))
    let isFrom0 = low &+ ones &* UInt64(0x80 - UInt8(ascii: "0"))
    let isAbove9 = low &+ ones &* UInt64(0x7F - UInt8(ascii: "9"))
    return ~(isFromA & ~isAboveZ | isFrom0 & ~isAbove9 | octets) & (ones &* 0x80)
  }
}
