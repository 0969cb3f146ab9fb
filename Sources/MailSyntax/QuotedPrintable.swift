/// The quoted-printable transfer encoding. RFC 2045 §6.7.
enum QuotedPrintable {
  /// What stands in encoded text, apart from soft line breaks and white space at the end of lines.
  enum Piece {
    /// Octets that stand for themselves.
    case literal(OctetRange)
    /// "=" and two hexadecimal digits. RFC 2045 §6.7 (1).
    case escape(OctetRange)
  }

  /// Decodes `range`; what is not valid stands as it is (RFC 2045 §6.7, note on robust implementations).
  ///
  /// - Complexity: O(n), eight octets a step where nothing is encoded; one allocation.
  static func decode(_ octets: Span<UInt8>, _ range: OctetRange) -> [UInt8] {
    precondition(range.upperBound <= octets.count)
    // A step writes eight octets and counts those it means, hence the room behind the last.
    return [UInt8](unsafeUninitializedCapacity: range.count + 8) { out, written in
      guard let base = out.baseAddress else { return }
      let raw = octets.bytes
      let end = range.upperBound
      var index = range.lowerBound
      var count = 0
      while index < end {
        if index &+ 8 <= end {
          let word = raw.unsafeLoadUnaligned(fromUncheckedByteOffset: index, as: UInt64.self)
          UnsafeMutableRawPointer(base + count).storeBytes(of: word, as: UInt64.self)
          let equals = word ^ 0x3D3D_3D3D_3D3D_3D3D
          let feed = word ^ 0x0A0A_0A0A_0A0A_0A0A
          let marks = ((equals &- ones) & ~equals | (feed &- ones) & ~feed) & 0x8080_8080_8080_8080
          let plain = marks == 0 ? 8 : marks.trailingZeroBitCount &>> 3
          index &+= plain
          count &+= plain
          if plain == 8 { continue }
        }
        let octet = octets[index]
        if octet == .equals {
          decodeEscape(octets, &index, end, base, &count)
        } else {
          if octet == .lineFeed { count = withoutTrailingWhiteSpace(octets, index, range.lowerBound, base, count) }
          base[count] = octet
          count &+= 1
          index &+= 1
        }
      }
      written = count
    }
  }

  private static let ones: UInt64 = 0x0101_0101_0101_0101

  /// What an "=" at `index` stands for: an octet, a soft line break, or itself. RFC 2045 §6.7 (1) and (5).
  @inline(__always)
  private static func decodeEscape(
    _ octets: Span<UInt8>, _ index: inout Int, _ end: Int, _ base: UnsafeMutablePointer<UInt8>, _ count: inout Int
  ) {
    if index &+ 2 < end, let high = octets[index &+ 1].hexadecimalValue, let low = octets[index &+ 2].hexadecimalValue {
      base[count] = high << 4 | low
      count &+= 1
      index &+= 3
      return
    }
    var next = index &+ 1
    while next < end, octets[next].isWSP { next &+= 1 }
    while next < end, octets[next] == .carriageReturn { next &+= 1 }
    if next == end || octets[next] == .lineFeed {
      index = min(next &+ 1, end)
      return
    }
    base[count] = .equals
    count &+= 1
    index &+= 1
  }

  /// "any trailing white space on a line must be deleted" (RFC 2045 §6.7 (3)): the octets written so far without it.
  @inline(__always)
  private static func withoutTrailingWhiteSpace(
    _ octets: Span<UInt8>, _ newline: Int, _ start: Int, _ base: UnsafeMutablePointer<UInt8>, _ count: Int
  ) -> Int {
    var eol = newline
    while eol > start, octets[eol &- 1] == .carriageReturn { eol &-= 1 }
    var text = eol
    while text > start, octets[text &- 1].isWSP { text &-= 1 }
    guard text < eol else { return count }
    // White space that was written as it stands maps octet to octet; the CRs behind it move up.
    let returns = newline &- eol
    let kept = count &- returns &- (eol &- text)
    for offset in 0..<returns { base[kept &+ offset] = .carriageReturn }
    return kept &+ returns
  }

  /// Gives the pieces of `range` in order.
  @inline(__always)
  static func walk(_ octets: Span<UInt8>, _ range: OctetRange, _ body: (Piece) -> Void) {
    var index = range.lowerBound
    let end = range.upperBound
    while index < end {
      let newline = octets.first(.lineFeed, in: index..<end)
      var lineEnd = newline
      while lineEnd > index, octets[lineEnd &- 1] == .carriageReturn { lineEnd &-= 1 }
      let eol = lineEnd
      // "any trailing white space on a line must be deleted" (RFC 2045 §6.7 (3)).
      while lineEnd > index, octets[lineEnd &- 1].isWSP { lineEnd &-= 1 }
      var isSoft = false
      if lineEnd > index, octets[lineEnd &- 1] == .equals {
        isSoft = true
        lineEnd &-= 1
      } else if newline == end {
        lineEnd = end
      }
      walkLine(octets, index..<lineEnd, body)
      if !isSoft, newline < end { body(.literal(eol..<newline &+ 1)) }
      index = newline &+ 1
    }
  }

  @inline(__always)
  private static func walkLine(_ octets: Span<UInt8>, _ line: OctetRange, _ body: (Piece) -> Void) {
    var index = line.lowerBound
    var literal = index
    let end = line.upperBound
    while index < end {
      index = octets.first(.equals, in: index..<end)
      guard index < end else { break }
      if index &+ 2 < end, octets[index &+ 1].hexadecimalValue != nil, octets[index &+ 2].hexadecimalValue != nil {
        if literal < index { body(.literal(literal..<index)) }
        body(.escape(index..<index &+ 3))
        index &+= 3
        literal = index
      } else {
        index &+= 1
      }
    }
    if literal < end { body(.literal(literal..<end)) }
  }
}
