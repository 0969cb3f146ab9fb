/// A parameter of a structured MIME field. RFC 2045 §5.1, RFC 2231.
public struct Parameter: Sendable, Hashable {
  /// Lower-case name, without RFC 2231 section numbers and asterisk.
  public let name: String
  /// The value, unquoted and decoded to Unicode.
  public let value: String

  package init(name: String, value: String) {
    self.name = name
    self.value = value
  }
}
