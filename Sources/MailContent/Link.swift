public import MailSyntax

/// A link that a reader can follow.
public struct Link: Sendable {
  /// The target, references decoded, white space as browsers treat it; a template expression stands as it is written.
  ///
  /// `<base>` is applied, save to an empty target and to one that is only a fragment.
  public internal(set) var target: String
  /// The visible text within, with the alt text of pictures; of a hidden link its hidden text.
  ///
  /// A template expression that prints stands as it is written.
  public let text: String
  /// `title` and `aria-label`.
  public let title: String
  /// Whether a reader can see it.
  public let isVisible: Bool
  /// Whether it stands in a quoted earlier message.
  public let isQuoted: Bool
  /// The element from `<a` to `</a>`, or the address in plain text, in `Body.octets`.
  public let range: OctetRange
  /// The same for its start tag alone.
  public let tagRange: OctetRange
  /// What is told when the link is followed; nil where it has no `ping`.
  public let ping: Ping?

  /// The `ping` attribute: URLs that a client posts to when the link is followed. HTML standard §4.6.6.
  public struct Ping: Sendable, Hashable {
    /// The URLs, separated by single spaces.
    public let urls: String
    /// The attribute, in `Body.octets`.
    public let removal: OctetRange
    /// A ping as it was read.
    public init(urls: String, removal: OctetRange) {
      self.urls = urls
      self.removal = removal
    }
  }
  /// A link as it was read.
  public init(
    target: String, text: String, title: String, isVisible: Bool, isQuoted: Bool = false, range: OctetRange,
    tagRange: OctetRange, ping: Ping? = nil
  ) {
    self.target = target
    self.text = text
    self.title = title
    self.isVisible = isVisible
    self.isQuoted = isQuoted
    self.range = range
    self.tagRange = tagRange
    self.ping = ping
  }
}
