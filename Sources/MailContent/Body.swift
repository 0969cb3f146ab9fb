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
  /// Index into `Message.parts`; nil for a template file.
  public let part: Int?
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
  /// Template expressions and merge tags, e.g. `{{ unsubscribe_url }}`, `*|UNSUB|*`; empty in rendered mail.
  public let expressions: [Expression]
  /// The people that it names by their addresses, in file order.
  public let people: [Person]
  /// Whether all of it was read; false where a limit of this module was met, so that nothing can be said of the rest.
  public let isComplete: Bool

  /// A body as it was read.
  public init(
    part: Int?, format: Format, isOwn: Bool, octets: [UInt8], text: VisibleText, links: [Link], fetches: [Fetch],
    expressions: [Expression], people: [Person] = [], isComplete: Bool = true
  ) {
    self.part = part
    self.format = format
    self.isOwn = isOwn
    self.octets = octets
    self.text = text
    self.links = links
    self.fetches = fetches
    self.expressions = expressions
    self.people = people
    self.isComplete = isComplete
  }
}
