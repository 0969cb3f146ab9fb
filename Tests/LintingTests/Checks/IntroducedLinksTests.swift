import MailContent
import MailSyntax
import Policy
import Testing

@testable import Linting

/// Links that only their sentence explains, as the rule about the privacy notice reads them.
@Suite struct IntroducedLinksTests {
  private func isMissing(html: String? = nil, text: String = "") -> Bool {
    let message = Samples.message(html: html, text: text)
    return !Samples.findings(message, Samples.context(mailClass: .newsletter), rule: "duties/privacy-link-missing")
      .isEmpty
  }

  @Test(arguments: [
    "To view our privacy policy online, visit Shop.example <https://t.shop.test/r?l=5895>",
    "Unsere Datenschutzerklärung: https://shop.test/ds", "Datenschutzhinweise:\nhttps://shop.test/p/77",
    "Notre politique de confidentialité se trouve sous https://shop.test/pc .",
    "Guten Tag!\n\nDatenschutz\nhttps://shop.test/x\n",
  ]) func plainText(_ text: String) { #expect(!isMissing(text: text)) }

  @Test(arguments: [
    "<p>You find our privacy notice <a href='https://shop.test/p'>here</a>.</p>",
    "<p><a href='https://shop.test/p'>Hier</a> steht unsere Datenschutzerklärung.</p>",
    "<p>Our privacy policy: <a href='https://shop.test/p'>https://shop.test/p</a></p>",
  ]) func html(_ html: String) { #expect(!isMissing(html: html)) }

  @Test(arguments: [
    "We respect your privacy. Our offers: https://shop.test/angebote",
    "Datenschutz ist uns wichtig.\nhttps://shop.test/neu",
    "Fragen zum Datenschutz: datenschutzteam@", "Privacy matters to us.", "> Privacy notice: https://shop.test/p",
  ]) func otherText(_ text: String) { #expect(isMissing(text: text)) }

  @Test(arguments: [
    "<p>Privacy policy</p><a href='https://shop.test/'><img src='cid:1' alt='Logo'></a>",
    "<p>We respect your privacy and hope that you enjoy <a href='https://shop.test/s'>the great summer sale of the year</a></p>",
    "<p>Folgen Sie uns: <a href='https://f.test/1'>Facebook</a> <a href='https://t.test/1'>GitHub</a> Datenschutz ist wichtig</p>",
    "<p>Our privacy notice <a href='https://shop.test/p' style='display:none'>here</a></p>",
  ]) func otherHTML(_ html: String) { #expect(isMissing(html: html)) }
}
