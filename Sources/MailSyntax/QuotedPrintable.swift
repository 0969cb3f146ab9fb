/// The quoted-printable transfer encoding. RFC 2045 §6.7.
enum QuotedPrintable {
  /// What stands in encoded text, apart from soft line breaks and white space at the end of lines.
  enum Piece {
    /// Octets that stand for themselves.
    case literal(OctetRange)
    /// "=" and two hexadecimal digits.
    case escape(OctetRange)
  }

  /// Decodes `range`; what is not valid stands as it is (RFC 2045 §6.7, note on robust implementations).
  ///
  /// - Complexity: O(n); one allocation.
  static func decode(_ octets: Span<UInt8>, _ range: OctetRange) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(range.count)
    walk(octets, range) { piece in
      switch piece {
      case .literal(let source): result.append(octets, source)
      case .escape(let source):
        let high = octets[source.lowerBound &+ 1].hexadecimalValue ?? 0
        let low = octets[source.lowerBound &+ 2].hexadecimalValue ?? 0
        result.append(high << 4 | low)
      }
    }
    return result
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
        lineEnd = eol
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
