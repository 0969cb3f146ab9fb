import MailSyntax
import Policy
import Testing

@testable import Linting

/// Row 3.1 of the requirements: the exact reason for being contacted.
@Suite struct ReasonRequirementTests {
  private func hits(_ text: String, _ context: Context) -> [Finding] {
    Samples.findings(Samples.message(text: text), context, rule: "reason/missing")
  }

  @Test(arguments: [MailClass.newsletter, .firstContact, .consentRequest])
  func `3.1 no reason is a hit where one is owed`(_ mailClass: MailClass) throws {
    let context = Samples.context(mailClass: mailClass)
    let finding = try #require(hits("Unsere Angebote im Mai.", context).first)
    #expect(finding.severity == .error && finding.action == .reject)
    #expect(hits("Sie erhalten diese E-Mail, weil Sie am 3. Mai bei uns bestellt haben.", context).isEmpty)
    #expect(hits("You receive this email because you ordered from us.", context).isEmpty)
  }

  @Test func `the organisation's sentence is appended where it is configured`() throws {
    let context = Samples.context(mailClass: .newsletter) {
      $0.organisation.reasonSentence = "Post für Freunde des Hauses."
    }
    let finding = try #require(hits("Unsere Angebote im Mai.", context).first)
    #expect(finding.action == .rewrite && finding.remedy == .appendReason)
    #expect(hits("Unsere Angebote im Mai.\r\n\r\nPost für Freunde des Hauses.", context).isEmpty)
  }

  @Test(arguments: [MailClass.personal, .private, .system])
  func `who writes to one person owes none`(_ mailClass: MailClass) {
    #expect(hits("Hallo", Samples.context(mailClass: mailClass)).isEmpty)
  }

  @Test(arguments: [
    "Diese E-Mail wurde gesendet an: anna@kunde.test", "This email was sent to anna@kunde.test.",
    "When you receive this laptop, you must deposit the old one",
  ])
  func `an address is no reason`(_ text: String) {
    #expect(hits(text, Samples.context(mailClass: .newsletter)).count == 1)
  }

  @Test func `what somebody else wrote in a quoted mail is none`() {
    let text = "Unsere Angebote.\r\n\r\n> Sie erhalten diese E-Mail, weil Sie Kunde sind.\r\n"
    #expect(hits(text, Samples.context(mailClass: .newsletter)).count == 1)
  }
}
