import MailContent
import MailSyntax
import Policy
import Testing

@testable import Linting

/// Reasons in no set words, in mail that is called by its sender or subject, and sentences made alike that give none.
@Suite struct ReasonSentencesTests {
  typealias Mail = (language: String, name: String, text: String)

  static let reasons: [Mail] = [
    ("de", "Torfpost", "Die Torfpost kommt zu Ihnen, nachdem Sie beim Moortag Ja gesagt haben."),
    ("de", "Torfpost", "Du stichst mit uns Torf, darum bekommst du die Torfpost."),
    ("de", "Pegel", "Diese Info erhalten alle Anlieger des Kanals."),
    ("en", "Quarry Notes", "You get Quarry Notes because you picked it when you joined the climbing hall."),
    ("en", "Quarry Notes", "Your boat lies in our dock, that's why Quarry Notes comes your way."),
    ("fr", "La Vanne", "En tant que riverain, vous lisez La Vanne chaque saison."),
    ("es", "La Compuerta", "Usted recibe La Compuerta como vecino del canal."),
    ("it", "La Chiusa", "Questa lettera va a tutti i soci del circolo."),
    ("nl", "Sluispost", "Als bewoner van de kade krijgt u de Sluispost."),
    ("pl", "Śluza", "Listy ze Śluzy: ten list wysyłamy do wszystkich członków klubu."),
    ("pt", "A Comporta", "Recebe A Comporta como morador da margem."),
  ]

  /// Questions, conditions and offers; what belongs to what the mail tells; what may be passed on.
  static let others: [Mail] = [
    ("de", "Torfpost", "Haben Sie schon unseren Katalog angefordert? Er kostet nichts."),
    ("de", "Torfpost", "Haben Sie sich für den Moortag angemeldet, bringen Sie bitte Stiefel mit."),
    ("de", "Torfpost", "Wenn Sie die Torfpost nicht bestellt haben, melden Sie sich bei uns."),
    ("de", "Torfpost", "Wer drei Säcke bestellt, bekommt den vierten geschenkt."),
    ("de", "Torfpost", "Leiten Sie diesen Brief gern an alle weiter, die im Moor wandern."),
    ("en", "Quarry Notes", "Have you booked your place on the rope yet?"),
    ("en", "Quarry Notes", "If you joined before May, your card is at the desk."),
    ("fr", "La Vanne", "Avez-vous déjà réservé votre barque ?"),
    ("es", "La Compuerta", "¿Ya se ha apuntado a la merienda?"),
    ("it", "La Chiusa", "Ha già prenotato la visita?"),
    ("nl", "Sluispost", "Hebt u al kaarten besteld voor de vaart?"),
    ("pl", "Śluza", "Czy zapisała się już Pani na rejs?"),
    ("pt", "A Comporta", "Já se inscreveu no passeio?"),
  ]

  private func isStated(_ mail: Mail) -> Bool {
    let message = Samples.message(text: mail.text, subject: mail.name)
    return Samples.findings(message, Samples.context(mailClass: .newsletter), rule: "reason/missing").isEmpty
  }

  @Test(arguments: reasons)
  func areStated(_ mail: Mail) { #expect(isStated(mail), "\(mail.language)") }

  @Test(arguments: others)
  func areNone(_ mail: Mail) { #expect(!isStated(mail), "\(mail.language)") }

  @Test func everyLanguageHasBoth() {
    #expect(Set(Self.reasons.map(\.language)) == Set(LanguageTests.languages))
    #expect(Set(Self.others.map(\.language)) == Set(LanguageTests.languages))
  }

  /// What the reader did is told of the mailing beside the way out, and of something else in another paragraph.
  @Test func besideTheWayOut() {
    let beside = "Guten Tag,\n\nes blüht.\n\nSie haben am Stand unterschrieben. Abmelden: https://a.test/u"
    #expect(isStated(("de", "Mai", beside)))
    #expect(!isStated(("de", "Mai", "Guten Tag,\n\nSie haben Minze gewünscht.\n\nAbmelden: https://a.test/u")))
  }
}
