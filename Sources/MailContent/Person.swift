public import MailSyntax

/// Somebody whom a body names by an address: another recipient may read it there.
public struct Person: Sendable, Hashable {
  /// Where a person is named.
  public enum Role: String, Sendable {
    /// ATTENDEE of a calendar object. RFC 5545 §3.8.4.1.
    case attendee
    /// ORGANIZER of a calendar object. RFC 5545 §3.8.4.3.
    case organizer
    /// An address in a quoted block of header fields ("From: … To: …").
    case quotedField = "quoted-field"
    /// An address in the visible text.
    case text
  }
  /// Where they are named.
  public let role: Role
  /// The address as written, without `mailto:`.
  public let address: String
  /// The name given with it (CN of a calendar address); nil where none is given.
  public let name: String?
  /// The address in `Body.octets`.
  public let range: OctetRange

  /// A person as they were read.
  public init(role: Role, address: String, name: String?, range: OctetRange) {
    self.role = role
    self.address = address
    self.name = name
    self.range = range
  }
}
