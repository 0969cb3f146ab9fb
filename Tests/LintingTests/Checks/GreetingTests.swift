import MailSyntax
import Policy
import Testing

@testable import Linting

@Suite struct GreetingTests {
  private func findings(_ to: String, _ text: String, _ mailClass: MailClass = .personal) -> [Finding] {
    let message = Samples.message(to: to, text: text)
    let context = Samples.context(recipients: [], mailClass: mailClass)
    return Samples.findings(message, context, rule: "recipients/open-list")
  }

  @Test(arguments: [
    ("Ute Brand <u.brand@a.test>, Jan Roth <jan@b.test>", "Sehr geehrte Frau Brand, sehr geehrter Herr Roth,"),
    ("ute.brand@gmx.de, roth77@web.de", "Hallo Ute,\r\nhallo Roth,"),
    ("Anna <a@a.test>, Bo Weiß <b@b.test>, cem.kaya@c.test", "Hi Anna, Cem und Bo!"),
    ("Lea <lea@a.test>, Max <max@b.test>", "Hi Lea and Max,"),
    ("Zoé <z@a.test>, Luc <l@b.test>", "Bonjour Zoé et Luc,"),
    ("Pilar <p@a.test>, Juan <j@b.test>", "Hola Pilar y Juan:"), ("Ugo <u@a.test>, Ivo <i@b.test>", "Cari Ugo e Ivo,"),
    ("Kees <k@a.test>, Mia <m@b.test>", "Beste Kees en Mia,"),
    ("Ola <o@a.test>, Jan <j@b.test>", "Cześć Ola i Janie, Jan,"),
    ("Rita <r@a.test>, Rui <s@b.test>", "Olá Rita e Rui,"),
  ])
  func peopleWhoAreGreetedTogetherGetANote(_ to: String, _ greeting: String) {
    let text = "\(greeting)\r\n\r\nmorgen um zehn."
    #expect(findings(to, text).map(\.severity) == [.note])
    #expect(findings(to, text).first?.remedy == nil)
    #expect(findings(to, text, .newsletter).map(\.severity) == [.error])
  }

  @Test(arguments: [
    ("Ute Brand <u.brand@a.test>, Jan Roth <jan@b.test>", "Sehr geehrte Damen und Herren,"),
    ("Ute Brand <u.brand@a.test>, Jan Roth <jan@b.test>", "Hallo Ute,"),
    ("Frau Brand <b@a.test>, Frau Roth <r@b.test>", "Liebe Frau Kollegin, liebe Frau Nachbarin,"),
    ("Ute Brand <u.brand@a.test>, Uwe Brand <uwe@b.test>", "Hallo Brand,"),
    ("Ute <ute@a.test>, Jan <jan@b.test>", "Liebe Nachbarn,\r\n\r\nam Samstag\r\nkommen Ute und Jan."),
    ("Ute <u@a.test>, Jan <j@b.test>, Bo <b@c.test>, Cem <c@d.test>, Eva <e@e.test>", "Hallo Ute, Jan, Bo, Cem, Eva,"),
  ])
  func othersAreAnOpenList(_ to: String, _ text: String) {
    #expect(findings(to, text).map(\.severity) == [.error])
  }
}
