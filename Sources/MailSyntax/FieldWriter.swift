/// Writes field names and bodies so that nothing in them can end the field. RFC 5322 §2.2 and §2.2.3.
enum FieldWriter {
  /// A whole field with its line end.
  static func field(name: String, body: String, lineEnd: [UInt8]) -> [UInt8] {
    let safe = name.utf8.filter { $0 > .space && $0 < 0x7F && $0 != .colon }
    return safe + [.colon] + self.body(body, column: safe.count + 1, lineEnd: lineEnd) + lineEnd
  }

  /// A field body, with the space in front and without the line end.
  /// - Parameter column: how many octets stand before it on the line.
  static func body(_ text: String, column: Int, lineEnd: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    var column = column
    for word in words(text) {
      // RFC 5322 §2.1.1: lines SHOULD be no more than 78 octets; a fold stands before white space (§2.2.3).
      if column + 1 + word.count > Limits.preferredLineOctets, column > 0, !result.isEmpty || word.count > 40 {
        result += lineEnd
        column = 0
      }
      result.append(.space)
      result += word
      column += 1 + word.count
    }
    return result.isEmpty ? [.space] : result
  }

  /// The words of a body: controls are white space, runs of words with non-ASCII letters become encoded-words.
  private static func words(_ text: String) -> [[UInt8]] {
    let octets = text.utf8.map { $0.isControl ? UInt8.space : $0 }
    var words: [[UInt8]] = []
    var pending: [UInt8] = []
    func flush() {
      words += EncodedWord.words(pending, maximumOctets: Limits.encodedWordOctets).map { Array($0.utf8) }
      pending = []
    }
    for word in octets.split(separator: .space) {
      if word.contains(where: { $0 >= 0x80 }) {
        // White space between encoded-words is not shown (RFC 2047 §6.2): the space goes into the word.
        if !pending.isEmpty { pending.append(.space) }
        pending += word
      } else {
        flush()
        words.append(Array(word))
      }
    }
    flush()
    return words
  }
}
