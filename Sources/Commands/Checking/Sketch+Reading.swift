internal import MailContent
internal import MailSyntax
internal import Reporting

extension Sketch {
  /// More blocks than anybody could make out in a picture.
  private static let maximumBlocks = 2_000
  /// A picture of at most nine square pixels is not seen.
  private static let unseenArea = 9.0

  /// What a reader sees of a checked file.
  init(of result: CheckResult) {
    switch result.kind {
    case .template:
      let reading = Reading(
        template: result.octets, format: TemplateFileName(FilePath.name(of: result.path))?.format ?? .html,
        language: result.language.flatMap(TemplateLanguage.init))
      self.init(reading.bodies.first.map { Self.blocks(of: $0) { $0 } } ?? [])
    case .message:
      self.init(of: Message.parse(result.octets))
    }
  }

  /// The fields that clients show, and the body that they prefer.
  private init(of message: Message) {
    let shown: [(FieldName, String)] = [(.from, "From"), (.to, "To"), (.cc, "Cc"), (.subject, "Subject")]
    let fields = shown.flatMap { name, label in
      message.fields(named: name).map { field in
        Block(.field(name: label, characters: max(0, field.octets.count - label.utf8.count - 2)), at: field.octets)
      }
    }
    let bodies = Reading(of: message).bodies.filter(\.isOwn)
    let body = bodies.first { $0.format == .html } ?? bodies.first
    let blocks = body.map { body in
      Self.blocks(of: body) { range in body.part.map { message.source(of: range, inTextOf: message.parts[$0]) } ?? range
      }
    }
    self.init(fields + (blocks ?? []))
  }

  /// - Parameter source: where a range of the body stands in the file.
  private static func blocks(of body: Body, source: (OctetRange) -> OctetRange) -> [Block] {
    var blocks = pictures(in: body)
    let links = body.links.filter(\.isVisible).map(\.range).sorted { $0.lowerBound < $1.lowerBound }
    var start = 0
    let text = body.text.utf8
    while start < text.count, blocks.count < maximumBlocks {
      let end = text[start...].firstIndex(of: 0x0A) ?? text.count
      defer { start = end + 1 }
      let characters = text[start..<end].count { $0 & 0xC0 != 0x80 && $0 > 0x20 }
      guard characters > 0 else { continue }
      let place = body.text.source(of: start..<end)
      blocks.append(
        Block(isWithin(place, links) ? .link(characters: characters) : .text(characters: characters), at: place))
    }
    return blocks.sorted { $0.octets.lowerBound < $1.octets.lowerBound }.map { Block($0.shape, at: source($0.octets)) }
  }

  private static func pictures(in body: Body) -> [Block] {
    body.fetches.prefix(maximumBlocks / 2).compactMap { fetch in
      guard fetch.kind == .image || fetch.kind == .vml else { return nil }
      let isTiny = fetch.width.flatMap { width in fetch.height.map { width * $0 <= unseenArea } } ?? false
      return Block(
        fetch.isHidden || isTiny ? .unseen : .picture(width: fetch.width, height: fetch.height), at: fetch.removal)
    }
  }

  /// Whether a place lies in one of these ranges, which are ordered.
  private static func isWithin(_ place: OctetRange, _ ranges: [OctetRange]) -> Bool {
    var low = 0
    var high = ranges.count
    while low < high {
      let middle = (low + high) / 2
      if ranges[middle].lowerBound <= place.lowerBound { low = middle + 1 } else { high = middle }
    }
    return low > 0 && place.upperBound <= ranges[low - 1].upperBound
  }
}
