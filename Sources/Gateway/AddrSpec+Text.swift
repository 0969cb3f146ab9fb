internal import MailSyntax

extension AddrSpec {
  /// As people write it: local-part and domain in Unicode, without quotes.
  package var text: String { domain.isEmpty ? localPart : "\(localPart)@\(domain)" }
}
