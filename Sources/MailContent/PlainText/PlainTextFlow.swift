import MailSyntax

/// Reads plain text whose lines go on in the next: `format=flowed`, RFC 3676 §4.
///
/// A reader sees paragraphs: soft line breaks, quote marks and stuffed spaces are not there, and an address that
/// `delsp=yes` breaks over two lines is one.
struct PlainTextFlow {
  /// Whether the space before a soft line break goes too. RFC 3676 §4.1.
  let deletesSpace: Bool

  /// - Returns: nil where the part does not say that its text flows.
  init?(_ part: Part) {
    func says(_ name: String, _ value: String) -> Bool {
      part.parameters.contains { $0.name == name && $0.value.lowercased() == value }
    }
    guard part.mediaType == "text/plain", says("format", "flowed") else { return nil }
    deletesSpace = says("delsp", "yes")
  }

  /// - Parameter octets: the decoded text.
  /// - Complexity: O(n).
  func read(_ octets: [UInt8]) -> (text: VisibleText, links: [Link]) {
    let text = text(octets)
    let links = TextAddresses.find(in: text.utf8.span).prefix(HTMLReader.maximumLinks).map { found in
      let range = text.source(of: found.range)
      return Link(
        target: String(decoding: found.target, as: UTF8.self),
        text: String(decoding: text.utf8[found.range], as: UTF8.self), title: "", isVisible: true,
        isQuoted: text.isQuoted(at: found.range.lowerBound), range: range, tagRange: range)
    }
    return (text, links)
  }

  private func text(_ octets: [UInt8]) -> VisibleText {
    var utf8: [UInt8] = []
    utf8.reserveCapacity(octets.count)
    var runs: [VisibleText.Run] = []
    var quotedText: [OctetRange] = []
    var quoted = QuotedLines.find(in: octets.span)[...]
    for line in FlowedText.lines(of: octets, deletesSpace: deletesSpace) {
      let start = utf8.count
      if !line.content.isEmpty {
        runs.append(VisibleText.Run(text: start, source: line.content))
        utf8 += octets[line.content]
      }
      // Of a soft line break nothing is left.
      let end = line.octets.upperBound
      if !line.flows, end > line.content.upperBound {
        runs.append(VisibleText.Run(text: utf8.count, source: line.content.upperBound..<end))
        utf8.append(Octet.lineFeed)
      }
      while let first = quoted.first, first.upperBound <= line.octets.lowerBound { quoted.removeFirst() }
      guard utf8.count > start, quoted.first?.contains(line.octets.lowerBound) == true else { continue }
      if let last = quotedText.last, last.upperBound == start {
        quotedText[quotedText.count - 1] = last.lowerBound..<utf8.count
      } else {
        quotedText.append(start..<utf8.count)
      }
    }
    return VisibleText(utf8: utf8, runs: runs, quoted: quotedText)
  }
}
