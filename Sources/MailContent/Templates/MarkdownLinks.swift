import MailSyntax

/// Links in Markdown, which many frameworks' mail templates are written in: `[Abmelden]({{ url }})`. CommonMark 0.31
/// §6.3.
enum MarkdownLinks {
  /// The longest target that is followed.
  static let maximumLength = 1_024

  struct Found {
    let text: OctetRange
    let target: OctetRange
    let range: OctetRange
  }

  /// Finds inline links whose target is a URL, a path, or starts with a template expression; scripts have brackets
  /// before parentheses too.
  /// - Complexity: O(n) in octets.
  static func find(in octets: Span<UInt8>) -> [Found] {
    var found: [Found] = []
    var open: Int?
    var nextClose = 0
    var index = 0
    while index + 2 < octets.count {
      let octet = octets[index]
      index += 1
      if octet == UInt8(ascii: "[") {
        open = index
      } else if octet == Octet.lineFeed {
        open = nil
      } else if octet == UInt8(ascii: "]"), octets[index] == UInt8(ascii: "("), let start = open {
        open = nil
        if nextClose <= index { nextClose = octets.firstIndex(of: UInt8(ascii: ")"), from: index, to: octets.count) }
        guard let target = target(from: index + 1, closedAt: nextClose, octets) else { continue }
        found.append(Found(text: start..<(index - 1), target: target, range: (start - 1)..<(nextClose + 1)))
        index = nextClose + 1
      }
    }
    return found
  }

  /// The target behind `(`, up to white space or the parenthesis that is known to close it.
  private static func target(from start: Int, closedAt close: Int, _ octets: Span<UInt8>) -> OctetRange? {
    guard close < octets.count, close - start <= maximumLength, startsTarget(start, octets) else { return nil }
    var end = start
    while end < close, octets[end] > Octet.space || octets[end] == Octet.mask {
      if octets[end] == Octet.less || octets[end] == Octet.quote { return nil }
      end += 1
    }
    return start..<end
  }

  private static func startsTarget(_ index: Int, _ octets: Span<UInt8>) -> Bool {
    switch octets[index] {
    case Octet.mask, Octet.slash, Octet.hash: true
    default:
      octets.hasPrefix("http", at: index, to: octets.count) || octets.hasPrefix("mailto:", at: index, to: octets.count)
    }
  }

  /// The links of a template that are not within one that is known already.
  static func links(in octets: [UInt8], decoder: VisibleTextDecoder, besides known: [Link]) -> [Link] {
    var taken = known.map(\.range)[...]
    return find(in: octets.span).prefix(HTMLReader.maximumLinks).compactMap { found in
      while let first = taken.first, first.upperBound <= found.range.lowerBound { taken.removeFirst() }
      if let first = taken.first, first.lowerBound <= found.range.lowerBound { return nil }
      let target = decoder.written[found.target]
      return Link(
        target: String(decoding: target, as: UTF8.self),
        text: String(decoding: decoder.written[found.text], as: UTF8.self), title: "", isVisible: true,
        range: found.range, tagRange: found.range)
    }
  }
}
