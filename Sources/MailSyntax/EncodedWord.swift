/// Encoded-words: text of other charsets within field bodies. RFC 2047.
public enum EncodedWord {
  /// `=?charset?encoding?encoded-text?=` (RFC 2047 §2), perhaps with `*language` behind the charset (RFC 2231 §5).
  struct Token {
    /// The whole word in the octets that were searched.
    let range: OctetRange
    let charset: OctetRange
    let isBase64: Bool
    let text: OctetRange

    /// The encoded-word that begins at `start`; nil where none does. What it reads stops at the next "=?".
    init?(_ octets: Span<UInt8>, at start: Int, before end: Int) {
      guard start &+ 6 < end, octets[start] == .equals, octets[start &+ 1] == .questionMark else { return nil }
      var index = start &+ 2
      while index < end, octets[index] != .questionMark {
        guard octets[index] > .space, octets[index] < 0x7F, index &- start < 80 else { return nil }
        index &+= 1
      }
      var label = start &+ 2..<index
      let star = octets.first(.asterisk, in: label)
      if star < index { label = label.lowerBound..<star }
      guard index &+ 2 < end, octets[index &+ 2] == .questionMark, !label.isEmpty else { return nil }
      switch octets[index &+ 1].lowercased {
      case 0x62: isBase64 = true
      case 0x71: isBase64 = false
      default: return nil
      }
      let textStart = index &+ 3
      index = textStart
      while true {
        guard index &+ 1 < end else { return nil }
        let octet = octets[index]
        if octet == .questionMark, octets[index &+ 1] == .equals { break }
        if octet == .equals, octets[index &+ 1] == .questionMark, !(index &+ 2 < end && octets[index &+ 2] == .equals) {
          return nil
        }
        if isBase64, octet == .questionMark { return nil }
        index &+= 1
      }
      range = start..<index &+ 2
      charset = label
      text = textStart..<index
    }

    /// Appends the octets that the word stands for, in its charset.
    func decode(_ octets: Span<UInt8>, into raw: inout [UInt8]) {
      if isBase64 {
        Base64.decode(octets, text, into: &raw)
        return
      }
      // RFC 2047 §4.2: "_" is 20 hexadecimal, "=" and two digits the octet they give.
      var index = text.lowerBound
      let end = text.upperBound
      while index < end {
        let octet = octets[index]
        if octet == .underscore {
          raw.append(.space)
        } else if octet == .equals, index &+ 2 < end, let high = octets[index &+ 1].hexadecimalValue,
          let low = octets[index &+ 2].hexadecimalValue
        {
          raw.append(high << 4 | low)
          index &+= 2
        } else {
          raw.append(octet)
        }
        index &+= 1
      }
    }
  }

  /// Appends `range` to `text` with its encoded-words decoded and folds undone.
  ///
  /// White space between encoded-words is dropped (RFC 2047 §6.2); words of one charset are joined before they are
  /// converted, because many programs split within a character (against RFC 2047 §5). Elsewhere a fold is the
  /// white space behind the line end (RFC 5322 §2.2.3).
  static func decode(_ octets: Span<UInt8>, _ range: OctetRange, into text: inout [UInt8]) {
    var index = range.lowerBound
    let end = range.upperBound
    while index < end {
      let next = octets.firstOfInterest(in: index..<end)
      text.append(octets, index..<next)
      index = next
      guard index < end else { return }
      if octets[index] == .equals, let word = Token(octets, at: index, before: end) {
        index = decodeRow(octets, word, end, into: &text)
        continue
      }
      if octets[index] != .lineFeed, octets[index] != .carriageReturn { text.append(octets[index]) }
      index &+= 1
    }
  }

  /// Decodes encoded-words that stand in a row from `first` on.
  /// - Returns: the first octet behind the last of them.
  private static func decodeRow(
    _ octets: Span<UInt8>, _ first: Token, _ end: Int, into text: inout [UInt8]
  ) -> Int {
    var word = first
    var raw: [UInt8] = []
    while true {
      word.decode(octets, into: &raw)
      let label = word.charset
      var next = word.range.upperBound
      while next < end, octets[next].isFoldingWhiteSpace { next &+= 1 }
      guard next < end, octets[next] == .equals, let other = Token(octets, at: next, before: end) else {
        flush(octets, label, &raw, into: &text)
        return word.range.upperBound
      }
      if !sameLabel(octets, label, other.charset) { flush(octets, label, &raw, into: &text) }
      word = other
    }
  }

  private static func sameLabel(_ octets: Span<UInt8>, _ first: OctetRange, _ second: OctetRange) -> Bool {
    guard first.count == second.count else { return false }
    for offset in 0..<first.count
    where octets[first.lowerBound &+ offset].lowercased != octets[second.lowerBound &+ offset].lowercased {
      return false
    }
    return true
  }

  private static func flush(_ octets: Span<UInt8>, _ label: OctetRange, _ raw: inout [UInt8], into text: inout [UInt8]) {
    text.append(contentsOf: Charset(octets, label).decode(raw))
    raw.removeAll(keepingCapacity: true)
  }

  /// The text of a parameter value, with encoded-words decoded and undeclared 8-bit octets made Unicode.
  static func decode(value: [UInt8]) -> String {
    guard value.count > 6, value.contains(.questionMark) else {
      return value.contains { $0 >= 0x80 }
        ? String(decoding: Charset.undeclared.decode(value), as: UTF8.self) : String(decoding: value, as: UTF8.self)
    }
    return Unstructured.decode(value.span, 0..<value.count)
  }
}
