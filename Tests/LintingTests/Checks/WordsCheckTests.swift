import MailContent
import MailSyntax
import Policy
import Testing

@testable import Linting

@Suite struct WordsCheckTests {
  private func findings(_ message: Message, rule: RuleID, _ language: Language = .english) -> [String] {
    Samples.findings(message, Samples.context(mailClass: .newsletter, language: language), rule: rule).map(\.message)
  }
  private func isImprintMissing(_ text: String) -> Bool {
    !findings(Samples.message(text: text), rule: "identity/imprint-missing").isEmpty
  }

  /// Words that stand in addresses of one language and in the prose of any.
  @Test(arguments: [
    "For a limited time only, take your place on the dance floor.",
    "Order via our app, on your phone or on the drive home.",
    "Sichern Sie sich Ihren Platz, auch mobil. Er lebte auf der Straße. Die Sorgen sind weg.",
    "Découvrez sa nouvelle place au soleil, via notre site.",
    "Reserva tu plaza: un paseo al sol.", "La mail è stata inviata al tuo indirizzo; un corso via web.",
    "Zobacz nasze nowości. Kontakt z naturą.", "Seu endereço de e-mail entra em contato com o sol.",
    "BTW: wij gaan op weg naar het plein.", "Read on: https://shop.test/issue/146/?via=newsletter&sa=1",
  ]) func proseIsNoImprint(_ text: String) { #expect(isImprintMissing(text)) }

  @Test(arguments: [
    "Example Ltd", "Beispiel GmbH", "Call us: 503.555.0101", "Tel. 0511 12345", "12 High Street", "PO Box 12",
    "Via Larga 3, 20122 Milano", "Plaza Mayor 4, 18009 Granada", "12 place du Four, 35400 Saint-Malo",
    "Toronto, ON M5V 2T6", "Registered in England", "P. IVA 01234567890", "BTW nummer NL001",
  ]) func imprints(_ text: String) { #expect(!isImprintMissing("Hello\n\n\(text)\n")) }

  /// The addresses of readers are not the sender's.
  @Test(arguments: [
    ("{{ company_address }}", false), ("{{ address }}", false), ("{{ sender.address }}", false),
    ("{{ firma.anschrift }}", false),
    ("{{ existing_address }}", true), ("{{ payment_address }}", true), ("{{ user.email_address }}", true),
    ("{{ customer.phone }}", true), ("{{ rechnungs_anschrift }}", true), ("{{ weight }} kg", true),
  ]) func expressions(_ text: String, _ isMissing: Bool) {
    let octets = Array("<p>Hello \(text)</p>".utf8)
    let context = Context(demandedClass: .newsletter)
    let judgement = Judge.judge(
      template: octets, reading: Reading(template: octets, format: .html), context: context, linter: Samples.linter)
    #expect(judgement.findings.contains { $0.rule == "identity/imprint-missing" } == isMissing)
  }

  private static func versions(text: String, html: String) -> Message {
    let header = "From: Erika <erika@beispiel.test>\r\nTo: anna@kunde.test\r\nSubject: x\r\nMIME-Version: 1.0\r\n"
    let plain = "--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n\(text)\r\n"
    let page = "--b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n\(html)\r\n--b--\r\n"
    return Message.parse(
      Array("\(header)Content-Type: multipart/alternative; boundary=b\r\n\r\n\(plain)\(page)".utf8))
  }

  @Test func whatTheTextVersionAloneHasIsSaid() {
    let message = Self.versions(text: "Privacy: https://shop.test/p", html: "<p>Hello</p>")
    let rule: RuleID = "duties/privacy-link-missing"
    #expect(findings(message, rule: rule).map { $0.hasSuffix("(the text version has it)") } == [true])
    #expect(findings(message, rule: rule, .german).map { $0.hasSuffix("(die Textfassung hat es)") } == [true])
    // A rule that tells just that says it in its own words.
    let hidden = Self.versions(text: "You receive this because you signed up.", html: "<p>Hello</p>")
    #expect(findings(hidden, rule: "reason/hidden").map { $0.hasSuffix(")") } == [false])
  }

  /// However the versions end, what both lack is one finding.
  @Test func whatAllVersionsLackIsToldOnce() {
    for rule: RuleID in ["duties/privacy-link-missing", "reason/missing", "unsubscribe/missing"] {
      let found = findings(Self.versions(text: "Hello there", html: "<p>Hello, see you</p>"), rule: rule)
      #expect(found.map { $0.hasSuffix("(in every version)") } == [true], "\(rule)")
    }
  }
}
