public import MailSyntax

/// One body that a reader may see.
public struct Body: Sendable {
  /// How its octets are read.
  public enum Format: Sendable {
    /// Plain text, RFC 2046 §4.1.3.
    case plain
    /// HTML, AMP for email and MJML too.
    case html
    /// A calendar object, RFC 5545.
    case calendar
  }
  /// Where its octets come from.
  public enum Origin: Sendable, Hashable {
    /// They are the text of its part, or the template file: each range of them stands somewhere in the source.
    case text
    /// A part of a message that its part holds in base64, quoted-printable or uuencode; the id of that inner part.
    case encodedMessage(part: String)
    /// The TNEF message (winmail.dat) that its part holds, or one attached to that.
    case tnef
  }
  /// Index into `Message.parts`: the part whose text it is, or that carries it (see `origin`); nil for a template file.
  public let part: Int?
  /// Where its octets come from.
  public let origin: Origin
  /// How it was read.
  public let format: Format
  /// Whether it is shown as part of this message; false for attachments and for nested messages.
  public let isOwn: Bool
  /// The decoded text as UTF-8; all ranges below count in these octets. For a template: the file's octets.
  public let octets: [UInt8]
  /// What a reader sees, in reading order.
  public let text: VisibleText
  /// What a reader can follow, in file order.
  public let links: [Link]
  /// What a client fetches to show it, in file order.
  public let fetches: [Fetch]
  /// Where forms send what a reader fills in, in file order.
  public let forms: [FormTarget]
  /// Template expressions and merge tags, e.g. `{{ unsubscribe_url }}`, `*|UNSUB|*`; empty in rendered mail.
  public let expressions: [Expression]
  /// Of a template: its comments, in file order; empty in rendered mail, where nobody but the author wrote them.
  public let comments: [TemplateComment]
  /// The people that it names by their addresses, in file order.
  public let people: [Person]
  /// What a template draws in, and which of it depends on a condition; nil in rendered mail.
  public let outline: TemplateOutline?
  /// Whether all of it was read; false where a limit of this module was met, so that nothing can be said of the rest.
  public let isComplete: Bool

  /// A body as it was read.
  public init(
    part: Int?, origin: Origin = .text, format: Format, isOwn: Bool, octets: [UInt8], text: VisibleText, links: [Link],
    fetches: [Fetch], expressions: [Expression], people: [Person] = [], forms: [FormTarget] = [],
    comments: [TemplateComment] = [],
    outline: TemplateOutline? = nil, isComplete: Bool = true
  ) {
    self.part = part
    self.origin = origin
    self.format = format
    self.isOwn = isOwn
    self.octets = octets
    self.text = text
    self.links = links
    self.fetches = fetches
    self.forms = forms
    self.expressions = expressions
    self.people = people
    self.comments = comments
    self.outline = outline
    self.isComplete = isComplete
  }
}

extension Body {
  /// The part whose text can be edited where this body stands; nil for a template, and for a body without octets of its
  /// own in the message: whoever would change that would have to write what carries it anew.
  public var editablePart: Int? { origin == .text ? part : nil }
}

extension Message {
  /// Where a range of a body's octets stands in this message; the whole body of the part that carries it where it has
  /// no octets of its own.
  /// - Complexity: as `source(of:inTextOf:)`.
  public func source(of range: OctetRange, in body: Body) -> OctetRange {
    guard let part = body.part else { return range }
    return body.origin == .text ? source(of: range, inTextOf: parts[part]) : parts[part].body
  }
}
