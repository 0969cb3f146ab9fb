public import MailSyntax

extension Reading {
  /// The most octets of one decoded body that are read; what follows is not (`Body.isComplete` says so).
  ///
  /// The text of real mail stays below 1 MB; clients cut far earlier (Gmail at 102 KB).
  public static let maximumBodyOctets = 16 << 20

  /// Reads every body that a reader may see: each alternative, text parts inline and attached, those of nested
  /// messages.
  ///
  /// Content never makes it fail. Of attachments only HTML and calendars are read; others are not even decoded.
  /// - Complexity: O(n) in the octets of the text parts.
  public init(of message: Message) {
    var bodies: [Body] = []
    var isOwn = [Bool](repeating: true, count: message.parts.count)
    for (index, part) in message.parts.enumerated() {
      if let parent = part.parent {
        // A nested message is its own; so is all within an attachment.
        isOwn[index] = isOwn[parent] && !Self.holdsMessage(message.parts[parent])
      }
      // The root is shown whatever its disposition says.
      let isAttached = part.disposition == "attachment" && part.parent != nil
      if isAttached { isOwn[index] = false }
      guard !part.hasParts, let format = Body.Format(mediaType: part.mediaType), format != .plain || !isAttached
      else { continue }
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
      part: index, format: format, isOwn: isOwn, octets: octets, masked: octets, decoder: decoder, isCut: isCut,
      base: format == .html ? Self.base(of: part, in: message) : nil)
  }

  /// The URL that relative ones are joined to where the document names none: Content-Location of the part, or of what it
  /// stands in. RFC 2557 §5.
  private static func base(of part: Part, in message: Message) -> [UInt8]? {
    var next: Part? = part
    while let part = next {
      if let field = message.fields(of: part).first(where: { $0.kind == .contentLocation }) {
        return URLReference.cleaned(message.unstructured(field).utf8.filter { $0 != Octet.space })
      }
      next = part.parent.map { message.parts[$0] }
    }
    return nil
  }

  /// - Parameters:
  ///   - octets: as written.
  ///   - masked: the same with template expressions masked.
  ///   - base: the URL that relative ones are joined to where the document names none.
  init(
    part: Int?, format: Format, isOwn: Bool, octets: [UInt8], masked: [UInt8], decoder: VisibleTextDecoder,
    isCut: Bool, base: [UInt8]? = nil
  ) {
    switch format {
    case .html:
      let html = HTMLReader.read(masked, decoder: decoder, base: base)
      self.init(
        part: part, format: format, isOwn: isOwn, octets: octets, text: html.text,
        links: Self.withMarkdown(html.links, masked, decoder),
        fetches: html.fetches, expressions: decoder.expressions, people: NamedPeople.find(in: html.text),
        isComplete: html.isComplete && !isCut)
    case .plain:
      let plain = PlainTextReader.read(masked, decoder: decoder)
      self.init(
        part: part, format: format, isOwn: isOwn, octets: octets, text: plain.text,
        links: Self.withMarkdown(plain.links, masked, decoder), fetches: [],
        expressions: decoder.expressions, people: NamedPeople.find(in: plain.text), isComplete: !isCut)
    case .calendar:
      let calendar = CalendarReader(masked)
      self.init(
        part: part, format: format, isOwn: isOwn, octets: octets, text: calendar.text.build(), links: calendar.links,
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
