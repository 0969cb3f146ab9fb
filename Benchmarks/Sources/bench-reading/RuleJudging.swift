import Linting
import MailContent
import MailSyntax
import Policy

/// Judges messages by all rules as the gateway does: class, findings, verdict.
struct RuleJudging {
  private let linter = Linter()
  private let additions = MandatoryFields(messageID: "", date: "", from: nil)

  /// - Returns: how many findings there are.
  func findings(in message: Message, _ reading: Reading) -> Int {
    let envelope = Envelope(
      reversePath: addresses([.from], message).first, recipients: addresses([.to, .cc, .bcc], message))
    return Judge.judge(
      message, reading: reading, context: Context(envelope: envelope), linter: linter, additions: additions
    ).findings.count
  }

  private func addresses(_ kinds: [FieldName], _ message: Message) -> [AddrSpec] {
    kinds.flatMap { message.fields(named: $0) }.flatMap { message.mailboxes(in: $0) }.map(\.address)
  }
}
