/// One parameter as it stands in its field. RFC 2045 §5.1, RFC 2231 §7.
extension ParameterList {
  /// One `attribute=value` as it stands.
  struct Piece {
    let name: String
    let section: Int?
    let isExtended: Bool
    let value: [UInt8]

    init?(_ octets: Span<UInt8>, at index: inout Int, before end: Int) {
      index = skipWhiteSpace(octets, index, end)
      let start = index
      while index < end, octets[index] != .equals, octets[index] != .semicolon { index &+= 1 }
      guard index < end, octets[index] == .equals else { return nil }
      var attribute = octets.trimmed(start..<index)
      index &+= 1
      var isExtended = false
      if !attribute.isEmpty, octets[attribute.upperBound - 1] == .asterisk {
        isExtended = true
        attribute = attribute.lowerBound..<attribute.upperBound - 1
      }
      var section: Int?
      let star = octets.first(.asterisk, in: attribute)
      if star < attribute.upperBound {
        var number = 0
        for digit in star + 1..<attribute.upperBound {
          guard octets[digit].isDigit, number < 100_000 else { return nil }
          number = number * 10 + Int(octets[digit] - 0x30)
        }
        section = number
        attribute = attribute.lowerBound..<star
      }
      guard !attribute.isEmpty else { return nil }
      name = MediaType.lowercased(octets, attribute)
      self.section = section
      self.isExtended = isExtended
      index = skipWhiteSpace(octets, index, end)
      let isQuoted = index < end && octets[index] == .quote
      value = ParameterList.value(octets, at: &index, before: end)
      if value.isEmpty, !isQuoted { return nil }
    }

    /// The value with `%XX` decoded; the first section begins with charset and language. RFC 2231 §4.
    func percentDecoded(isFirst: Bool, _ charset: inout String?) -> [UInt8] {
      var text = value[...]
      if isFirst, let first = text.firstIndex(of: .apostrophe),
        let second = text[(first + 1)...].firstIndex(of: .apostrophe)
      {
        charset = String(decoding: text[..<first], as: UTF8.self)
        text = text[(second + 1)...]
      }
      var result: [UInt8] = []
      var index = text.startIndex
      while index < text.endIndex {
        if text[index] == .percent, index + 2 < text.endIndex, let high = text[index + 1].hexadecimalValue,
          let low = text[index + 2].hexadecimalValue
        {
          result.append(high << 4 | low)
          index += 3
        } else {
          result.append(text[index])
          index += 1
        }
      }
      return result
    }
  }

  /// `value := token / quoted-string` (RFC 2045 §5.1) at `index`, unquoted; a token may hold spaces and tspecials, as
  /// much real mail has them.
  static func value(_ octets: Span<UInt8>, at index: inout Int, before end: Int) -> [UInt8] {
    index = skipWhiteSpace(octets, index, end)
    var result: [UInt8] = []
    guard index < end, octets[index] == .quote else {
      let start = index
      while index < end, octets[index] != .semicolon, !beginsParameter(octets, index, end) { index &+= 1 }
      var range = octets.trimmed(start..<index)
      let comment = octets.first(.leftParenthesis, in: range)
      if comment > range.lowerBound, comment < range.upperBound, octets[comment &- 1].isFoldingWhiteSpace {
        range = octets.trimmed(range.lowerBound..<comment)
      }
      for position in range where octets[position] != .lineFeed && octets[position] != .carriageReturn {
        result.append(octets[position])
      }
      return result
    }
    index &+= 1
    while index < end, octets[index] != .quote {
      if octets[index] == .backslash, index &+ 1 < end { index &+= 1 }
      if octets[index] != .lineFeed, octets[index] != .carriageReturn { result.append(octets[index]) }
      index &+= 1
    }
    if index < end { index &+= 1 }
    return result
  }

  /// The token (RFC 2045 §5.1) at or behind `start`, after white space and comments.
  static func token(_ octets: Span<UInt8>, from start: Int, to end: Int) -> OctetRange {
    let first = skipWhiteSpace(octets, start, end)
    var index = first
    while index < end {
      let octet = octets[index]
      if octet == .semicolon || octet == .slash || octet == .leftParenthesis || octet.isFoldingWhiteSpace { break }
      index &+= 1
    }
    return first..<index
  }

  /// Skips `CFWS` (RFC 5322 §3.2.2); nested comments are counted, not recursed into.
  static func skipWhiteSpace(_ octets: Span<UInt8>, _ start: Int, _ end: Int) -> Int {
    var index = start
    var depth = 0
    while index < end {
      let octet = octets[index]
      if octet == .leftParenthesis {
        depth &+= 1
      } else if depth > 0 {
        if octet == .rightParenthesis { depth &-= 1 }
        if octet == .backslash { index &+= 1 }
      } else if !octet.isFoldingWhiteSpace {
        return index
      }
      index &+= 1
    }
    return end
  }

  /// Whether a folded line begins at `index` with `attribute=`: the semicolon before it was forgotten.
  private static func beginsParameter(_ octets: Span<UInt8>, _ index: Int, _ end: Int) -> Bool {
    guard octets[index] == .lineFeed else { return false }
    var next = index &+ 1
    while next < end, octets[next].isWSP { next &+= 1 }
    let start = next
    while next < end,
      octets[next].isLetter || octets[next].isDigit || octets[next] == .hyphen || octets[next] == .asterisk
    { next &+= 1 }
    return next > start && next < end && octets[next] == .equals
  }
}
