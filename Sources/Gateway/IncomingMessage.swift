package import MailSyntax

/// Makes of what was piped in the message that is judged and sent: the same octets for both.
package enum IncomingMessage {
  /// - Parameter octets: without dot-stuffing; any line ends.
  /// - Returns: the message read, without a leading mbox line and with the blank line behind its header section.
  package static func read(_ octets: [UInt8]) -> Message {
    let message = Message.parse(withoutMailboxLine(octets))
    guard message.defects.contains(where: { $0.kind == .missingSeparator }) else { return message }
    return Message.parse(separated(message))
  }

  /// `mail` and others put "From user date" first (RFC 4155); it is not part of the message.
  private static func withoutMailboxLine(_ octets: [UInt8]) -> [UInt8] {
    guard octets.starts(with: "From ".utf8), let end = octets.firstIndex(of: UInt8(ascii: "\n")) else { return octets }
    return Array(octets[(end + 1)...])
  }

  /// RFC 5322 §2.1 wants a blank line between header section and body. Where it is missing, clients part the two at
  /// different lines; with the line put in, all read what presend judged.
  private static func separated(_ message: Message) -> [UInt8] {
    let start = message.parts[0].body.lowerBound
    let lineEnd = message.octets.contains(UInt8(ascii: "\r")) ? "\r\n" : "\n"
    return message.applying([Edit(range: start..<start, replacement: Array(lineEnd.utf8))])
  }
}
