public import MailSyntax

/// Something that a client fetches when it shows the message.
public struct Fetch: Sendable {
  /// What makes a client fetch it.
  public enum Kind: String, Sendable {
    /// `src` of a picture, of AMP's and MJML's too; the old `lowsrc` and `dynsrc`.
    case image
    /// A candidate of `srcset` or `imagesrcset`.
    case sourceSet = "srcset"
    /// The `background` attribute.
    case background
    /// A URL in a style attribute or style sheet.
    case styleURL = "css-url"
    /// `@import`.
    case styleImport = "css-import"
    /// A source in `@font-face`.
    case font
    /// `<link rel="stylesheet">`.
    case styleSheet = "stylesheet"
    /// `<link>` to be fetched ahead: preload, prefetch, dns-prefetch, preconnect …
    case preload
    /// `src` of video, audio, source or track.
    case media
    /// `poster` of a video.
    case poster
    /// `src` of iframe or frame.
    case frame
    /// object, embed, applet, AMP's lists, a calendar's attachment.
    case object
    /// `<input type="image">`.
    case input
    /// image, use or feImage in SVG.
    case svgImage = "svg-image"
    /// `src` in VML, which Outlook obeys.
    case vml
    /// `<meta http-equiv="refresh">`.
    case refresh
    /// `<link rel="icon">` and its kin.
    case icon
  }
  /// What makes a client fetch it.
  public let kind: Kind
  /// The URL as a client resolves it: references decoded, `<base>` applied, tab and line ends removed (WHATWG URL
  /// §4.4).
  ///
  /// `cid:` and `data:` URLs are told too, the latter cut after `DataAddress.shownOctets`. A template expression stands
  /// as it is written.
  public internal(set) var url: String
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
  /// A fetch as it was read.
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
