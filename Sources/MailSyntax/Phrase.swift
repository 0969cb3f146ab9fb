/// A display-name: words in a row. RFC 5322 §3.2.5 and §4.1, RFC 2047 §5 (3).
enum Phrase {
  /// The words as text: unquoted, encoded-words decoded, one space where white space stands; nil if there are none.
  static func decode(_ octets: Span<UInt8>, _ tokens: ArraySlice<AddressToken>) -> String? {
    guard let first = tokens.first(where: { $0.kind != .comment }),
      let last = tokens.last(where: { $0.kind != .comment })
    else { return nil }
    if tokens.count == 1 {
      if first.kind == .atom { return Unstructured.decode(octets, first.range) }
      if first.kind == .quoted, first.range.count > 1 {
        let inner = first.range.lowerBound + 1..<first.range.upperBound - 1
        if octets.first(.backslash, in: inner) == inner.upperBound { return Unstructured.decode(octets, inner) }
      }
    }
    var text: [UInt8] = []
    text.reserveCapacity(last.range.upperBound - first.range.lowerBound)
    var end: Int?
    for token in tokens where token.kind != .comment {
      if let end, end < token.range.lowerBound { text.append(.space) }
      end = token.range.upperBound
      guard token.kind == .quoted, token.range.count > 1 else {
        text.append(octets, token.range)
        continue
      }
      var index = token.range.lowerBound + 1
      while index < token.range.upperBound - 1 {
        if octets[index] == .backslash, index + 1 < token.range.upperBound - 1 { index += 1 }
        text.append(octets[index])
        index += 1
      }
    }
    return Unstructured.decode(text.span, 0..<text.count)
  }
}
