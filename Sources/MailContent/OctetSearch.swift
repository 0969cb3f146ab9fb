/// Searching octets without Foundation.
extension Span where Element == UInt8 {
  /// The first index of an octet in a range; its end where there is none.
  ///
  /// Eight octets at a time: an octet of a word is zero where subtracting 1 borrows from a clear top bit.
  func firstIndex(of octet: UInt8, from start: Int, to end: Int) -> Int {
    var index = start
    let limit = Swift.min(end, count)
    let pattern = UInt64(octet) &* 0x0101_0101_0101_0101
    let raw = bytes
    while limit - index >= 8 {
      let word = UInt64(littleEndian: raw.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self)) ^ pattern
      let zeros = (word &- 0x0101_0101_0101_0101) & ~word & 0x8080_8080_8080_8080
      if zeros != 0 { return index + zeros.trailingZeroBitCount >> 3 }
      index += 8
    }
    while index < limit, self[index] != octet { index += 1 }
    return Swift.min(index, Swift.max(end, start))
  }

  /// Whether an ASCII text stands at an index, without regard to case; the text is in lower case or has no letters.
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
