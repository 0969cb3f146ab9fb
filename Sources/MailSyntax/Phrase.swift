/// A display-name: words in a row. RFC 5322 §3.2.5 and §4.1, RFC 2047 §5 (3).
enum Phrase {
  /// The words as text: unquoted, encoded-words decoded, one space where white space stands; nil if there are none.
  static func decode(_ octets: Span<UInt8>, _ tokens: [AddressToken], _ range: Range<Int>) -> String? {
    guard let simple = plainRange(octets, tokens, range) else { return decodeWords(octets, tokens, range) }
    return simple.isEmpty && range.isEmpty ? nil : Unstructured.decode(octets, simple)
  }

  /// The octets that stand for themselves: one quoted-string without pairs, or atoms with one space between;
  /// nil for all others.
  private static func plainRange(_ octets: Span<UInt8>, _ tokens: [AddressToken], _ range: Range<Int>) -> OctetRange? {
    guard !range.isEmpty else { return 0..<0 }
    let first = tokens[range.lowerBound]
    if range.count == 1, first.kind == .quoted, first.range.count > 1 {
      let inner = first.range.lowerBound + 1..<first.range.upperBound - 1
      return octets.first(.backslash, in: inner) == inner.upperBound ? inner : nil
    }
    var end = first.range.lowerBound &- 1
    for index in range {
      let token = tokens[index]
      guard token.kind == .atom, end &+ 1 == token.range.lowerBound else { return nil }
      end = token.range.upperBound
      guard index &+ 1 == range.upperBound || octets[end] == .space else { return nil }
    }
    return first.range.lowerBound..<end
  }

  private static func decodeWords(_ octets: Span<UInt8>, _ tokens: [AddressToken], _ range: Range<Int>) -> String? {
    var text: [UInt8] = []
    // Words without anything between them, which are copied at once: damaged fields have a word an octet.
    var run: OctetRange?
    for index in range where tokens[index].kind != .comment {
      let token = tokens[index]
      let isQuoted = token.kind == .quoted && token.range.count > 1
      if !isQuoted, let start = run, start.upperBound == token.range.lowerBound {
        run = start.lowerBound..<token.range.upperBound
        continue
      }
      if let run {
        text.append(octets, run)
        if run.upperBound < token.range.lowerBound { text.append(.space) }
      }
      run = token.range
      if isQuoted {
        appendUnquoted(octets, token.range, to: &text)
        run = token.range.upperBound..<token.range.upperBound
      }
    }
    if let run { text.append(octets, run) }
    return run == nil ? nil : Unstructured.decode(text.span, 0..<text.count)
  }

  /// Appends what stands in a quoted-string, pairs undone.
  private static func appendUnquoted(_ octets: Span<UInt8>, _ quoted: OctetRange, to text: inout [UInt8]) {
    let end = quoted.upperBound - 1
    var position = quoted.lowerBound + 1
    while position < end {
      if octets[position] == .backslash, position + 1 < end { position += 1 }
      text.append(octets[position])
      position += 1
    }
  }
}
