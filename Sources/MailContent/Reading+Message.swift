public import MailSyntax

extension Reading {
  /// The most octets of one decoded body that are read; what follows is not (`Body.isComplete` says so).
  ///
  /// The text of real mail stays below 1 MB; clients cut far earlier (Gmail at 102 KB).
  public static let maximumBodyOctets = 16 << 20

  /// Reads every body that a reader may see: each alternative, text parts inline and attached, those of nested
  /// messages, encoded or not, and of TNEF (winmail.dat).
  ///
  /// Content never makes it fail. Of attachments only HTML, calendars and TNEF are read; others are not even decoded.
  /// - Complexity: O(n) in the octets of the text parts; of an encoded message `Limits.encodedNesting` times at most.
  public init(of message: Message) {
    var bodies = BodyList()
    bodies.read(message)
    self.init(bodies: bodies.bodies)
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
  /// - Parameters:
  ///   - octets: as written.
  ///   - masked: the same with template expressions masked.
  ///   - base: the URL that relative ones are joined to where the document names none.
  ///   - flow: how the lines of plain text go on; nil where each stands for itself.
  init(
    part: Int?, origin: Origin = .text, format: Format, isOwn: Bool, octets: [UInt8], masked: [UInt8],
    decoder: VisibleTextDecoder, isCut: Bool, base: [UInt8]? = nil, flow: PlainTextFlow? = nil,
    recipients: [Person] = []
  ) {
    switch format {
    case .html:
      let html = HTMLReader.read(masked, decoder: decoder, base: base)
      self.init(
        part: part, origin: origin, format: format, isOwn: isOwn, octets: octets, text: html.text,
        links: Self.withMarkdown(html.links, masked, decoder),
        fetches: html.fetches, expressions: decoder.expressions, people: recipients + NamedPeople.find(in: html.text),
        forms: html.forms, isComplete: html.isComplete && !isCut)
    case .plain:
      let plain = flow.map { $0.read(octets) } ?? PlainTextReader.read(masked, decoder: decoder)
      self.init(
        part: part, origin: origin, format: format, isOwn: isOwn, octets: octets, text: plain.text,
        links: Self.withMarkdown(plain.links, masked, decoder), fetches: [],
        expressions: decoder.expressions, people: recipients + NamedPeople.find(in: plain.text), isComplete: !isCut)
    case .calendar:
      let calendar = CalendarReader(masked)
      self.init(
        part: part, origin: origin, format: format, isOwn: isOwn, octets: octets, text: calendar.text.build(),
        links: calendar.links,
        fetches: calendar.fetches, expressions: decoder.expressions, people: calendar.people, isComplete: !isCut)
    }
  }

  /// The links of a template with those in Markdown, in file order; a bare URL within such a link is that link.
  private static func withMarkdown(_ links: [Link], _ masked: [UInt8], _ decoder: VisibleTextDecoder) -> [Link] {
    guard decoder.isTemplate else { return links }
    let elements = links.filter { $0.range != $0.tagRange || masked[$0.range.lowerBound] == Octet.less }
    let markdown = MarkdownLinks.links(in: masked, decoder: decoder, besides: elements)
    guard !markdown.isEmpty else { return links }
    let starts = Set(markdown.map(\.range.lowerBound))
    var covered = 0
    return (links + markdown).sorted { $0.range.lowerBound < $1.range.lowerBound }.filter { link in
      if starts.contains(link.range.lowerBound), link.range == link.tagRange {
        covered = link.range.upperBound
        return true
      }
      return link.range.lowerBound >= covered
    }
  }
}
