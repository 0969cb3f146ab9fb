import MailContent
import MailSyntax
import Policy
import Testing

@testable import Linting

/// Rows 0.14, 1.4 to 1.9, 1.13 and 4.6, 4.7 of the requirements: how people are asked, and what they are told when they
/// are.
@Suite struct WordingRequirementTests {
  private func findings(
    _ text: String, _ mailClass: MailClass, _ rule: RuleID, subject: String = "Termin", language: Language = .german
  ) -> [Finding] {
    Samples.findings(
      Samples.message(text: text, subject: subject), Samples.context(mailClass: mailClass, language: language),
      rule: rule)
  }

  private func withAttachment(_ name: String, _ text: String) -> Message {
    let parts = """
      --m\r
      Content-Type: text/plain; charset=utf-8\r
      \r
      \(text)\r
      --m\r
      Content-Type: application/pdf; name="\(name)"\r
      Content-Disposition: attachment\r
      \r
      x\r
      --m--\r

      """
    return Message.parse(
      Array(
        "From: a@beispiel.test\r\nTo: anna@kunde.test\r\nContent-Type: multipart/mixed; boundary=m\r\n\r\n\(parts)".utf8
      ))
  }

  @Test(arguments: ["Jetzt bestellen und 20 % Rabatt sichern!", "Order now and save 20 percent off."])
  func `0.14 a first contact does not advertise`(_ text: String) {
    #expect(findings(text, .firstContact, "wording/advertising-in-first-contact").count == 1)
    #expect(findings("Darf ich Ihnen schreiben?", .firstContact, "wording/advertising-in-first-contact").isEmpty)
  }

  @Test(arguments: [MailClass.firstContact, .consentRequest])
  func `0.14 and 1.9 what asks is short`(_ mailClass: MailClass) throws {
    let finding = try #require(
      findings(String(repeating: "Wort ", count: 301), mailClass, "wording/long-request").first)
    #expect(finding.message.contains("301") && finding.message.contains("300"))
    #expect(findings(String(repeating: "Wort ", count: 300), mailClass, "wording/long-request").isEmpty)
  }

  @Test func `1.4 a request that offers yes alone is a hit`() {
    let text = "Bitte stimmen Sie zu, dass wir Ihnen weiter schreiben: https://b.test/ja"
    #expect(findings(text, .consentRequest, "wording/refusal-harder").count == 1)
  }

  @Test func `4.7 a request with both links is none`() {
    let text = "Zustimmen: https://b.test/ja\r\nDeaktivieren: https://b.test/nein"
    #expect(findings(text, .consentRequest, "wording/refusal-harder").isEmpty)
  }

  @Test func `1.5 consent with attached terms is a hit`() throws {
    let context = Samples.context(mailClass: .consentRequest)
    let text = "Bitte stimmen Sie zu, dass wir Ihnen weiter schreiben: https://b.test/ja"
    let finding = try #require(
      Samples.findings(withAttachment("AGB_2018.pdf", text), context, rule: "wording/bundling").first)
    #expect(finding.place.part == "1.2" && finding.evidence == "AGB_2018.pdf")
    #expect(Samples.findings(withAttachment("Einladung.pdf", text), context, rule: "wording/bundling").isEmpty)
    #expect(Samples.findings(withAttachment("AGB.pdf", "Hallo"), context, rule: "wording/bundling").isEmpty)
  }

  @Test func `1.6 a change of terms is stated in the body`() {
    let context = Samples.context(mailClass: .transactional)
    func hits(_ text: String) -> Int {
      Samples.findings(withAttachment("Zahlungsbedingungen.pdf", text), context, rule: "wording/change-unstated").count
    }
    #expect(hits("Anbei unsere Bedingungen.") == 1)
    #expect(hits("Anbei die Bedingungen zu Ihrer Bestellung.") == 0)
    #expect(hits("Anbei unsere Bedingungen. Wesentliche Änderungen: Zahlung in 14 Tagen.") == 0)
    #expect(hits("Ab dem 1. Mai gilt eine Zahlungsfrist von 14 Tagen.") == 0)
    #expect(hits("Payment is due within 14 days instead of 30, new terms attached.") == 0)
  }

  /// A date says when, not what.
  @Test(arguments: [
    "Ab dem 1. Mai gelten neue Geschäftsbedingungen. Sie hängen an.", "New terms apply from 1 May. They are attached.",
    "À partir du 1er mai, de nouvelles conditions s'appliquent.",
    "Las nuevas condiciones valen a partir del 1 de mayo.",
    "Le nuove condizioni valgono a partire dal 1 maggio.", "De nieuwe voorwaarden gelden vanaf 1 mei.",
    "Nowe warunki obowiązują od 1 maja.", "As novas condições valem a partir de 1 de maio.",
  ])
  func `1.6 a date states no change`(_ text: String) {
    let message = withAttachment("AGB-Terms-CGV-Condiciones-Condizioni-Voorwaarden-Regulamin-Condicoes.pdf", text)
    let context = Samples.context(mailClass: .transactional)
    #expect(Samples.findings(message, context, rule: "wording/change-unstated").count == 1)
  }

  @Test func `1.7 the sentence that threatens is reported`() throws {
    let threat = "Wenn Sie nicht zustimmen, verlieren Sie den Zugang, die Frist läuft um 0 Uhr ab."
    let message = Samples.message(text: "Guten Tag. \(threat) Viele Grüße")
    let context = Samples.context(mailClass: .consentRequest, language: .german)
    let finding = try #require(Samples.findings(message, context, rule: "wording/pressure").first)
    let shown = String(decoding: message.octets[finding.place.octets], as: UTF8.self)
    #expect(shown.hasPrefix("Wenn Sie nicht zustimmen") && shown.contains("um 0 Uhr ab"))
    #expect(finding.severity == .warning && finding.action == .warn)
  }

  @Test(arguments: [(Language.german, "Wir freuen uns über Ihr Vertrauen"), (.english, "glad to keep writing")])
  func `1.8 a friendly wording is proposed`(_ language: Language, _ wording: String) throws {
    let text = "Wenn Sie nicht zustimmen, verlieren Sie den Zugang. Die Frist endet heute."
    let finding = try #require(findings(text, .consentRequest, "wording/pressure", language: language).first)
    #expect(finding.message.contains(wording))
  }

  @Test(arguments: [
    "Unser Angebot endet am Sonntag.", "Wenn Sie Fragen haben, rufen Sie an.",
    "Wenn Sie den Newsletter nicht mehr erhalten möchten, klicken Sie hier. Nur noch heute: 20 % Rabatt.",
    "Falls Sie kein Passwort angefordert haben, ignorieren Sie diese Mail. Der Link läuft in 24 Stunden ab.",
  ])
  func `1.7 an offer, a help and a way out do not threaten`(_ text: String) {
    #expect(findings(text, .newsletter, "wording/pressure").isEmpty)
  }

  @Test func `1.13 a request for tracking names what is tracked`() {
    let rule = RuleID("duties/tracked-facts-unstated")
    #expect(findings("Stimmen Sie dem Tracking zu?", .consentRequest, rule).count == 1)
    #expect(findings("Stimmen Sie dem Newsletter zu?", .consentRequest, rule).isEmpty)
    let told = "Stimmen Sie dem Tracking zu? Wir sehen dann, ob Sie Mails öffnen, wann und wo."
    #expect(findings(told, .consentRequest, rule).isEmpty)
  }

  @Test(arguments: [
    "Wir haben unsere Datenschutzerklärung aktualisiert. Sie müssen nichts tun.",
    "We have updated our privacy policy. There is nothing that you need to do.",
  ])
  func `4.6 a mail that informs is no request for consent`(_ text: String) {
    let message = Samples.message(text: text)
    let decision = ClassDecider.decide(
      .message(message), reading: Reading(of: message), context: Samples.context())
    #expect(decision.mailClass != .consentRequest)
  }
}
