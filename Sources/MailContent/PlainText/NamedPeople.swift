import MailSyntax

/// Finds the people that visible text names by their addresses.
enum NamedPeople {
  /// The most that are kept of one body.
  static let maximumPeople = 20_000

  /// Field names of the header blocks that mail programs put above a quoted message, in the languages presend speaks
  /// and their neighbours, in lower case.
  private static let fieldNames: [StaticString] = [
    "from", "to", "cc", "bcc", "sender", "reply-to", "von", "an", "kopie", "blindkopie", "antwort an", "absender",
    "empf\u{e4}nger", "de", "\u{e0}", "para", "da", "a", "aan", "van", "til", "fra",
  ]
  /// The most octets before the colon of such a line: marks of quotation, stars of bold text, a name.
  private static let maximumLabel = 24

  /// - Returns: in the order of the text; `range` counts in the body's octets.
  static func find(in text: VisibleText) -> [Person] {
    let octets = text.utf8.span
    // Most newsletters name nobody.
    guard octets.firstIndex(of: UInt8(ascii: "@"), from: 0, to: octets.count) < octets.count else { return [] }
    let found = TextAddresses.find(in: octets).lazy.filter(\.isMailAddress).prefix(maximumPeople)
    var people: [Person] = []
    var lineStart = 0
    var lineEnd = 0
    var isField = false
    for address in found {
      while lineEnd <= address.range.lowerBound {
        lineStart = lineEnd
        lineEnd = octets.firstIndex(of: Octet.lineFeed, from: lineStart, to: octets.count) + 1
        let line = lineStart..<min(lineEnd - 1, octets.count)
        // A list goes on in the next line if this one ends with a separator.
        isField = startsField(line, octets) || (isField && lineStart > 1 && endsOpen(before: lineStart - 1, octets))
      }
      people.append(
        Person(
          role: isField ? .quotedField : .text, address: octets.string(address.range), name: nil,
          range: text.source(of: address.range)))
    }
    return people
  }

  private static func startsField(_ line: OctetRange, _ octets: Span<UInt8>) -> Bool {
    var index = line.lowerBound
    let limit = min(line.upperBound, line.lowerBound + maximumLabel)
    while index < limit, !octets[index].isASCIILetter, octets[index] < 0x80 { index += 1 }
    for name in fieldNames where octets.hasPrefix(name, at: index, to: limit) {
      var after = index + name.utf8CodeUnitCount
      while after < limit, octets[after] == UInt8(ascii: "*") || octets[after] == Octet.space { after += 1 }
      if after < limit, octets[after] == Octet.colon { return true }
    }
    return false
  }

  private static func endsOpen(before end: Int, _ octets: Span<UInt8>) -> Bool {
    var index = end
    while index > 0, octets[index - 1].isHTMLSpace, octets[index - 1] != Octet.lineFeed { index -= 1 }
    guard index > 0 else { return false }
    return octets[index - 1] == UInt8(ascii: ",") || octets[index - 1] == Octet.semicolon
  }
}
