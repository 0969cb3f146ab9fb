/// The text of a local-part or domain. RFC 5322 §3.2.4 and §3.4.1.
enum AddressText {
  /// The words without comments, quoted-strings and quoted-pairs undone; UTF-8, else windows-1252.
  /// - Parameters:
  ///   - isSpaced: whether a space stands for white space; else it is left out, as between atoms and dots.
  ///   - keepsQuotes: whether quotes are kept, as in domains, where they have no meaning.
  static func decode(
    _ octets: Span<UInt8>, _ tokens: [AddressToken], _ range: Range<Int>, isSpaced: Bool = false,
    keepsQuotes: Bool = false
  ) -> String {
    if range.count == 1, tokens[range.lowerBound].kind == .atom {
      let only = tokens[range.lowerBound].range
      // An encoded-word is one atom, and may hold a fold, against RFC 2047 §2.
      let isPlain = [UInt8.backslash, .lineFeed, .carriageReturn].allSatisfy {
        octets.first($0, in: only) == only.upperBound
      }
      if isPlain { return text(octets, only) }
    }
    guard !range.isEmpty else { return "" }
    var result: [UInt8] = []
    var last = tokens[range.lowerBound].range.lowerBound
    for token in range where tokens[token].kind != .comment {
      let token = tokens[token]
      if isSpaced, last < token.range.lowerBound { result.append(.space) }
      last = token.range.upperBound
      append(octets, token, keepsQuotes: keepsQuotes, to: &result)
    }
    return text(result.span, 0..<result.count)
  }

  private static func append(_ octets: Span<UInt8>, _ token: AddressToken, keepsQuotes: Bool, to result: inout [UInt8])
  {
    var range = token.range
    var undoesPairs = token.kind == .atom
    if token.kind == .quoted, !keepsQuotes, range.count > 1 {
      range = range.lowerBound + 1..<range.upperBound - 1
      undoesPairs = true
    }
    var index = range.lowerBound
    while index < range.upperBound {
      if undoesPairs, octets[index] == .backslash, index + 1 < range.upperBound { index += 1 }
      if octets[index] != .carriageReturn, octets[index] != .lineFeed { result.append(octets[index]) }
      index += 1
    }
  }

  private static func text(_ octets: Span<UInt8>, _ range: OctetRange) -> String {
    octets.hasEightBit(in: range)
      ? String(decoding: Charset.undeclared.decode(octets.array(range)), as: UTF8.self) : octets.string(range)
  }
}
