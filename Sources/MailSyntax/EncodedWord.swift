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
      var label = index..<index &+ 5
      if octets.matches("utf-8?", at: index, before: end) {
        index &+= 5
      } else {
        while index < end, octets[index] != .questionMark {
          guard octets[index] > .space, octets[index] < 0x7F, index &- start < 80 else { return nil }
          index &+= 1
        }
        label = start &+ 2..<octets.first(.asterisk, in: start &+ 2..<index)
      }
      guard index &+ 2 < end, octets[index &+ 2] == .questionMark, !label.isEmpty else { return nil }
      switch octets[index &+ 1].lowercased {
      case 0x62: isBase64 = true
      case 0x71: isBase64 = false
      default: return nil
      }
      let textStart = index &+ 3
      index = textStart
      while true {
        index = octets.first(.questionMark, in: index..<end)
        guard index &+ 1 < end else { return nil }
        if octets[index &+ 1] == .equals { break }
        if isBase64 || index > textStart && octets[index &- 1] == .equals { return nil }
        index &+= 1
      }
      range = start..<index &+ 2
      charset = label
      text = textStart..<index
    }

    /// Appends the octets that the word stands for, in its charset.
    func decode(_ octets: Span<UInt8>, into raw: inout [UInt8]) {
      withUnsafeTemporaryAllocation(of: UInt8.self, capacity: text.count + 8) { out in
        guard let base = out.baseAddress else { return }
        raw.append(contentsOf: UnsafeBufferPointer(start: base, count: decode(octets, to: base)))
      }
    }

    /// Writes the octets that the word stands for; there must be room for its text and eight octets more.
    /// - Returns: how many octets were written.
    @inline(__always)
    func decode(_ octets: Span<UInt8>, to out: UnsafeMutablePointer<UInt8>) -> Int {
      if isBase64 { return Base64.decode(octets, text, to: out) }
      // RFC 2047 §4.2: "_" is 20 hexadecimal, "=" and two digits the octet they give.
      var index = text.lowerBound
      let end = text.upperBound
      var count = 0
      while index < end {
        var octet = octets[index]
        // A fold within the word, against RFC 2047 §2, is undone before the word is read: RFC 5322 §2.2.3.
        if octet == .lineFeed || octet == .carriageReturn {
          index &+= 1
          continue
        }
        if octet == .underscore {
          octet = .space
        } else if octet == .equals, index &+ 2 < end, let high = octets[index &+ 1].hexadecimalValue,
          let low = octets[index &+ 2].hexadecimalValue
        {
          octet = high << 4 | low
          index &+= 2
        }
        out[count] = octet
        count &+= 1
        index &+= 1
      }
      return count
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

  /// Writes `range` unfolded and with its encoded-words decoded, where all of them are UTF-8: the usual case, in which
  /// nothing grows. There must be room for as many octets as `range` has and eight more.
  /// - Returns: how many octets were written; nil at the first word of another charset.
  static func decodeUTF8(_ octets: Span<UInt8>, _ range: OctetRange, to out: UnsafeMutablePointer<UInt8>) -> Int? {
    var index = range.lowerBound
    let end = range.upperBound
    var count = 0
    while index < end {
      octets.copyPlain(&index, end, to: out, &count)
      guard index < end else { break }
      let octet = octets[index]
      guard octet == .equals, var word = Token(octets, at: index, before: end) else {
        if octet != .lineFeed, octet != .carriageReturn {
          out[count] = octet
          count &+= 1
        }
        index &+= 1
        continue
      }
      while true {
        guard Charset.isUTF8(octets, word.charset) else { return nil }
        count &+= word.decode(octets, to: out + count)
        index = word.range.upperBound
        var behind = index
        while behind < end, octets[behind].isFoldingWhiteSpace { behind &+= 1 }
        guard behind < end, octets[behind] == .equals, let other = Token(octets, at: behind, before: end) else { break }
        word = other
      }
    }
    return count
  }

  private static func sameLabel(_ octets: Span<UInt8>, _ first: OctetRange, _ second: OctetRange) -> Bool {
    guard first.count == second.count else { return false }
    for offset in 0..<first.count
    where octets[first.lowerBound &+ offset].lowercased != octets[second.lowerBound &+ offset].lowercased {
      return false
    }
    return true
  }

  private static func flush(_ octets: Span<UInt8>, _ label: OctetRange, _ raw: inout [UInt8], into text: inout [UInt8])
  {
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
