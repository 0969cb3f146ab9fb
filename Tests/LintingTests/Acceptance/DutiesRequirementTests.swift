import MailSyntax
import Policy
import Testing

@testable import Linting

/// Rows 2.3, 2.15, 3.2 to 3.6 and 3.20 of the requirements: what people are told about their data, and by whom.
@Suite struct DutiesRequirementTests {
  private static let told = """
    Wir schreiben Ihnen, weil Sie eine Stelle ausgeschrieben haben. Ihre Adresse haben wir auf Ihrer Website gefunden.\r
    Rechtsgrundlage ist unser berechtigtes Interesse. Wir speichern Ihren Namen und Ihre E-Mail-Adresse.\r
    Sie können widersprechen, Auskunft über Ihre Daten verlangen und sie berichtigen oder löschen lassen.\r
    Datenschutzerklärung: https://beispiel.test/datenschutz\r
    Kontakt: Telefon 030 123456, E-Mail erika@beispiel.test\r
    """

  private func findings(_ text: String, _ mailClass: MailClass, _ rule: RuleID) -> [Finding] {
    Samples.findings(Samples.message(text: text), Samples.context(mailClass: mailClass), rule: rule)
  }

  /// The row, the rule that covers it, the class, and the severity of what is missing.
  @Test(arguments: [
    ("2.3", "unsubscribe/missing", MailClass.newsletter, Severity.error),
    ("2.15", "identity/imprint-missing", .newsletter, .warning),
    ("3.2", "duties/rights-missing", .firstContact, .warning),
    ("3.4", "duties/access-missing", .firstContact, .warning),
    ("3.5", "reason/source-missing", .firstContact, .error),
    ("3.6", "duties/stored-data-unstated", .consentRequest, .warning),
    ("3.20", "duties/legitimate-interest-unstated", .firstContact, .warning),
    ("3.20", "duties/privacy-link-missing", .firstContact, .warning),
  ])
  func `what is owed and missing is a hit, what is said is none`(
    _ row: String, _ rule: String, _ mailClass: MailClass, _ severity: Severity
  ) {
    #expect(findings("Guten Tag", mailClass, RuleID(rule)).map(\.severity) == [severity], "\(row)")
    let text = Self.told + "Abmelden: https://beispiel.test/abmelden?t=1"
    #expect(findings(text, mailClass, RuleID(rule)).isEmpty, "\(row)")
  }

  @Test func `3.2 the finding names the rights that are not mentioned`() throws {
    let text = "Sie können jederzeit widersprechen."
    let finding = try #require(findings(text, .firstContact, "duties/rights-missing").first)
    #expect(finding.message.contains("to rectification and to erasure") && !finding.message.contains("object"))
  }

  @Test func `3.3 who evaluates the mail is named`() throws {
    let pixel = "<img src=\"https://a.us1.list-manage.com/track/open.php?u=9f3a&id=1\" width=\"1\" height=\"1\">"
    let agreed = Samples.context(tracking: ["anna@kunde.test": .granted], mailClass: .newsletter)
    let rule = RuleID("duties/analyst-unnamed")
    let finding = try #require(Samples.findings(Samples.message(html: pixel), agreed, rule: rule).first)
    #expect(finding.severity == .warning && finding.message.contains("Mailchimp (Intuit Inc.)"))
    let named = Samples.message(html: "<p>Openings are measured by MailChimp.</p>" + pixel)
    #expect(Samples.findings(named, agreed, rule: rule).isEmpty)
    let refused = Samples.context(mailClass: .newsletter)
    #expect(Samples.findings(Samples.message(html: pixel), refused, rule: rule).map(\.severity) == [.note])
  }

  @Test(arguments: [MailClass.personal, .private, .system, .transactional])
  func `who writes to one person owes none of it`(_ mailClass: MailClass) {
    let message = Samples.message(text: "Guten Tag")
    let rules = Samples.findings(message, Samples.context(mailClass: mailClass)).map(\.rule.group)
    #expect(!rules.contains("duties") && !rules.contains("identity") && !rules.contains("unsubscribe"))
  }

  @Test func `an address to write to is no link to the notice`() {
    func hits(_ text: String) -> Int {
      let message = Samples.message(text: "Xyz.\r\n\r\n" + text)
      return Samples.findings(message, Samples.context(mailClass: .firstContact), rule: "duties/privacy-link-missing")
        .count
    }
    #expect(hits("Fragen: datenschutz@beispiel.test") == 1)
    #expect(hits("Datenschutz: datenschutz@beispiel.test") == 1)
    #expect(hits("Datenschutz: https://beispiel.test/datenschutz") == 0)
  }

  @Test(arguments: [
    (Language.english, "Xyz.", "the right to object, to rectification and to erasure"),
    (.english, "You can object at any time.", "the right to rectification and to erasure"),
    (.english, "You can object, and have your data corrected.", "the right to erasure;"),
    (.german, "Xyz.", "das Recht auf Widerspruch, Berichtigung und Löschung"),
    (.german, "Sie können widersprechen und Ihre Daten löschen lassen.", "das Recht auf Berichtigung;"),
  ])
  func `missing rights are named in order`(_ language: Language, _ text: String, _ wanted: String) throws {
    let context = Samples.context(mailClass: .firstContact, language: language)
    let message = Samples.message(text: text)
    let finding = try #require(Samples.findings(message, context, rule: "duties/rights-missing").first)
    #expect(finding.message.contains(wanted), "\(finding.message)")
  }
}
