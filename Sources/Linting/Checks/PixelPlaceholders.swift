import MailContent
import MailSyntax
import Policy

/// Finds placeholders that a mailing program or relay replaces by its pixel: `{{ TrackView }}`, `[USERTRACK]`,
/// `{tracking_pixel}`, `<custom name="opencounter" type="tracking">`.
///
/// In templates they are expressions. In a message they are what nobody has replaced yet: the relay behind presend
/// will.
struct PixelPlaceholders: Sendable {
  private let matcher: PhraseMatcher
  private let placeholder: Int?
  /// The values of `name` in `<custom name=… type="tracking">`, in lower case.
  private let customNames: [[UInt8]]

  /// A placeholder is a name or two; what is longer between braces is style or script.
  private static let maximumOctets = 80

  init(_ rule: Rule, matcher: PhraseMatcher) {
    self.matcher = matcher
    placeholder = matcher.set(named: "placeholder")
    customNames = (rule.lists["custom-names"] ?? []).map { Array($0.lowercased().utf8) }
  }

  /// So many names that are none are known again.
  private static let maximumOthers = 8

  func hits(in body: Body, _ examination: Examination) -> [Hit] {
    guard body.format != .calendar else { return [] }
    let fetched = SortedRanges(body.fetches.map(\.removal))
    var ranges = examination.message == nil ? expressions(in: body) : unreplaced(in: body.octets)
    ranges += custom(in: body.octets)
    return ranges.filter { !fetched.contains($0.lowerBound) }.map { range in
      let tag = Hit.evidence(body.octets[range])
      return Hit(
        message: "placeholder", values: ["tag": tag], place: examination.place(of: range, in: body), evidence: tag,
        recipients: examination.withoutTrackingConsent(examination.recipients),
        remedy: examination.editablePart(of: body).map { .removeContent(part: $0, ranges: [range]) },
        isMendable: body.origin == .text)
    }
  }

  private func expressions(in body: Body) -> [OctetRange] {
    body.expressions.compactMap { expression in
      let isPixel = expression.isOutput && expression.words.contains { isPlaceholder(Array($0.utf8)[...]) }
      return isPixel ? expression.range : nil
    }
  }

  private func isPlaceholder(_ name: ArraySlice<UInt8>) -> Bool {
    matcher.hits(in: Array(name), style: .identifier).contains(placeholder)
  }

  /// `{name}`, `{{ name }}`, `{{{name}}}`, `[NAME]`, `[[NAME]]`, `*|NAME|*`, `%%name%%`, `${name}`.
  private func unreplaced(in octets: [UInt8]) -> [OctetRange] {
    var ranges: [OctetRange] = []
    // "[if mso]" and "[endif]" stand around every row.
    var others: [[UInt8]] = []
    var index = 0
    while let start = Self.openers.first(in: octets.span, from: index) {
      index = start + 1
      guard let range = Self.delimited(octets, from: start) else { continue }
      if others.contains(where: { octets[range].elementsEqual($0) }) { continue }
      let name = octets[range].filter { !"{}[]*|%$ ".utf8.contains($0) }
      if !name.isEmpty, isPlaceholder(name[...]) {
        ranges.append(range)
        index = range.upperBound
      } else if others.count < Self.maximumOthers {
        others.append(Array(octets[range]))
      }
    }
    return ranges
  }

  private static let openers = SignSearch("{[*%")

  /// From an opening delimiter over one name to the closing one; nil where something else stands there.
  private static func delimited(_ octets: [UInt8], from start: Int) -> OctetRange? {
    let open = octets[start]
    let close: UInt8 =
      switch open {
      case UInt8(ascii: "{"): UInt8(ascii: "}")
      case UInt8(ascii: "["): UInt8(ascii: "]")
      default: open
      }
    var index = start + 1
    let limit = min(octets.count, start + maximumOctets)
    while index < limit, octets[index] == open || octets[index] == UInt8(ascii: "|") { index += 1 }
    while index < limit, isNameOctet(octets[index]) { index += 1 }
    while index < limit, octets[index] == UInt8(ascii: "|") { index += 1 }
    guard index < limit, octets[index] == close else { return nil }
    while index < limit, octets[index] == close { index += 1 }
    return start..<index
  }

  private static func isNameOctet(_ octet: UInt8) -> Bool {
    switch octet {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "."), 0x20: true
    default: false
    }
  }

  /// Salesforce Marketing Cloud's tag, which no browser knows.
  private func custom(in octets: [UInt8]) -> [OctetRange] {
    var ranges: [OctetRange] = []
    var index = 0
    while let start = octets.span.firstTag(startingWith: UInt8(ascii: "c"), from: index) {
      index = start + 1
      let end = start + "<custom".utf8.count
      guard end <= octets.count, octets.span.isASCII("<custom", at: start..<end) else { continue }
      let limit = min(octets.count, start + 2 * Self.maximumOctets)
      guard let end = octets[start..<limit].firstIndex(of: UInt8(ascii: ">")) else { continue }
      let content = octets[start..<end].map(AddressSpellings.lowercased)
      let words = content.split { " \t\r\n\"'=/<>".utf8.contains($0) }
      if words.contains(where: { $0.elementsEqual("tracking".utf8) }),
        words.contains(where: { word in customNames.contains { word.elementsEqual($0) } })
      {
        ranges.append(start..<(end + 1))
      }
      index = end + 1
    }
    return ranges
  }
}
