import MailContent
import MailSyntax
import Policy
import Testing

@testable import Linting

/// Mail that carries out a contract, requests to confirm, and what programs report.
@Suite struct BusinessWordsTests {
  typealias Mail = (language: String, from: String, subject: String, text: String)

  static let transactional: [Mail] = [
    ("de", "Optik Reuter <termine@beispiel.test>", "Ihr Termin", "Guten Tag, wir sehen uns am 4. Mai um 10 Uhr."),
    ("de", "Verein <kasse@beispiel.test>", "Beitrag", "Liebe Petra, anbei erhältst du die Rechnung für das Jahr."),
    ("de", "Werkstatt <info@beispiel.test>", "Ihr Rad", "Guten Tag, Ihr Rad ist zur Abholung bereit. 48 Euro."),
    ("de", "Forum <post@beispiel.test>", "Willkommen", "Bitte bestätige deine Adresse, damit dein Konto aktiv wird."),
    ("de", "Verlag <info@beispiel.test>", "Änderung unserer AGB", "Ab Mai gilt eine neue Frist in Abschnitt 4."),
    ("en", "Garage <reminders@beispiel.test>", "Your MOT is due", "Dear Mr Hale, please ring us to arrange it."),
    ("en", "Hosting <post@beispiel.test>", "Card", "We couldn't charge your card. Please update it by Friday."),
    ("en", "Desk <support@beispiel.test>", "[Ticket #7] Printer", "An engineer will be with you on Monday."),
    (
      "fr", "Atelier <facturation@beispiel.test>", "Facture 118",
      "Bonjour, veuillez trouver ci-joint la facture de mai."
    ),
    ("es", "Clínica <citas@beispiel.test>", "Recordatorio", "Le recordamos su cita del lunes a las nueve."),
    ("it", "Comune <info@beispiel.test>", "Pratica 44", "La Sua pratica è stata accolta. Messaggio automatico."),
    ("nl", "Fietsen <info@beispiel.test>", "Fiets", "Uw racefiets staat voor u klaar in de winkel."),
    ("pl", "Gabinet <rejestracja@beispiel.test>", "Wizyta", "Przypominamy o wizycie w piątek o 9.00."),
    ("pt", "Clínica <consultas@beispiel.test>", "Lembrete", "Lembramos a sua consulta de terça-feira."),
  ]

  static let requests: [Mail] = [
    (
      "de", "Hofpost <hofpost@beispiel.test>", "Fast fertig",
      "Schön, dass du dich eingetragen hast. Bitte klick hier, um die Eintragung abzuschließen: https://hof.test/7"
    ),
    (
      "de", "Museum <post@beispiel.test>", "Möchten Sie weiterhin von uns hören?",
      "Ja: https://m.test/ja Nein: https://m.test/nein"
    ),
    ("en", "Loom <news@beispiel.test>", "One more step", "Please follow this link to confirm: https://loom.test/7"),
    (
      "en", "Club <club@beispiel.test>", "Staying in touch",
      "Do you still want to hear from us? Yes, keep me on the list: https://c.test/y"
    ),
    ("fr", "Théâtre <lettre@beispiel.test>", "Encore un clic", "Confirmez votre adresse : https://t.test/7"),
    (
      "es", "Olivo <noticias@beispiel.test>", "Falta un clic",
      "Has pedido la suscripción. Confírmalo aquí: https://o.test/7"
    ),
    (
      "it", "Sole <notizie@beispiel.test>", "Conferma",
      "Hai chiesto di iscriverti. Conferma il tuo indirizzo: https://s.test/7"
    ),
    ("nl", "Blok <nieuwsbrief@beispiel.test>", "Bevestig", "Bevestig je aanmelding: https://b.test/7"),
    ("pl", "Zioło <biuletyn@beispiel.test>", "Potwierdź zapis", "Potwierdź zapis: https://z.test/7"),
    ("pt", "Barro <noticias@beispiel.test>", "Confirmar", "Confirme a sua subscrição: https://b.test/7"),
  ]

  private func decide(_ mail: Mail, to: String = "anna@kunde.test") -> ClassDecision {
    Samples.decision(on: Samples.message(from: mail.from, to: to, text: mail.text, subject: mail.subject), to: [to])
  }

  @Test(arguments: transactional)
  func businessIsTransactional(_ mail: Mail) {
    let decision = decide(mail)
    #expect(decision.mailClass == .transactional, "\(mail.language) \(decision.evidence)")
  }

  @Test(arguments: requests)
  func requestsToAgreeAreKnown(_ mail: Mail) {
    let decision = decide(mail)
    #expect(decision.mailClass == .consentRequest, "\(mail.language) \(decision.evidence)")
  }

  @Test(arguments: [
    ("Erika <erika@beispiel.test>", "Rechnung", "Hallo Bo, welche Rechnung meinst du?"),
    ("Erika <erika@beispiel.test>", "Termin", "Passt Ihnen Dienstag?"),
    ("Erika <erika@beispiel.test>", "Factura de mayo", "Hola Luis, te falta la factura de mayo."),
    ("Service <support@beispiel.test>", "Hello", "I looked at the printer, it works again."),
  ])
  func oneWeakSignIsNotEnough(_ from: String, _ subject: String, _ text: String) {
    #expect(decide(("", from, subject, text)).mailClass == .personal)
  }

  @Test(arguments: ["root", "nagios", "zabbix", "wordpress", "scanner"])
  func programsThatReportToTheirOwnersAreSystem(_ name: String) {
    let mail = ("", "\(name)@beispiel.test", "Backup", "Done. Newsletter: 8.1 to 8.2")
    #expect(decide(mail, to: "admin@beispiel.test").mailClass == .system)
    #expect(decide(mail).mailClass == .transactional)
  }

  @Test func everyLanguageHasBoth() {
    #expect(Set(Self.transactional.map(\.language)) == Set(LanguageTests.languages))
    #expect(Set(Self.requests.map(\.language)) == Set(LanguageTests.languages))
  }
}
