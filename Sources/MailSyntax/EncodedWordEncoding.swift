extension EncodedWord {
  /// A phrase that stands for `phrase` in a field body: atoms, a quoted-string, or encoded-words where it is not ASCII.
  ///
  /// Controls, CR and LF become spaces. Encoded-words are UTF-8 in base64, at most 75 octets each, split between
  /// characters. RFC 5322 §3.2.5 (phrase), RFC 2047 §2 and §5 (3).
  public static func encode(phrase: String) -> String {
    let octets = phrase.utf8.map { $0.isControl ? UInt8.space : $0 }
    if octets.contains(where: { $0 >= 0x80 }) || octets.count > 900 {
      return words(octets, maximumOctets: Limits.encodedWordOctets).joined(separator: " ")
    }
    let isAtoms = octets.allSatisfy { $0.isAtomText || $0 == .space }
    let looksEncoded = phrase.contains("=?")
    if isAtoms, !looksEncoded, octets.first != .space, octets.last != .space, !octets.isEmpty {
      return String(decoding: octets, as: UTF8.self)
    }
    if looksEncoded { return words(octets, maximumOctets: Limits.encodedWordOctets).joined(separator: " ") }
    var quoted: [UInt8] = [.quote]
    for octet in octets {
      if octet == .quote || octet == .backslash { quoted.append(.backslash) }
      quoted.append(octet)
    }
    quoted.append(.quote)
    return String(decoding: quoted, as: UTF8.self)
  }

  /// Encoded-words for UTF-8 `octets`, split between characters so that none is longer than allowed. RFC 2047 §2.
  static func words(_ octets: [UInt8], maximumOctets: Int) -> [String] {
    let room = (maximumOctets - "=?utf-8?B??=".utf8.count) / 4 * 3
    var words: [String] = []
    var start = 0
    while start < octets.count {
      var end = min(start + room, octets.count)
      while end < octets.count, end > start + 1, octets[end] & 0xC0 == 0x80 { end -= 1 }
      let text = Base64.encode([UInt8](octets[start..<end]), lineLength: nil)
      words.append("=?utf-8?B?\(String(decoding: text, as: UTF8.self))?=")
      start = end
    }
    return words
  }
}
