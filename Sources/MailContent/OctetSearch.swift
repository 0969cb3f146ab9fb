/// Searching octets without Foundation.
extension Span where Element == UInt8 {
  /// The first index of an octet in a range; its end where there is none.
  func firstIndex(of octet: UInt8, from start: Int, to end: Int) -> Int {
    var index = start
    while index < end, self[index] != octet { index += 1 }
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
