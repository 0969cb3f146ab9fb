/// Searching octets.
extension Span where Element == UInt8 {
  /// The first place of an octet in a range; nil where there is none.
  func first(of octet: UInt8, in range: Range<Int>) -> Int? {
    for index in range where self[index] == octet { return index }
    return nil
  }

  /// Whether a range holds an ASCII text, without regard to case.
  /// - Parameter text: in lower case.
  func isASCII(_ text: StaticString, at range: Range<Int>) -> Bool {
    guard text.utf8CodeUnitCount == range.count else { return false }
    return text.withUTF8Buffer { name in
      for (offset, octet) in name.enumerated() where AddressSpellings.lowercased(self[range.lowerBound + offset]) != octet {
        return false
      }
      return true
    }
  }

  /// Whether octets stand at an offset.
  func holds(_ octets: [UInt8], at start: Int) -> Bool {
    guard count - start >= octets.count else { return false }
    for (offset, octet) in octets.enumerated() where self[start + offset] != octet { return false }
    return true
  }

  /// The pieces of a range between an octet, without empty ones.
  func forEachPiece(of range: Range<Int>, between octet: UInt8, _ body: (Range<Int>) -> Void) {
    var start = range.lowerBound
    for index in range where self[index] == octet {
      if start < index { body(start..<index) }
      start = index + 1
    }
    if start < range.upperBound { body(start..<range.upperBound) }
  }

  /// The first place from an offset on whose octet is one of a few; nil where there is none.
  ///
  /// Sixteen octets at a time: most of a text is none of them.
  func first<let number: Int>(ofAny signs: InlineArray<number, UInt8>, from start: Int) -> Int? {
    var index = start
    let raw = bytes
    while index + 16 <= count {
      let block = raw.unsafeLoadUnaligned(fromByteOffset: index, as: SIMD16<UInt8>.self)
      var found = block .== signs[0]
      for sign in 1..<signs.count { found = found .| (block .== signs[sign]) }
      if any(found) { break }
      index += 16
    }
    while index < count {
      for sign in 0..<signs.count where self[index] == signs[sign] { return index }
      index += 1
    }
    return nil
  }

  /// The first place from an offset on where "<" stands before a letter, large or small; nil where there is none.
  /// - Parameter letter: small.
  func firstTag(startingWith letter: UInt8, from start: Int) -> Int? {
    var index = start
    let raw = bytes
    while index + 17 <= count {
      let block = raw.unsafeLoadUnaligned(fromByteOffset: index, as: SIMD16<UInt8>.self)
      let next = raw.unsafeLoadUnaligned(fromByteOffset: index + 1, as: SIMD16<UInt8>.self)
      if any((block .== UInt8(ascii: "<")) .& ((next | 0x20) .== letter)) { break }
      index += 16
    }
    while index + 1 < count {
      if self[index] == UInt8(ascii: "<"), self[index + 1] | 0x20 == letter { return index }
      index += 1
    }
    return nil
  }
}
