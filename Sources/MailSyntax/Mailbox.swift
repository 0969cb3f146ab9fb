/// A mailbox: somebody's addr-spec, with the name shown for it. RFC 5322 §3.4.
public struct Mailbox: Sendable, Hashable {
  /// The display-name, decoded to Unicode; nil where none is given.
  public let displayName: String?
  /// The address.
  public let address: AddrSpec
  /// The display-name of the group (RFC 5322 §3.4) it stands in; nil outside of groups.
  public let group: String?
  /// Where it stands in `Message.octets` (or in the octets given to the parser).
  public let octets: OctetRange

  package init(displayName: String?, address: AddrSpec, group: String?, octets: OctetRange) {
    self.displayName = displayName
    self.address = address
    self.group = group
    self.octets = octets
  }
}
