package import MailSyntax

/// What becomes of messages that wait for a person: `held:` in presend.yml.
package struct HeldSettings: Sendable, Hashable {
  /// Seconds after which a held message goes back to its sender. Two weeks are enough for who was on leave to come
  /// back.
  package var keepFor = 14 * 86_400
  /// Who is told by mail that something waits; nil: nobody.
  package var approver: AddrSpec?
  /// At most so many mails to the approver within an hour: more messages are told together in the next one.
  package var mailsPerHour = 4

  package init() {}
}
