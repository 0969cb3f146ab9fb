/// A list of addresses by itself: an argument of a command, a line of a file.
public enum AddressList {
  /// The mailboxes of a list, groups flattened. Ranges count in `octets`.
  /// - Complexity: O(n).
  public static func parse(_ octets: [UInt8]) -> [Mailbox] {
    var parser = AddressParser()
    parser.read(octets.span, 0..<octets.count)
    return parser.mailboxes
  }
}

extension Message {
  /// The mailboxes of a field by presend's main reading, groups flattened, in order.
  public func mailboxes(in field: Field) -> [Mailbox] {
    var parser = AddressParser()
    parser.read(octets.span, field.body)
    return parser.mailboxes
  }

  /// Every way in which clients read the field's mailboxes, the main reading first.
  public func addressReadings(of field: Field) -> [[Mailbox]] {
    let span = octets.span
    var readings = AddressReadings.all(span, field.body)
    if let longer = bodyWithStrayLines(of: field) {
      let other = AddressReadings.all(span, longer)[0]
      if !readings.contains(where: { $0.map(\.address) == other.map(\.address) }) { readings.append(other) }
    }
    return readings
  }

  /// The field body with the lines behind it that are no fields: RFC 7103 §7.2 (3), "some agents assume this should be
  /// interpreted as an intended header folding"; nil where a field or the end of the header section follows.
  private func bodyWithStrayLines(of field: Field) -> OctetRange? {
    guard hasStrayLines(behind: field) else { return nil }
    var end = field.octets.upperBound
    for defect in structureDefects where defect.kind == .invalidField && defect.octets.lowerBound == end {
      end = defect.octets.upperBound
    }
    return field.body.lowerBound..<end
  }

  /// Whether the lines behind an address field are no fields.
  func hasStrayLines(behind field: Field) -> Bool {
    field.kind.holdsAddresses
      && structureDefects.contains { $0.kind == .invalidField && $0.octets.lowerBound == field.octets.upperBound }
  }
}
