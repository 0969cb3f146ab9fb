public import MailSyntax

/// Where a form sends what a reader fills in: nothing is fetched before the form is sent.
public struct FormTarget: Sendable {
  /// The URL of `action` (in AMP `action-xhr`), resolved as a fetch's is; empty for the document itself.
  public let url: String
  /// The form's start tag, in `Body.octets`.
  public let range: OctetRange
  /// A form as it was read.
  public init(url: String, range: OctetRange) {
    self.url = url
    self.range = range
  }
}
