public import MailSyntax

/// What the recipients' clients show and fetch of a message or a template.
public struct Reading: Sendable {
  /// Every body that a reader may see: each alternative, each inline text part, those of nested messages too.
  public let bodies: [Body]
  public init(bodies: [Body]) { self.bodies = bodies }
}

/// One body that a reader may see.
public struct Body: Sendable {
  public enum Format: Sendable { case plain, html, calendar }
  /// Index into `Message.parts`; nil for a template file.
  public let part: Int?
  public let format: Format
  /// Whether it is shown as part of this message; false for attachments and for nested messages.
  public let isOwn: Bool
  /// The decoded text as UTF-8; all ranges below count in these octets. For a template: the file's octets.
  public let octets: [UInt8]
  /// What a reader sees, in reading order.
  public let text: VisibleText
  public let links: [Link]
  public let fetches: [Fetch]
  /// Template expressions and merge tags, e.g. `{{ unsubscribe_url }}`, `*|UNSUB|*`; empty in rendered mail.
  public let expressions: [Expression]

  public init(
    part: Int?, format: Format, isOwn: Bool, octets: [UInt8], text: VisibleText, links: [Link], fetches: [Fetch],
    expressions: [Expression]
  ) {
    self.part = part
    self.format = format
    self.isOwn = isOwn
    self.octets = octets
    self.text = text
    self.links = links
    self.fetches = fetches
    self.expressions = expressions
  }
}

/// Visible text, joined, with the way back to the source.
public struct VisibleText: Sendable {
  /// UTF-8 with character references replaced; blocks and cells are separated by a line feed, white space is collapsed.
  public let utf8: [UInt8]
  let runs: [Run]

  /// A stretch of `utf8` that starts at `text` and stands at `source`.
  struct Run: Sendable {
    let text: Int
    let source: OctetRange
  }
  init(utf8: [UInt8], runs: [Run]) {
    self.utf8 = utf8
    self.runs = runs
  }
  /// Where a range of `utf8` stands in `Body.octets`: from the start of its first run's place to the end of its last's.
  public func source(of range: OctetRange) -> OctetRange {
    fatalError("written with the HTML reader")
  }
}

/// A link that a reader can follow.
public struct Link: Sendable {
  /// The target, references decoded, white space as browsers treat it; a template expression stands as it is written.
  public let target: String
  /// The visible text within, with the alt text of pictures.
  public let text: String
  /// `title` and `aria-label`.
  public let title: String
  /// Whether a reader can see it.
  public let isVisible: Bool
  /// The element from `<a` to `</a>`, or the address in plain text, in `Body.octets`.
  public let range: OctetRange
  /// The same for its start tag alone.
  public let tagRange: OctetRange
  public init(
    target: String, text: String, title: String, isVisible: Bool, range: OctetRange, tagRange: OctetRange
  ) {
    self.target = target
    self.text = text
    self.title = title
    self.isVisible = isVisible
    self.range = range
    self.tagRange = tagRange
  }
}

/// Something that a client fetches when it shows the message.
public struct Fetch: Sendable {
  public enum Kind: String, Sendable {
    case image, sourceSet = "srcset", background, styleURL = "css-url", styleImport = "css-import", font
    case styleSheet = "stylesheet", preload, media, poster, frame, object, input, svgImage = "svg-image", vml, refresh, icon
  }
  public let kind: Kind
  /// The URL as a client resolves it: references decoded, `<base>` applied, tab and line ends removed (WHATWG URL §4.4).
  public let url: String
  /// Declared width and height in CSS pixels: the least of attribute, style and min-/max- forms; nil where none is given.
  public let width: Double?
  public let height: Double?
  /// Whether it or an ancestor is hidden (display, visibility, opacity, off-screen …).
  public let isHidden: Bool
  /// `alt`; nil where the attribute is missing.
  public let alt: String?
  /// The class attribute, for dark-mode variants and the like.
  public let classes: String
  /// Whether it stands in a quoted earlier message (blockquote).
  public let isQuoted: Bool
  /// What to take out so that nothing is fetched, in `Body.octets`: a whole void element, or the attribute, or the
  /// declaration.
  public let removal: OctetRange
  /// The URL as written, in `Body.octets`.
  public let range: OctetRange
  public init(
    kind: Kind, url: String, width: Double?, height: Double?, isHidden: Bool, alt: String?, classes: String,
    isQuoted: Bool, removal: OctetRange, range: OctetRange
  ) {
    self.kind = kind
    self.url = url
    self.width = width
    self.height = height
    self.isHidden = isHidden
    self.alt = alt
    self.classes = classes
    self.isQuoted = isQuoted
    self.removal = removal
    self.range = range
  }
}

/// A template expression or merge tag.
public struct Expression: Sendable {
  /// With its delimiters, in `Body.octets`.
  public let range: OctetRange
  /// Its identifiers and string literals, in order.
  public let words: [String]
  /// Whether it prints (`{{ x }}`) or steers (`{% if x %}`).
  public let isOutput: Bool
  public init(range: OctetRange, words: [String], isOutput: Bool) {
    self.range = range
    self.words = words
    self.isOutput = isOutput
  }
}
