import MailSyntax

/// The line end that a message uses, for what is added to it.
enum LineEnd {
  /// That of its first field; CRLF where it has no field, as RFC 5322 §2.1 has it.
  static func of(_ message: Message) -> String {
    guard let field = message.fields(of: message.parts[0]).first else { return "\r\n" }
    return message.octets[field.octets].suffix(2).elementsEqual([0x0D, 0x0A]) ? "\r\n" : "\n"
  }
}
