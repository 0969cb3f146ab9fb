/// One header field: a field name, a colon and a field body with its folds. Ranges count in `Message.octets`.
///
/// Grammar: RFC 5322 §2.2 (fields), §2.2.3 (folding), §4.5.8 (white space before the colon).
public struct Field: Sendable, Hashable {
  /// The whole field with its folded lines and its last line end: what an edit removes.
  public let octets: OctetRange
  /// The field name, without white space before the colon.
  public let name: OctetRange
  /// The field body: all behind the colon up to the last line end, folds kept.
  public let body: OctetRange
  /// Which field it is, by name without regard to case.
  public let kind: FieldName

  package init(octets: OctetRange, name: OctetRange, body: OctetRange, kind: FieldName) {
    self.octets = octets
    self.name = name
    self.body = body
    self.kind = kind
  }
}
