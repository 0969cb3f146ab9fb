import MailContent
import MailSyntax
import Policy

/// Reads a rewritten message as its recipients will, to see that the mend mended.
struct SecondReading {
  let message: Message
  let context: Context
  let mailClass: ClassDecision
  let linter: Linter

  /// What still asks for something to be done for the recipients of this variant; warnings do not count.
  /// - Complexity: O(octets), as the first reading.
  func findings(standingIn variant: Variant) -> [Finding] {
    let rewritten = Message.parse(message.applying(variant.edits))
    var context = context
    context.envelope = Envelope(
      reversePath: context.envelope.map(\.reversePath) ?? firstAuthor, recipients: variant.recipients)
    let findings = linter.findings(
      in: .message(rewritten), reading: Reading(of: rewritten), mailClass: mailClass, context: context)
    // Whom a finding concerns are the people whom it discloses, or those of the envelope who have not consented: the
    // former need not get this copy.
    return findings.filter { $0.action != .warn && $0.action != .off }
  }

  /// Stands in for the reverse-path where there is no envelope: a null reverse-path would mean a notification.
  private var firstAuthor: AddrSpec? {
    message.fields(named: .from).lazy.flatMap { message.mailboxes(in: $0) }.first?.address
  }
}
