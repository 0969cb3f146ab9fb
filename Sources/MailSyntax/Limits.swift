/// How much of one message is read. What lies beyond is a defect, never a crash.
public enum Limits {
  /// Octets of one message: what the offsets of a field can say. Gateways set far lower limits.
  public static let messageOctets = Int(UInt32.max)
  /// Entities within entities; as deep as Postfix (`mime_nesting_limit`) and Dovecot read.
  public static let nesting = 100
  /// Messages encoded within encoded messages. Each level is decoded anew, so that the work is so many times the
  /// octets; nobody forwards a message that often in base64.
  public static let encodedNesting = 10
  /// Entities of one message; as many as Dovecot reads.
  public static let parts = 10_000
  /// Fields of one message, all header sections together. Real mail has fewer than 200.
  public static let fields = 20_000
  /// Defects kept of one message: enough to explain it, too few to fill memory.
  public static let defects = 1_000
  /// Parameters of one structured field. Dovecot reads 128 (after CVE-2026-27859).
  public static let parameters = 128
  /// Tokens of one mailbox, display-name included; a list that goes on without a comma is cut there.
  public static let mailboxTokens = 1_000
  /// Octets of one line without its CRLF. RFC 5322 §2.1.1.
  public static let lineOctets = 998
  /// Octets that a line should have at most, without its CRLF. RFC 5322 §2.1.1.
  public static let preferredLineOctets = 78
  /// Octets of one encoded line of quoted-printable or base64. RFC 2045 §6.7 (5) and §6.8.
  public static let encodedLineOctets = 76
  /// Octets of an encoded-word. RFC 2047 §2.
  public static let encodedWordOctets = 75
}
