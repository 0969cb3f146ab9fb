public import MailSyntax

/// A template expression or merge tag.
public struct Expression: Sendable {
  /// With its delimiters, in `Body.octets`.
  public let range: OctetRange
  /// Its identifiers and string literals, in order.
  public let words: [String]
  /// Whether it prints (`{{ x }}`) or steers (`{% if x %}`).
  public let isOutput: Bool
  /// An expression as it was read.
  public init(range: OctetRange, words: [String], isOutput: Bool) {
    self.range = range
    self.words = words
    self.isOutput = isOutput
  }
}
