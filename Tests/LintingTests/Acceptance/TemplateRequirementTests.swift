import MailContent
import MailSyntax
import Policy
import Testing

@testable import Linting

/// Row 3.30 of the requirements: what a template is told in CI, the messages made from it are told at the gateway, by
/// the same rule, in whatever language they are written.
@Suite struct TemplateRequirementTests {
  struct Texts: Sendable {
    let language, reason, unsubscribe: String
  }

  private static let texts = [
    Texts(
      language: "de", reason: "Sie erhalten diesen Newsletter, weil Sie sich angemeldet haben.", unsubscribe: "Abmelden"
    ),
    Texts(language: "en", reason: "You receive this newsletter because you subscribed.", unsubscribe: "Unsubscribe"),
    Texts(
      language: "fr", reason: "Vous recevez cet e-mail car vous êtes inscrit à notre lettre.",
      unsubscribe: "Se désabonner"),
    Texts(
      language: "es", reason: "Recibes este correo porque te suscribiste al boletín.", unsubscribe: "Darse de baja"),
    Texts(language: "it", reason: "Ricevi questa e-mail perché ti sei iscritto.", unsubscribe: "Annulla l’iscrizione"),
    Texts(language: "nl", reason: "U ontvangt deze e-mail omdat u zich hebt aangemeld.", unsubscribe: "Afmelden"),
    Texts(
      language: "pl", reason: "Otrzymujesz tę wiadomość, ponieważ zapisałeś się na listę.", unsubscribe: "Wypisz się"),
    Texts(language: "pt", reason: "Você recebe este e-mail porque se inscreveu.", unsubscribe: "Cancelar inscrição"),
  ]
  private static let owed: [RuleID] = ["unsubscribe/missing", "reason/missing", "tracking/pixel"]
  private static let pixel = "<img src=\"https://t.beispiel.test/open.gif?id=9f3a77c1d2\" width=\"1\" height=\"1\">"

  private func rules(template html: String) -> Set<RuleID> {
    let octets = Array(html.utf8)
    let judgement = Judge.judge(
      template: octets, reading: Reading(template: octets, format: .html),
      context: Samples.context(mailClass: .newsletter), linter: Samples.linter)
    return Set(judgement.findings.filter { $0.severity >= .warning }.map(\.rule)).intersection(Self.owed)
  }

  private func rules(message html: String) -> Set<RuleID> {
    let found = Samples.findings(Samples.message(html: html), Samples.context(mailClass: .newsletter))
    return Set(found.filter { $0.severity >= .warning }.map(\.rule)).intersection(Self.owed)
  }

  @Test(arguments: texts)
  func `3.30 template and message are told the same by the same rules`(_ texts: Texts) {
    let bare = "<p>{{ name }}</p>\(Self.pixel)"
    #expect(rules(template: bare) == Set(Self.owed))
    #expect(rules(message: bare.replacing("{{ name }}", with: "Anna")) == Set(Self.owed))
    let link = "<a href=\"https://beispiel.test/u?t=1\">\(texts.unsubscribe)</a>"
    let whole = "<p>{{ name }}</p><p>\(texts.reason)</p>\(link)"
    #expect(rules(template: whole).isEmpty, "\(texts.language)")
    #expect(rules(message: whole.replacing("{{ name }}", with: "Anna")).isEmpty, "\(texts.language)")
  }
}
