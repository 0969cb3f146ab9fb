public import MailSyntax

/// Something that a client fetches when it shows the message.
public struct Fetch: Sendable {
  public enum Kind: String, Sendable {
    case image, sourceSet = "srcset", background, styleURL = "css-url", styleImport = "css-import", font
    case styleSheet = "stylesheet", preload, media, poster, frame, object, input, svgImage = "svg-image", vml, refresh
    case icon
  }
  public let kind: Kind
  /// The URL as a client resolves it: references decoded, `<base>` applied, tab and line ends removed (WHATWG URL
  /// §4.4).
  ///
  /// `cid:` and `data:` URLs are told too, the latter cut after `DataAddress.shownOctets`. A template expression stands
  /// as it is written.
  public let url: String
  /// Declared width and height in CSS pixels: the least of attribute, style and min-/max- forms; nil where none is
  /// given.
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
