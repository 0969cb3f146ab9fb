/// Searching octets without Foundation.
extension Span where Element == UInt8 {
  /// The first index of an octet in a range; its end where there is none.
  ///
  /// Eight octets at a time: an octet of a word is zero where subtracting 1 borrows from a clear top bit.
  func firstIndex(of octet: UInt8, from start: Int, to end: Int) -> Int {
    precondition(start >= 0)
    var index = start
    let limit = Swift.min(end, count)
    let pattern = UInt64(octet) &* 0x0101_0101_0101_0101
    let raw = bytes
    // Unchecked: each load ends at or before `limit`, which is within.
    while limit - index >= 8 {
      let word =
        UInt64(littleEndian: raw.unsafeLoadUnaligned(fromUncheckedByteOffset: index, as: UInt64.self)) ^ pattern
      let zeros = (word &- 0x0101_0101_0101_0101) & ~word & 0x8080_8080_8080_8080
      if zeros != 0 { return index + zeros.trailingZeroBitCount >> 3 }
      index += 8
    }
    while index < limit, self[index] != octet { index += 1 }
    return Swift.min(index, Swift.max(end, start))
  }

  /// Whether an ASCII text stands at an index, without regard to case; the text is in lower case or has no letters.
  @inline(__always)
  func hasPrefix(_ text: StaticString, at start: Int, to end: Int) -> Bool {
    let count = text.utf8CodeUnitCount
    guard start >= 0, end - start >= count else { return false }
    return text.withUTF8Buffer { name in
      for offset in 0..<count where self[start + offset].asciiLowercased != name[offset].asciiLowercased {
        return false
      }
      return true
    }
  }
}

extension Span where Element == UInt8 {
  /// Whether they begin with a text, octet by octet.
  @inline(__always)
  func startsWith(_ text: StaticString) -> Bool {
    let length = text.utf8CodeUnitCount
    guard count >= length else { return false }
    return text.withUTF8Buffer { wanted in
      for index in 0..<length where self[index] != wanted[index] { return false }
      return true
    }
  }

  /// Whether a range holds a tab, line feed or carriage return. Eight octets at a time: the low seven bits of each are
  /// compared with 0x10 without carry; from the first octet below it on they are looked at one by one.
  func holdsLineEndOrTab(_ range: Range<Int>) -> Bool {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let raw = bytes
    var index = range.lowerBound
    while range.upperBound - index >= 8 {
      let word = raw.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self)
      let isAbove = (word & (ones &* 0x7f)) &+ ones &* 0x70 | word
      if ~isAbove & (ones &* 0x80) != 0 { break }
      index += 8
    }
    while index < range.upperBound {
      if self[index] == Octet.tab || self[index] == Octet.lineFeed || self[index] == Octet.carriageReturn {
        return true
      }
      index += 1
    }
    return false
  }

  /// Whether two ranges hold the same octets.
  func areEqual(_ one: Range<Int>, _ other: Range<Int>) -> Bool {
    guard one.count == other.count else { return false }
    precondition(one.lowerBound >= 0 && one.upperBound <= count && other.lowerBound >= 0 && other.upperBound <= count)
    let raw = bytes
    var offset = 0
    // Unchecked: each load ends before one of the bounds above.
    while one.count - offset >= 8 {
      let word = raw.unsafeLoadUnaligned(fromUncheckedByteOffset: one.lowerBound + offset, as: UInt64.self)
      let twin = raw.unsafeLoadUnaligned(fromUncheckedByteOffset: other.lowerBound + offset, as: UInt64.self)
      guard word == twin else { return false }
      offset += 8
    }
    while offset < one.count {
      guard self[one.lowerBound + offset] == self[other.lowerBound + offset] else { return false }
      offset += 1
    }
    return true
  }

  /// A number that the length, the first and the last eight octets of a range make of another one: enough to look
  /// where the same octets may be found, whoever does compares them all.
  func sketch(of range: Range<Int>, from seed: UInt64) -> UInt64 {
    var first: UInt64 = 0
    var last: UInt64 = 0
    if range.count >= 8 {
      first = bytes.unsafeLoadUnaligned(fromByteOffset: range.lowerBound, as: UInt64.self)
      last = bytes.unsafeLoadUnaligned(fromByteOffset: range.upperBound - 8, as: UInt64.self)
    } else {
      for index in range { first = first << 8 | UInt64(self[index]) }
    }
    let factor: UInt64 = 0x9e37_79b9_7f4a_7c15
    let hash = (seed ^ UInt64(range.count) ^ first) &* factor
    return (hash ^ hash >> 32 ^ last) &* factor
  }

  /// Whether a range holds an ASCII letter in lower case.
  func holdsSmallLetter(_ range: Range<Int>) -> Bool {
    for index in range where self[index] &- 0x61 < 26 { return true }
    return false
  }

  /// The octets of a range as an array of their own.
  func array(_ range: Range<Int>) -> [UInt8] {
    let part = extracting(range)
    return part.withUnsafeBufferPointer { Array($0) }
  }

  /// The octets of a range as a string; what is not UTF-8 is replaced.
  func string(_ range: Range<Int>) -> String {
    let part = extracting(range)
    return part.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
  }
}
