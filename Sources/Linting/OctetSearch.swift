/// Searching octets.
extension Span where Element == UInt8 {
  /// The first place of an octet in a range; nil where there is none. Eight octets at a time, as `SignSearch` does.
  func first(of octet: UInt8, in range: Range<Int>) -> Int? {
    precondition(range.upperBound <= count)
    let raw = bytes
    let wanted = SignSearch.pattern(octet)
    var index = range.lowerBound
    while index + 8 <= range.upperBound {
      let word = UInt64(littleEndian: raw.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self))
      // The lowest mark is certain.
      let marks = SignSearch.zeros(word ^ wanted)
      if marks != 0 { return index + marks.trailingZeroBitCount >> 3 }
      index += 8
    }
    while index < range.upperBound {
      if self[index] == octet { return index }
      index += 1
    }
    return nil
  }

  /// Whether a range holds an ASCII text, without regard to case.
  /// - Parameter text: in lower case.
  func isASCII(_ text: StaticString, at range: Range<Int>) -> Bool {
    guard text.utf8CodeUnitCount == range.count else { return false }
    return text.withUTF8Buffer { name in
      for (offset, octet) in name.enumerated()
      where AddressSpellings.lowercased(self[range.lowerBound + offset]) != octet {
        return false
      }
      return true
    }
  }

  /// The first place of an ASCII text from an offset on, without regard to case; nil where there is none.
  /// - Parameter text: in lower case; it begins with a sign.
  func first(_ text: StaticString, from start: Int) -> Int? {
    let length = text.utf8CodeUnitCount
    let sign = text.withUTF8Buffer { $0[0] }
    var index = start
    while index + length <= count, let place = first(of: sign, in: index..<(count - length + 1)) {
      if isASCII(text, at: place..<(place + length)) { return place }
      index = place + 1
    }
    return nil
  }

  /// Whether octets stand at an offset.
  func holds(_ octets: [UInt8], at start: Int) -> Bool {
    guard count - start >= octets.count else { return false }
    for (offset, octet) in octets.enumerated() where self[start + offset] != octet { return false }
    return true
  }

  /// The pieces of a range between an octet, without empty ones.
  @inline(__always)
  func forEachPiece(of range: Range<Int>, between octet: UInt8, _ body: (Range<Int>) -> Void) {
    var start = range.lowerBound
    while let index = first(of: octet, in: start..<range.upperBound) {
      if start < index { body(start..<index) }
      start = index + 1
    }
    if start < range.upperBound { body(start..<range.upperBound) }
  }

  /// The first place from an offset on where "<" stands before a letter, large or small; nil where there is none.
  ///
  /// Eight octets at a time, as `SignSearch` does.
  /// - Parameter letter: small.
  func firstTag(startingWith letter: UInt8, from start: Int) -> Int? {
    var index = start
    let raw = bytes
    let (less, wanted) = (SignSearch.pattern(UInt8(ascii: "<")), SignSearch.pattern(letter))
    while index + 9 <= count {
      let word = raw.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self)
      let next = raw.unsafeLoadUnaligned(fromByteOffset: index + 1, as: UInt64.self) | SignSearch.fold
      if SignSearch.zeros(word ^ less) & SignSearch.zeros(next ^ wanted) != 0 {
        for place in index..<(index + 8) where self[place] == UInt8(ascii: "<") && self[place + 1] | 0x20 == letter {
          return place
        }
      }
      index += 8
    }
    while index + 1 < count {
      if self[index] == UInt8(ascii: "<"), self[index + 1] | 0x20 == letter { return index }
      index += 1
    }
    return nil
  }
}

/// Searches octets for any of a few signs, eight octets at a time: most of a text is none of them.
///
/// An octet of a word is zero where subtracting 1 borrows from a clear top bit; a borrow may tell one too many behind a
/// true one, and folding "[" to "{" tells others, so that what is told is looked at again.
struct SignSearch: Sendable {
  /// The signs, folded, eight times each; where there are fewer than six, they stand there again.
  private let patterns: (UInt64, UInt64, UInt64, UInt64, UInt64, UInt64)
  /// Whether the first three patterns are all.
  private let isFew: Bool
  /// By octet: whether it is one of them.
  private let isSign: [Bool]

  /// - Parameter signs: at most six of them differ but for the bit that tells small letters from capitals.
  init(_ signs: StaticString) {
    var isSign = [Bool](repeating: false, count: 256)
    var folded: [UInt8] = []
    signs.withUTF8Buffer { octets in
      for octet in octets {
        isSign[Int(octet)] = true
        if !folded.contains(octet | 0x20) { folded.append(octet | 0x20) }
      }
    }
    precondition((1...6).contains(folded.count))
    let words = (0..<6).map { Self.pattern(folded[$0 % folded.count]) }
    patterns = (words[0], words[1], words[2], words[3], words[4], words[5])
    isFew = folded.count <= 3
    self.isSign = isSign
  }

  /// The first place from an offset on; nil where there is none.
  func first(in octets: Span<UInt8>, from start: Int) -> Int? {
    var index = start
    let raw = octets.bytes
    let patterns = patterns
    while index + 8 <= octets.count {
      let word = raw.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self) | Self.fold
      var some = Self.zeros(word ^ patterns.0) | Self.zeros(word ^ patterns.1) | Self.zeros(word ^ patterns.2)
      if !isFew {
        some |= Self.zeros(word ^ patterns.3) | Self.zeros(word ^ patterns.4) | Self.zeros(word ^ patterns.5)
      }
      if some != 0 {
        for place in index..<(index + 8) where isSign[Int(octets[place])] { return place }
      }
      index += 8
    }
    while index < octets.count {
      if isSign[Int(octets[index])] { return index }
      index += 1
    }
    return nil
  }

  fileprivate static let fold: UInt64 = 0x2020_2020_2020_2020

  fileprivate static func pattern(_ octet: UInt8) -> UInt64 { UInt64(octet) &* 0x0101_0101_0101_0101 }

  fileprivate static func zeros(_ word: UInt64) -> UInt64 {
    (word &- 0x0101_0101_0101_0101) & ~word & 0x8080_8080_8080_8080
  }
}
