import MailSyntax

@testable import Linting

/// Messages for the rewriter's tests.
enum MessageSamples {
  static let additions = MandatoryFields(
    messageID: "<new@presend.test>", date: "Sat, 21 Nov 2026 21:00:00 +0000", from: nil)

  /// A message of LF lines, given as text.
  static func message(_ text: String) -> Message { .parse(Array(text.utf8)) }

  /// The same with CRLF.
  static func crlf(_ text: String) -> Message {
    .parse(Array(text.utf8).flatMap { $0 == 0x0A ? [0x0D, 0x0A] : [$0] })
  }

  static func text(_ octets: [UInt8]) -> String { String(decoding: octets, as: UTF8.self) }

  static func address(_ text: String) -> AddrSpec { AddrSpec(parsing: text)! }
}
