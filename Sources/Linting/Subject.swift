package import MailSyntax

/// What is judged.
package enum Subject: Sendable {
  case message(Message)
  /// The octets of a template file.
  case template([UInt8])

  /// The message; nil for a template.
  var message: Message? {
    if case .message(let message) = self { message } else { nil }
  }
}
