package import MailSyntax
package import Policy

extension Variant {
  /// What everybody gets when a person releases a held message: its octets but for the fields that are always dropped
  /// or added, and an own signature that this breaks.
  package static func release(
    of message: Message, to recipients: [AddrSpec], additions: MandatoryFields, organisation: Organisation
  ) -> Variant {
    let completed = OwnSignatures(message, organisation: organisation).completing(additions.edits(for: message))
    return Variant(
      recipients: recipients, edits: completed.edits, isRewritten: false, droppedSignatures: completed.dropped)
  }
}
