import MailSyntax

/// Reads a plain text body: the text as it is, the links that clients make of addresses, quoted lines.
enum PlainTextReader {
  /// - Parameters:
  ///   - octets: the text, template expressions masked.
  ///   - decoder: knows the text as written and its expressions.
  static func read(_ octets: [UInt8], decoder: VisibleTextDecoder) -> (text: VisibleText, links: [Link]) {
    let quoted = QuotedLines.find(in: octets.span)
    let text = text(octets, decoder: decoder, quoted: quoted)
    var links: [Link] = []
    var quotedIndex = 0
    for found in TextAddresses.find(in: octets.span).prefix(HTMLReader.maximumLinks) {
      while quotedIndex < quoted.count, quoted[quotedIndex].upperBound <= found.range.lowerBound { quotedIndex += 1 }
      let isQuoted = quotedIndex < quoted.count && quoted[quotedIndex].contains(found.range.lowerBound)
      let target = decoder.unmasked(found.target, of: found.range, in: octets.span)
      links.append(
        Link(
          target: String(decoding: target, as: UTF8.self),
          text: String(decoding: decoder.written[found.range], as: UTF8.self), title: "", isVisible: true,
          isQuoted: isQuoted, range: found.range, tagRange: found.range))
    }
    return (text, links)
  }

  /// The text as it is, but for template expressions.
  private static func text(
    _ octets: [UInt8], decoder: VisibleTextDecoder, quoted: [OctetRange]
  ) -> VisibleText {
    guard !decoder.expressions.isEmpty else {
      return VisibleText(
        utf8: octets, runs: [VisibleText.Run(text: 0, source: 0..<octets.count)], quoted: quoted)
    }
    var utf8: [UInt8] = []
    var runs: [VisibleText.Run] = []
    var shownQuoted: [OctetRange] = []
    var quotedIndex = 0
    func append(_ shown: ArraySlice<UInt8>, _ source: OctetRange) {
      guard !shown.isEmpty else { return }
      runs.append(VisibleText.Run(text: utf8.count, source: source))
      let start = utf8.count
      utf8 += shown
      while quotedIndex < quoted.count, quoted[quotedIndex].upperBound <= source.lowerBound { quotedIndex += 1 }
      guard quotedIndex < quoted.count, quoted[quotedIndex].contains(source.lowerBound) else { return }
      if let last = shownQuoted.last, last.upperBound == start {
        shownQuoted[shownQuoted.count - 1] = last.lowerBound..<utf8.count
      } else {
        shownQuoted.append(start..<utf8.count)
      }
    }
    var position = 0
    for expression in decoder.expressions {
      for line in lines(position..<expression.range.lowerBound, octets.span) { append(octets[line], line) }
      append(decoder.shown(expression)[...], expression.range)
      position = expression.range.upperBound
    }
    for line in lines(position..<octets.count, octets.span) { append(octets[line], line) }
    return VisibleText(utf8: utf8, runs: runs, quoted: shownQuoted)
  }

  /// A range, cut behind each line feed.
  private static func lines(_ range: OctetRange, _ octets: Span<UInt8>) -> [OctetRange] {
    var lines: [OctetRange] = []
    var start = range.lowerBound
    while start < range.upperBound {
      let end = min(octets.firstIndex(of: Octet.lineFeed, from: start, to: range.upperBound) + 1, range.upperBound)
      lines.append(start..<end)
      start = end
    }
    return lines
  }
}
