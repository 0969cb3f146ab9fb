package import Linting
package import MailSyntax

/// One checked message or template, with all that a report shows of it.
package struct CheckResult: Sendable {
  package enum Kind: String, Sendable {
    case message, template
  }
  /// As the user gave it, or found below a folder; "-" is standard input. Reports make it safe to show.
  package let path: String
  package let kind: Kind
  /// The octets in which the findings' places count: the file's own, of a template that is not in UTF-8 its text.
  package let octets: [UInt8]
  package let judgement: Judgement
  /// The template language; nil for mail.
  package let language: String?
  /// Where a template meets what the rules demand.
  package let provisions: [ReportedProvision]
  /// Where the message stands among others; nil where the file is no mailbox.
  package let mailbox: MailboxPlace?
  /// From `octets` to the file; nil where they are its own.
  private let text: DecodedText?

  package init(
    path: String, kind: Kind, octets: [UInt8], judgement: Judgement, language: String? = nil,
    provisions: [ReportedProvision] = [], mailbox: MailboxPlace? = nil, text: DecodedText? = nil
  ) {
    self.path = path
    self.kind = kind
    self.octets = octets
    self.judgement = judgement
    self.language = language
    self.provisions = provisions
    self.mailbox = mailbox
    self.text = text
  }

  /// The same with some of its findings moved to what is ignored.
  package func with(findings: [Finding], ignoring more: [IgnoredFinding]) -> CheckResult {
    CheckResult(
      path: path, kind: kind, octets: octets, judgement: judgement.with(findings: findings, ignoring: more),
      language: language, provisions: provisions, mailbox: mailbox, text: text)
  }

  /// The file, for reports whose readers open it at a line.
  var filePath: String { mailbox?.path ?? path }

  /// Where a range of `octets` stands in the file as it was given.
  func fileRange(of range: OctetRange) -> OctetRange {
    let start = mailbox?.offset ?? 0
    let range = text?.source(of: range) ?? range
    return (range.lowerBound + start)..<(range.upperBound + start)
  }
}
