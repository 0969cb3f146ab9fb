public import MailSyntax

/// Somebody whom a body names by an address: another recipient may read it there.
public struct Person: Sendable, Hashable {
  /// Where a person is named.
  public enum Role: String, Sendable {
    /// The recipient table of a TNEF message. [MS-OXTNEF] §2.1.3.3.
    case recipient
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
  /// The name given with it (CN of a calendar address, a recipient's display name); nil where none is given.
  public let name: String?
  /// The address in `Body.octets`; empty for a recipient, who is named beside the body and not in it.
  public let range: OctetRange

  /// A person as they were read.
  public init(role: Role, address: String, name: String?, range: OctetRange) {
    self.role = role
    self.address = address
    self.name = name
    self.range = range
  }
}
