internal import MailContent
internal import MailSyntax

/// Tells messages that are templates from those that are mail.
enum MessageTemplate {
  /// Whether a message is a template: its text holds expressions, and it was never on its way, so that they are no
  /// placeholders that somebody forgot to fill in (RFC 5322 §3.6.4, §3.6.7).
  static func holdsExpressions(_ message: Message) -> Bool {
    guard message.fields(named: .messageID).isEmpty, message.fields(named: .received).isEmpty else { return false }
    switch TemplateLanguage.detected(in: message.octets, format: .html) {
    case .html, .text, .mergeTags, .benchpress: return false
    default: return true
    }
  }
}
