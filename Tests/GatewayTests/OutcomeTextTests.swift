import Configuration
import Consent
import Linting
import MailQueue
import MailSyntax
import Policy
import TestSupport
import Testing

@testable import Gateway

/// What callers and SMTP clients are told.
@Suite struct OutcomeTextTests {
  private func text(_ outcome: Gate.Outcome, language: Language = .english) -> OutcomeText {
    let queue = MailQueue(directory: "/nonexistent")
    return OutcomeText(
      outcome,
      gate: Gate(
        configuration: .builtIn, consent: NoConsentStore(), queue: queue, host: Host(name: "host.test"),
        launcher: RelayLauncher(program: "/nonexistent", arguments: []), language: language,
        trackerLists: TrackerLists(paths: []), door: "smtp"))
  }

  private static func finding(_ rule: RuleID, _ message: String, _ action: Action = .reject) -> Finding {
    Finding(
      rule: rule, severity: .error, action: action, place: Place(part: "1", octets: 0..<1), message: message,
      evidence: "")
  }

  private static let rejected = Judgement(
    mailClass: ClassDecision(mailClass: .personal, evidence: ["test"]),
    findings: [
      finding("recipients/open-list", "3 Empfänger"), finding("recipients/open-list", "noch 2"),
      finding("reason/missing", "kein Grund"), finding("tracking/pixel", "mended", .rewrite),
    ], verdict: .reject, obstacles: ["signed"])

  @Test func `each rule that keeps the message is named once, with its first finding`() {
    #expect(
      text(.rejected(Self.rejected)).line
        == "not accepted: recipients/open-list: 3 Empfänger; reason/missing: kein Grund; signed; "
        + "more with: presend explain recipients/open-list")
    #expect(
      text(.rejected(Self.rejected), language: .german).smtpText
        == "presend: nicht angenommen: recipients/open-list: 3 Empfaenger; reason/missing: kein Grund; signed; "
        + "mehr dazu mit: presend explain recipients/open-list")
  }

  @Test func `what is taken is told by its id alone`() {
    let id = QueueID(arrival: 1)
    #expect(text(.queued(id, Self.rejected)).line == nil)
    #expect(text(.queued(id, Self.rejected)).smtpText == "Ok: queued as \(id)")
  }

  @Test(arguments: [
    ("Grüße, „so“ – ×2…", "Gruesse, \"so\" - x2..."), ("a\r\n250 b", "a??250 b"), ("a\u{7F}\u{1B}[0mb", "a??[0mb"),
    ("日本 ~", "?? ~"), ("", ""),
  ])
  func `a reply is printable ASCII on one line`(given: String, expected: String) {
    #expect(OutcomeText.replyText(given) == expected)
  }

  @Test func `a reply is cut before RFC 5321's limit for a line`() {
    #expect(OutcomeText.replyText(String(repeating: "ä", count: 300)) == String(repeating: "ae", count: 200))
  }
}
