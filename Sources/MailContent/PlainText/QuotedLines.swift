import MailSyntax

/// The lines of plain text that stand for an earlier message.
enum QuotedLines {
  /// Lines of mail programs behind which all is the earlier message, without their dashes, in lower case.
  private static let separators: [StaticString] = [
    "original message", "urspr\u{fc}ngliche nachricht", "forwarded message", "weitergeleitete nachricht",
    "message d'origine", "mensaje original", "oorspronkelijk bericht", "original-nachricht",
  ]

  /// Lines that start with `>` (RFC 3676 §4.5), and all behind a separator, joined where they touch.
  static func find(in octets: Span<UInt8>) -> [OctetRange] {
    var quoted: [OctetRange] = []
    var start = 0
    while start < octets.count {
      let end = min(octets.firstIndex(of: Octet.lineFeed, from: start, to: octets.count) + 1, octets.count)
      if isSeparator(start..<end, octets) {
        append(start..<octets.count, to: &quoted)
        break
      }
      // ">From " is how old mailboxes write a line that starts with "From ".
      if octets[start] == Octet.greater, !octets.hasPrefix(">from ", at: start, to: end) {
        append(start..<end, to: &quoted)
      }
      start = end
    }
    return quoted
  }

  private static func append(_ range: OctetRange, to quoted: inout [OctetRange]) {
    if let last = quoted.last, last.upperBound == range.lowerBound {
      quoted[quoted.count - 1] = last.lowerBound..<range.upperBound
    } else {
      quoted.append(range)
    }
  }

  /// At least five dashes, the words, and dashes again.
  private static func isSeparator(_ line: OctetRange, _ octets: Span<UInt8>) -> Bool {
    var index = line.lowerBound
    while index < line.upperBound, octets[index] == Octet.hyphen { index += 1 }
    guard index - line.lowerBound >= 5 else { return false }
    while index < line.upperBound, octets[index] == Octet.space { index += 1 }
    for words in separators where octets.hasPrefix(words, at: index, to: line.upperBound) {
      index += words.utf8CodeUnitCount
      while index < line.upperBound, octets[index] == Octet.space { index += 1 }
      return index < line.upperBound && octets[index] == Octet.hyphen
    }
    return false
  }
}
