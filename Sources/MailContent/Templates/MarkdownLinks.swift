import MailSyntax

/// Links in Markdown, which many frameworks' mail templates are written in: `[Abmelden]({{ url }})`. CommonMark 0.31 §6.3.
enum MarkdownLinks {
  /// The longest text and the longest target that are followed.
  static let maximumLength = 1_024

  struct Found {
    let text: OctetRange
    let target: OctetRange
    let range: OctetRange
  }

  /// Finds inline links whose target is a URL, a path, or starts with a template expression; scripts have brackets before
  /// parentheses too.
  /// - Complexity: O(n) in octets, times the bounded length.
  static func find(in octets: Span<UInt8>) -> [Found] {
    var found: [Found] = []
    var floor = 0
    var index = octets.firstIndex(of: UInt8(ascii: "]"), from: 0, to: octets.count)
    while index + 2 < octets.count {
      if octets[index + 1] == UInt8(ascii: "("), let link = link(atBracket: index, floor, octets) {
        found.append(link)
        floor = link.range.upperBound
      }
      index = octets.firstIndex(of: UInt8(ascii: "]"), from: index + 1, to: octets.count)
    }
    return found
  }

  private static func link(atBracket bracket: Int, _ floor: Int, _ octets: Span<UInt8>) -> Found? {
    let target = bracket + 2
    guard startsTarget(target, octets) else { return nil }
    var end = target
    let limit = min(octets.count, target + maximumLength)
    while end < limit, octets[end] != UInt8(ascii: ")"), octets[end] > Octet.space || octets[end] == Octet.mask {
      if octets[end] == Octet.less || octets[end] == Octet.quote { return nil }
      end += 1
    }
    let close = octets.firstIndex(of: UInt8(ascii: ")"), from: end, to: limit)
    guard close < limit else { return nil }
    var start = bracket
    while start > floor, bracket - start < maximumLength, octets[start - 1] != UInt8(ascii: "[") {
      if octets[start - 1] == Octet.lineFeed { return nil }
      start -= 1
    }
    guard start > floor, octets[start - 1] == UInt8(ascii: "[") else { return nil }
    return Found(text: start..<bracket, target: target..<end, range: (start - 1)..<(close + 1))
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
