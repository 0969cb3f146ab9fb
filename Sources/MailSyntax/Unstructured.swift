/// Field bodies that are text: RFC 5322 §3.2.5, with encoded-words (RFC 2047 §5 (1)) and UTF-8 (RFC 6532 §3.1).
enum Unstructured {
  /// The text of `range`: unfolded, encoded-words decoded, undeclared 8-bit octets read as UTF-8, else windows-1252.
  /// White space at either side is dropped.
  static func decode(_ octets: Span<UInt8>, _ range: OctetRange) -> String {
    let range = octets.trimmed(range)
    let first = octets.firstOfInterest(in: range)
    if first == range.upperBound { return octets.string(range) }
    let hasEightBit = octets.hasEightBit(in: first..<range.upperBound)
    if !hasEightBit, isPlain(octets, first..<range.upperBound) { return octets.string(range) }
    var text: [UInt8] = []
    text.reserveCapacity(range.count)
    if hasEightBit {
      let unicode = Charset.undeclared.decode(octets.array(range))
      EncodedWord.decode(unicode.span, 0..<unicode.count, into: &text)
    } else {
      EncodedWord.decode(octets, range, into: &text)
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// Whether there is neither a line end nor the beginning of an encoded-word.
  private static func isPlain(_ octets: Span<UInt8>, _ range: OctetRange) -> Bool {
    var index = range.lowerBound
    while index < range.upperBound {
      if octets[index] != .equals { return false }
      if index &+ 1 < range.upperBound, octets[index &+ 1] == .questionMark { return false }
      index = octets.firstOfInterest(in: index &+ 1..<range.upperBound)
    }
    return true
  }
}
