import MailSyntax

/// Splits code into tokens: white space and the comments of C's heirs fall out.
struct CodeScanner {
  /// A literal that is longer is none that names a file.
  static let maximumLiteral = 4_096

  private var index: Int
  private let end: Int
  /// Quotes that were never closed: behind so many, the text is no code, and looking for their ends would cost more
  /// than linear time.
  private var strayQuotes = 0
  private static let maximumStrayQuotes = 16

  init(_ range: OctetRange) {
    index = range.lowerBound
    end = range.upperBound
  }

  mutating func next(_ octets: Span<UInt8>) -> CodeToken? {
    while index < end {
      let octet = octets[index]
      if octet <= Octet.space {
        index += 1
      } else if octet == Octet.slash, skipComment(octets) {
        continue
      } else if octet == Octet.quote || octet == Octet.apostrophe || octet == UInt8(ascii: "`"),
        let literal = literal(octet, octets)
      {
        return literal
      } else if octet.isASCIIAlphanumeric || octet == UInt8(ascii: "_") || octet >= 0x80 {
        return word(octets)
      } else {
        index += 1
        return CodeToken(kind: .symbol(octet), range: (index - 1)..<index)
      }
    }
    return nil
  }

  private mutating func skipComment(_ octets: Span<UInt8>) -> Bool {
    guard index + 1 < end else { return false }
    if octets[index + 1] == Octet.slash {
      index = octets.firstIndex(of: Octet.lineFeed, from: index, to: end)
      return true
    }
    guard octets[index + 1] == UInt8(ascii: "*") else { return false }
    index += 2
    while index < end {
      index = octets.firstIndex(of: UInt8(ascii: "*"), from: index, to: end) + 1
      if index < end, octets[index] == Octet.slash { break }
    }
    index = min(end, index + 1)
    return true
  }

  private mutating func literal(_ quote: UInt8, _ octets: Span<UInt8>) -> CodeToken? {
    guard strayQuotes < Self.maximumStrayQuotes else { return nil }
    let start = index + 1
    var place = start
    let limit = min(end, start + Self.maximumLiteral)
    while place < limit, octets[place] != quote { place += octets[place] == Octet.backslash ? 2 : 1 }
    guard place < limit else {
      strayQuotes += 1
      return nil
    }
    index = place + 1
    return CodeToken(kind: .literal, range: start..<place)
  }

  private mutating func word(_ octets: Span<UInt8>) -> CodeToken {
    let start = index
    while index < end,
      octets[index].isASCIIAlphanumeric || octets[index] == UInt8(ascii: "_") || octets[index] >= 0x80
    {
      index += 1
    }
    return CodeToken(kind: .word, range: start..<index)
  }
}
