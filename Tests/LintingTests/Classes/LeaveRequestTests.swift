import MailContent
import MailSyntax
import Policy
import Testing

@testable import Linting

/// Requests for leave: to publish pictures, to keep data, to write, to measure; and questions made alike.
@Suite struct LeaveRequestTests {
  typealias Mail = (language: String, subject: String, text: String)

  static let requests: [Mail] = [
    ("de", "Regatta", "Auf den Fotos ist Ihr Sohn zu sehen. Dürfen wir sie auf unserer Website veröffentlichen?"),
    ("de", "Ihre Bewerbung", """
      Ihre Bewerbung kam leider zu spät. Wären Sie einverstanden, dass wir sie noch ein Jahr aufbewahren?
      """),
    ("de", "Hafenpost", "Unser Rundbrief kommt jeden Monat. Dürfen wir ihn Ihnen schicken?"),
    ("en", "Regatta", "We would like your permission to use the pictures of the race on our website."),
    ("en", "Your application", "With your permission we will keep your application for another year."),
    ("en", "Harbour post", "Our bulletin comes out every month. Are you happy for us to send it to you?"),
    ("en", "One question", "Do you agree that we record whether you open our letters?"),
    ("fr", "Régate", "Nous sollicitons votre autorisation de publier les photos de la course sur notre site."),
    ("fr", "Candidature", "Avec votre accord, nous garderions votre dossier un an de plus."),
    ("fr", "La lettre du port", "Notre bulletin paraît chaque mois. Acceptez-vous de le recevoir ?"),
    ("es", "Regata", "Pedimos su permiso para publicar las fotos de la carrera en nuestra web."),
    ("es", "Candidatura", "Con su permiso conservaremos sus datos otro año."),
    ("es", "El boletín", "¿Acepta recibir nuestro boletín del puerto?"),
    ("it", "Regata", "Chiediamo la sua autorizzazione a pubblicare le foto della gara sul nostro sito."),
    ("it", "Candidatura", "Se è d'accordo, conserveremo i suoi dati ancora un anno."),
    ("it", "Il bollettino", "Il nostro bollettino esce ogni mese. Accetta di riceverlo?"),
    ("nl", "Regatta", "Wij vragen uw toestemming om de foto's van de wedstrijd op onze site te plaatsen."),
    ("nl", "Sollicitatie", "Met uw toestemming bewaren wij uw gegevens nog een jaar."),
    ("nl", "Havenpost", "Gaat u ermee akkoord dat wij u elke maand onze nieuwsbrief sturen?"),
    ("pl", "Regaty", "Prosimy o zgodę na opublikowanie zdjęć z wyścigu na naszej stronie."),
    ("pl", "Rekrutacja", "Za Pani zgodą zachowamy Pani dane jeszcze przez rok."),
    ("pl", "Poczta portowa", "Czy zgadzają się Państwo na otrzymywanie naszego biuletynu?"),
    ("pt", "Regata", "Pedimos a sua autorização para publicar as fotografias da prova no nosso site."),
    ("pt", "Candidatura", "Se concordar, guardaremos os seus dados mais um ano."),
    ("pt", "O boletim", "O nosso boletim sai todos os meses. Aceita recebê-lo?"),
  ]

  /// Other things that people agree to: a date, a contract, papers that are kept for a day, a customer's own pictures.
  static let others: [Mail] = [
    ("de", "Ihre Bilder", "Sind Sie einverstanden, dass wir die Bilder erst am Montag hochladen?"),
    ("de", "Unterlagen", "Dürfen wir Ihre Unterlagen bis Montag behalten?"),
    ("de", "Steg", "Wenn Sie einverstanden sind, schicken wir Ihnen am Montag den Vertrag."),
    ("en", "Your pictures", "Are you happy for us to deliver the pictures on Monday?"),
    ("en", "Papers", "May we keep your documents until Monday?"),
    ("en", "Jetty", "If you agree, we will send you the contract on Monday."),
    ("fr", "Vos photos", "Êtes-vous d'accord pour que nous livrions les photos lundi ?"),
    ("fr", "Ponton", "Si vous êtes d'accord, nous vous enverrons le contrat lundi."),
    ("es", "Sus fotos", "¿Está de acuerdo con que entreguemos las fotos el lunes?"),
    ("es", "Muelle", "Si está de acuerdo, le enviaremos el contrato el lunes."),
    ("it", "Le sue foto", "È d'accordo se consegniamo le foto lunedì?"),
    ("it", "Molo", "Se è d'accordo, le invieremo il contratto lunedì."),
    ("nl", "Uw foto's", "Vindt u het goed dat wij de foto's maandag leveren?"),
    ("nl", "Steiger", "Als u akkoord gaat, sturen wij u maandag het contract."),
    ("pl", "Zdjęcia", "Czy zgadzają się Państwo, abyśmy oddali zdjęcia w poniedziałek?"),
    ("pl", "Pomost", "Jeśli Państwo się zgadzają, wyślemy umowę w poniedziałek."),
    ("pt", "As suas fotos", "Está de acordo que entreguemos as fotos na segunda-feira?"),
    ("pt", "Cais", "Se concordar, enviamos-lhe o contrato na segunda-feira."),
  ]

  private func decide(_ mail: Mail) -> ClassDecision {
    let message = Samples.message(text: mail.text, subject: mail.subject)
    return ClassDecider.decide(.message(message), reading: Reading(of: message), context: Samples.context())
  }

  @Test(arguments: requests)
  func requestsAreKnown(_ mail: Mail) {
    let decision = decide(mail)
    #expect(decision.mailClass == .consentRequest, "\(mail.language) \(decision.evidence)")
  }

  @Test(arguments: others)
  func othersAreNone(_ mail: Mail) {
    let decision = decide(mail)
    #expect(decision.mailClass != .consentRequest, "\(mail.language) \(decision.evidence)")
  }

  /// What leave is asked for is why the mail comes.
  @Test(arguments: requests)
  func whatIsAskedIsAReason(_ mail: Mail) {
    let message = Samples.message(text: mail.text, subject: "Xyz")
    #expect(Samples.findings(message, Samples.context(mailClass: .consentRequest), rule: "reason/missing").isEmpty)
  }

  /// A reader is asked to answer "I agree"; who writes that they agree asks for nothing.
  @Test func anAnswerIsNoRequest() {
    let asked = "If you agree, we will keep your application for a year. Just reply: I agree."
    #expect(decide(("en", "Your application", asked)).mailClass == .consentRequest)
    let given = "Good morning. I agree to all of that. If you agree, keep your copy of my data."
    #expect(decide(("en", "Application", given)).mailClass == .personal)
  }

  @Test func everyLanguageHasBoth() {
    #expect(Set(Self.requests.map(\.language)) == Set(LanguageTests.languages))
    #expect(Set(Self.others.map(\.language)) == Set(LanguageTests.languages))
  }
}
