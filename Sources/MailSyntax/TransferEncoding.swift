/// Content-Transfer-Encoding. RFC 2045 §6.
public enum TransferEncoding: String, Sendable {
  case sevenBit = "7bit"
  case eightBit = "8bit"
  case binary
  case quotedPrintable = "quoted-printable"
  case base64
  /// Not a standard one; the old practice of UNIX mailers.
  case uuencode = "x-uuencode"
  /// Any other: RFC 2045 §6.4 says to treat the content as application/octet-stream.
  case unknown
}
