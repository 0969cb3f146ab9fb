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
    AddressReadings.all(octets.span, field.body)
  }
}
