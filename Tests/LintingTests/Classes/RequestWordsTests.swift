import MailContent
import MailSyntax
import Policy
import Testing

@testable import Linting

/// Requests to agree to mail which do not speak of a newsletter, and mail that asks for another consent.
@Suite struct RequestWordsTests {
  typealias Mail = (language: String, subject: String, text: String)

  static let requests: [Mail] = [
    ("de", "Waren Sie das?", """
      Diese Adresse wurde auf unserer Seite eingetragen. Wenn ja, klicken Sie auf diesen Link: https://b.test/7
      """),
    ("de", "Ihr Einverständnis", """
      Für die Zusendung unserer Einladungen fehlt uns noch Ihr Einverständnis: https://b.test/ja
      """),
    ("de", "Auswertung", """
      Du bekommst unseren Rundbrief. Wir möchten zählen, wer ihn liest. Dafür benötigen wir deine Zustimmung.

      Einverstanden: https://b.test/ja
      """),
    ("en", "One more click", "Someone entered this address for our concerts. If that was you: https://b.test/7"),
    ("en", "May we?", "We would like to send you news of the mill. For that we need your consent: https://b.test/y"),
    ("fr", "Dernière étape", """
      Votre adresse a été laissée sur notre site. Confirmez qu'elle est bien la vôtre : https://b.test/7
      """),
    ("fr", "Votre accord", "Pour vous envoyer nos dates, il nous faut votre accord : https://b.test/oui"),
    ("es", "Falta un paso", "Su dirección ha sido dejada en nuestra web. Confirme que es suya: https://b.test/7"),
    ("es", "Su autorización", "Para enviarle el boletín nos falta su autorización: https://b.test/si"),
    ("de", "Hofpost", "Diese Adresse wurde auf hof.test eingetragen. Ja, das war ich: https://b.test/7"),
    ("fr", "La lettre", "Vous confirmez que vous voulez la newsletter ? Oui, je confirme : https://b.test/oui"),
    ("es", "El boletín", "¿Confirma que desea el boletín? Sí, confirmo: https://b.test/si"),
    ("it", "Manca solo un clic", "Il Suo indirizzo è stato lasciato sul nostro sito: https://b.test/7"),
    ("it", "Il Suo consenso", "Per poterLe inviare gli inviti ci manca il Suo consenso: https://b.test/si"),
    ("nl", "Nog maar één klik", "Dit adres is ingevuld op onze site: https://b.test/7"),
    ("nl", "Uw toestemming", "Om u te mogen mailen vragen wij uw toestemming: https://b.test/ja"),
    ("pl", "Jeszcze jeden krok", "Ten adres podano na naszej stronie: https://b.test/7"),
    ("pl", "Zgoda", "Potrzebujemy Państwa zgody na wysyłanie biuletynu: https://b.test/tak"),
    ("pt", "Só falta um passo", "Este endereço foi indicado no nosso site: https://b.test/7"),
    ("pt", "O seu consentimento", """
      Para lhe enviar o boletim informativo precisamos do seu consentimento: https://b.test/sim
      """),
  ]

  /// Told by their make: a link that confirms, what happens without it, two links that answer.
  static let madeLikeRequests: [Mail] = [
    ("de", "Fast fertig", """
      Hallo, deine Anmeldung für die Deichpost liegt uns vor: https://d.test/deich/freischalten/4f5a
      Ohne deinen Klick löschen wir die Adresse.
      """),
    ("de", "Noch Interesse?", """
      Einladungen mailen wir nur noch, wenn Sie einverstanden sind.
      Ja: https://d.test/j/81ab
      Nein: https://d.test/n/81ab
      """),
    ("en", "Is it you?", """
      Somebody typed this address into our form. Please tap: https://d.test/activate/4f5a
      If it wasn't you, nothing happens.
      """),
    ("fr", "Votre choix", """
      Pouvons-nous vous écrire ?
      Oui : https://d.test/oui/81ab
      Non : https://d.test/non/81ab
      """),
    ("es", "Un momento", "Has pedido recibir avisos. Haz clic para confirmar: https://d.test/activar/4f5a"),
    ("it", "Ci siamo quasi", """
      Hai chiesto di ricevere gli avvisi. Attiva l'iscrizione: https://d.test/conferma/4f5a
      """),
    ("nl", "Uw keuze", "Mogen wij u blijven mailen?\nJa: https://d.test/ja/81ab\nNee: https://d.test/nee/81ab"),
    ("pl", "Ostatni krok", """
      Podała Pani ten adres. Prosimy kliknąć: https://d.test/potwierdz/4f5a
      Jeśli to nie Pani, prosimy zignorować.
      """),
    ("pt", "A sua escolha", """
      Podemos continuar a escrever-lhe?
      Sim: https://d.test/sim/81ab
      Não: https://d.test/nao/81ab
      """),
  ]

  /// Confirmed by a link or answered with yes and no as well.
  static let madeAlike: [Mail] = [
    ("de", "Wartung", "Wir kommen am Mittwoch. Passt das? Ja: https://d.test/ja/81ab Nein: https://d.test/nein/81ab"),
    ("de", "Widerruf", "Hiermit widerrufe ich meine Einwilligung, mir Mails zu schicken. Bitte bestätigen Sie das."),
    ("en", "Saturday", "Your table is kept until seven. Please confirm: https://d.test/table/confirm/4f5a"),
    ("fr", "Samedi", "Merci de confirmer votre visite : https://d.test/visite/confirmer/4f5a"),
    ("es", "Sábado", "Confirme su cita: https://d.test/cita/confirmar/4f5a"),
    ("it", "Sabato", "Confermi la visita: https://d.test/visita/conferma/4f5a"),
    ("nl", "Zaterdag", "Bevestig uw afspraak: https://d.test/afspraak/bevestig/4f5a"),
    ("pl", "Sobota", "Proszę potwierdzić wizytę: https://d.test/wizyta/potwierdz/4f5a"),
    ("pt", "Sábado", "Confirme a entrega: https://d.test/entrega/confirmar/4f5a"),
  ]

  /// Consent to a photo or an operation, addresses that a customer is asked for, a proof that is passed for print.
  static let others: [Mail] = [
    ("de", "Klassenfahrt", "Für die Fahrt fehlt uns noch Ihre Einwilligung. Die Liste: https://schule.test/fahrt"),
    ("de", "Freigabe", """
      Hallo Tom, im Newsletter steht jetzt der neue Text. Wir brauchen noch deine Zustimmung: \
      https://b.test/entwurf
      """),
    ("de", "Ihre Anschrift", """
      Bitte bestätigen Sie kurz Ihre Adresse, dann schicken wir den Schrank. Anfahrt: https://b.test/karte
      """),
    ("de", "Fundsache", "Waren Sie das, der gestern den Schirm vergessen hat? Unsere Zeiten: https://b.test/zeiten"),
    ("de", "Lieferung", "Ist Mittwoch recht? Ein Klick genügt, und Sie bestätigen die Adresse: https://b.test/ja"),
    ("en", "Odd message", "Somebody rang our bell at noon. Was that you? The photo: https://b.test/photo"),
    ("en", "Scan", "We need your consent for the scan on Friday. How to find us: https://b.test/map"),
    ("en", "Your delivery", """
      You asked for a quote. Please confirm your address, so that we can come: https://b.test/map
      """),
    ("fr", "Sortie", "Il nous manque votre autorisation pour la sortie : https://ecole.test/sortie"),
    ("es", "Operación", "Necesitamos su consentimiento para la operación: https://clinica.test/mapa"),
    ("it", "Gita", "Ci serve il Suo consenso per la gita di maggio: https://scuola.test/gita"),
    ("nl", "Schoolreis", "Wij vragen uw toestemming voor de schoolreis: https://school.test/reis"),
    ("pl", "Wycieczka", "Prosimy o zgodę na wycieczkę: https://szkola.test/mapa"),
    ("pt", "Passeio", "Precisamos do seu consentimento para o passeio: https://escola.test/mapa"),
  ]

  private func decide(_ mail: Mail) -> ClassDecision {
    let message = Samples.message(text: mail.text, subject: mail.subject)
    return ClassDecider.decide(.message(message), reading: Reading(of: message), context: Samples.context())
  }

  @Test(arguments: requests + madeLikeRequests)
  func requestsAreKnown(_ mail: Mail) {
    let decision = decide(mail)
    #expect(decision.mailClass == .consentRequest, "\(mail.language) \(decision.evidence)")
  }

  @Test(arguments: others)
  func otherConsentIsNone(_ mail: Mail) {
    let decision = decide(mail)
    #expect(decision.mailClass == .personal, "\(mail.language) \(decision.evidence)")
  }

  @Test(arguments: madeAlike)
  func otherAnswersAreNone(_ mail: Mail) {
    let decision = decide(mail)
    #expect(decision.mailClass != .consentRequest, "\(mail.language) \(decision.evidence)")
  }

  /// What is asked for is the reason.
  @Test(arguments: madeLikeRequests)
  func whatIsAskedIsAReason(_ mail: Mail) {
    let message = Samples.message(text: mail.text, subject: "Xyz")
    #expect(Samples.findings(message, Samples.context(mailClass: .consentRequest), rule: "reason/missing").isEmpty)
  }

  @Test func everyLanguageHasBoth() {
    #expect(Set(Self.madeLikeRequests.map(\.language)) == Set(LanguageTests.languages))
    #expect(Set(Self.madeAlike.map(\.language)) == Set(LanguageTests.languages))
    #expect(Set(Self.requests.map(\.language)) == Set(LanguageTests.languages))
    #expect(Set(Self.others.map(\.language)) == Set(LanguageTests.languages))
  }

  /// Who is asked learns how the address came to be there.
  @Test(arguments: requests.filter { $0.text.contains("/7") && !$0.text.contains("concerts") })
  func howTheAddressCameIsAReason(_ mail: Mail) {
    let message = Samples.message(text: mail.text, subject: "Xyz")
    #expect(Samples.findings(message, Samples.context(mailClass: .consentRequest), rule: "reason/missing").isEmpty)
  }
}
