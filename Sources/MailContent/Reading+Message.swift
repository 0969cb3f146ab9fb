public import MailSyntax

extension Reading {
  /// The most octets of one decoded body that are read; what follows is not (`Body.isComplete` says so).
  ///
  /// The text of real mail stays below 1 MB; clients cut far earlier (Gmail at 102 KB).
  public static let maximumBodyOctets = 16 << 20

  /// Reads every body that a reader may see: each alternative, text parts inline and attached, those of nested
  /// messages.
  ///
  /// Content never makes it fail. Attachments that are no text are not decoded.
  /// - Complexity: O(n) in the octets of the text parts.
  public init(of message: Message) {
    var bodies: [Body] = []
    var isOwn = [Bool](repeating: true, count: message.parts.count)
    for (index, part) in message.parts.enumerated() {
      if let parent = part.parent {
        // A nested message is its own; so is all within an attachment.
        isOwn[index] = isOwn[parent] && !Self.holdsMessage(message.parts[parent])
      }
      if part.disposition == "attachment" { isOwn[index] = false }
      guard !part.hasParts, let format = Body.Format(mediaType: part.mediaType) else { continue }
      bodies.append(Body(index, part, format, isOwn: isOwn[index], of: message))
    }
    self.init(bodies: bodies)
  }

  private static func holdsMessage(_ part: Part) -> Bool {
    part.mediaType == "message/rfc822" || part.mediaType == "message/global" || part.mediaType == "message/news"
  }
}

extension Body.Format {
  /// How a client shows a media type; nil if it does not show it as text.
  init?(mediaType: String) {
    switch mediaType {
    case "text/html", "text/x-amp-html", "application/xhtml+xml", "text/x-watch-html": self = .html
    case "text/calendar", "application/ics": self = .calendar
    case "text/css", "text/csv", "text/vcard", "text/x-vcard", "text/directory", "text/xml", "text/javascript",
      "text/rtf",
      "text/rfc822-headers", "text/x-patch", "text/x-diff":
      return nil
    default:
      guard mediaType.utf8.starts(with: "text/".utf8) else { return nil }
      self = .plain
    }
  }
}

extension Body {
  fileprivate init(_ index: Int, _ part: Part, _ format: Format, isOwn: Bool, of message: Message) {
    let decoded = message.decodedText(of: part)
    let isCut = decoded.count > Reading.maximumBodyOctets
    let octets = isCut ? Array(decoded[..<Reading.maximumBodyOctets]) : decoded
    let decoder = VisibleTextDecoder(written: octets, expressions: [], isTemplate: false)
    self.init(
      part: index, format: format, isOwn: isOwn, octets: octets, masked: octets, decoder: decoder, isCut: isCut)
  }

  /// - Parameters:
  ///   - octets: as written.
  ///   - masked: the same with template expressions masked.
  init(
    part: Int?, format: Format, isOwn: Bool, octets: [UInt8], masked: [UInt8], decoder: VisibleTextDecoder,
    isCut: Bool
  ) {
    switch format {
    case .html:
      let html = HTMLReader.read(masked, decoder: decoder)
      self.init(
        part: part, format: format, isOwn: isOwn, octets: octets, text: html.text, links: html.links,
        fetches: html.fetches, expressions: decoder.expressions, people: NamedPeople.find(in: html.text),
        isComplete: html.isComplete && !isCut)
    case .plain:
      let plain = PlainTextReader.read(masked, decoder: decoder)
      self.init(
        part: part, format: format, isOwn: isOwn, octets: octets, text: plain.text, links: plain.links, fetches: [],
        expressions: decoder.expressions, people: NamedPeople.find(in: plain.text), isComplete: !isCut)
    case .calendar:
      let calendar = CalendarReader(masked)
      self.init(
        part: part, format: format, isOwn: isOwn, octets: octets, text: calendar.text.build(), links: calendar.links,
        fetches: calendar.fetches, expressions: decoder.expressions, people: calendar.people, isComplete: !isCut)
    }
  }
}
