package import MailSyntax

extension Variant {
  /// What everybody gets when a person releases a held message: its octets but for the fields that are always dropped
  /// or added.
  package static func release(
    of message: Message, to recipients: [AddrSpec], additions: MandatoryFields
  ) -> Variant {
    Variant(recipients: recipients, edits: additions.edits(for: message), isRewritten: false)
  }
}
