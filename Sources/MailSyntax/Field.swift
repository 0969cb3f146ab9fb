/// One header field: a field name, a colon and a field body with its folds. Ranges count in `Message.octets`.
///
/// Grammar: RFC 5322 §2.2 (fields), §2.2.3 (folding), §4.5.8 (white space before the colon).
public struct Field: Sendable, Hashable {
  private let start: UInt32
  private let nameEnd: UInt32
  private let bodyStart: UInt32
  private let bodyEnd: UInt32
  private let end: UInt32
  /// Which field it is, by name without regard to case.
  public let kind: FieldName

  /// The whole field with its folded lines and its last line end: what an edit removes.
  public var octets: OctetRange { Int(start)..<Int(end) }
  /// The field name, without white space before the colon.
  public var name: OctetRange { Int(start)..<Int(nameEnd) }
  /// The field body: all behind the colon up to the last line end, folds kept.
  public var body: OctetRange { Int(bodyStart)..<Int(bodyEnd) }

  /// The name begins where the field does. A message is far smaller than the 4 GiB that the offsets can say.
  package init(octets: OctetRange, name: OctetRange, body: OctetRange, kind: FieldName) {
    start = UInt32(octets.lowerBound)
    nameEnd = UInt32(name.upperBound)
    bodyStart = UInt32(body.lowerBound)
    bodyEnd = UInt32(body.upperBound)
    end = UInt32(octets.upperBound)
    self.kind = kind
  }
}
