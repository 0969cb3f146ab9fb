import MailSyntax
import Policy
import Testing

@testable import Linting

/// Every rule about words, in every language that it has: a sentence that provides what is owed, or says what must not
/// be said.
@Suite struct LanguageTests {
  struct Row: Sendable, CustomTestStringConvertible {
    let rule: RuleID
    let language: String
    let mailClass: MailClass
    let text: String
    /// Whether the sentence is a hit; else it is what keeps the rule quiet.
    let isHit: Bool
    /// What the mail says in both cases.
    var base = "Xyz."
    var testDescription: String { "\(rule) \(language)" }
  }

  static let languages = ["de", "en", "es", "fr", "it", "nl", "pl", "pt"]

  private static func rows(
    _ rule: RuleID, _ mailClass: MailClass, isHit: Bool = false, base: [String] = [], _ texts: [String]
  ) -> [Row] {
    zip(languages, texts).enumerated().map { index, pair in
      Row(
        rule: rule, language: pair.0, mailClass: mailClass, text: pair.1, isHit: isHit,
        base: base.isEmpty ? "Xyz." : base[index])
    }
  }

  static let all: [Row] =
    rows("unsubscribe/missing", .newsletter, [
      "Newsletter abbestellen: https://b.test/9", "Unsubscribe: https://b.test/9", "Darse de baja: https://b.test/9",
      "Se désabonner : https://b.test/9", "Cancella l'iscrizione: https://b.test/9",
      "Uitschrijven voor de nieuwsbrief: https://b.test/9", "Wypisz się z newslettera: https://b.test/9",
      "Cancelar inscrição: https://b.test/9",
    ])
    + rows("reason/missing", .newsletter, [
      "Sie erhalten diese E-Mail, weil Sie sich angemeldet haben.", "You receive this email because you signed up.",
      "Recibes este correo porque te has suscrito a nuestro boletín.",
      "Vous recevez cet e-mail car vous êtes inscrit à notre newsletter.",
      "Ricevi questa e-mail perché ti sei iscritto alla nostra newsletter.",
      "Je ontvangt deze e-mail omdat je je hebt ingeschreven.",
      "Otrzymujesz tę wiadomość, ponieważ zapisałeś się na nasz newsletter.",
      "Você está recebendo este e-mail porque se inscreveu em nosso site.",
    ])
    + rows("reason/source-missing", .firstContact, [
      "Ihre Adresse haben wir auf Ihrer Website gefunden.", "We found your address on your website.",
      "Hemos obtenido sus datos de su página web.", "Nous avons trouvé votre adresse sur votre site.",
      "Abbiamo trovato il suo indirizzo sul suo sito.", "Wij hebben uw gegevens via uw website verkregen.",
      "Państwa dane pozyskaliśmy z publicznie dostępnych źródeł.", "Encontramos o seu contato no seu site.",
    ])
    + rows("reason/weak", .newsletter, isHit: true, [
      "Sie erhalten diese E-Mail, weil Ihre Website öffentlich zugänglich ist.",
      "You receive this because your website is publicly accessible.",
      "Recibe este correo porque podría interesarle.",
      "Vous recevez cet e-mail d'un partenaire commercial.",
      "Riceve questa e-mail perché potrebbe interessarle.",
      "U ontvangt deze e-mail omdat uw adres openbaar toegankelijk is.",
      "Otrzymujesz tę wiadomość, ponieważ może zainteresować Twoją firmę.",
      "Recebe este e-mail porque possa interessar.",
    ])
    + rows("duties/rights-missing", .firstContact, [
      "Sie können widersprechen und Ihre Daten berichtigen oder löschen lassen.",
      "You can object, and have your data corrected or erased: rectification costs nothing.",
      "Tiene derecho de oposición, rectificación y supresión.",
      "Vous avez un droit d'opposition, de rectification et d'effacement.",
      "Ha diritto di opposizione, rettifica e cancellazione.",
      "U kunt bezwaar maken en uw gegevens laten corrigeren of verwijderen.",
      "Mają Państwo prawo sprzeciwu, sprostowania i usunięcia danych.",
      "Tem direito de oposição, retificação e eliminação.",
    ])
    + rows("duties/access-missing", .firstContact, [
      "Auskunft über Ihre Daten geben wir gern.", "Ask us for a copy of your data.", "Tiene derecho de acceso.",
      "Vous avez un droit d'accès.", "Ha diritto di accesso ai dati.", "U heeft recht op inzage.",
      "Mają Państwo prawo dostępu do danych.", "Tem direito de acesso aos dados.",
    ])
    + rows("duties/stored-data-unstated", .consentRequest, [
      "Wir speichern nur Ihre E-Mail-Adresse.", "We store your e-mail address only.", "Guardamos solo su correo.",
      "Nous conservons uniquement votre adresse.", "Conserviamo solo il suo indirizzo.",
      "Wij bewaren alleen uw e-mailadres.",
      "Przechowujemy tylko Twój adres.", "Guardamos apenas o seu e-mail.",
    ])
    + rows("duties/stored-data-unstated", .consentRequest, [
      "Gespeichert sind Ihr Name und Ihre Adresse.", "We store name and e-mail address.",
      "Se guardan su nombre y su correo.", "Sont conservés votre nom et votre adresse.",
      "Sono memorizzati nome e indirizzo.", "Opgeslagen worden naam en adres.", "Przechowywane są imię i adres.",
      "São guardados o nome e o e-mail.",
    ])
    + rows("wording/refusal-harder", .consentRequest, [
      "Tun Sie einfach nichts.", "You don't need to do anything.", "Si no quiere, no haga nada.", "Ne faites rien.",
      "Altrimenti non faccia nulla.", "Doe dan niets.", "Nic nie rób.", "Então não faças nada.",
    ])
    + rows("duties/legitimate-interest-unstated", .firstContact, [
      "Rechtsgrundlage ist unser berechtigtes Interesse.", "The legal basis is our legitimate interest.",
      "La base jurídica es nuestro interés legítimo.", "La base légale est notre intérêt légitime.",
      "La base giuridica è il legittimo interesse.", "De grondslag is ons gerechtvaardigd belang.",
      "Podstawą prawną jest nasz prawnie uzasadniony interes.", "A base legal é o nosso interesse legítimo.",
    ])
    + rows("duties/tracked-facts-unstated", .consentRequest, base: [
      "Stimmen Sie dem Tracking zu?", "May we use tracking?", "¿Acepta el seguimiento?", "Acceptez-vous le suivi ?",
      "Accetta il tracciamento?", "Mogen wij dit meten?", "Czy zgadzasz się na śledzenie?", "Aceita o rastreamento?",
    ], [
      "Wir sehen, ob Sie sie öffnen und was Sie anklicken.", "We see whether you open it and what you click.",
      "Vemos la apertura y los clics.", "Nous voyons l'ouverture et les clics.", "Vediamo l'apertura e i clic.",
      "We zien of u de mail opent en waar u klikt.", "Widzimy otwarcia i kliknięcia.", "Vemos a abertura e os cliques.",
    ])
    + rows("duties/privacy-link-missing", .firstContact, [
      "<a href=\"https://b.test/9\">Datenschutzerklärung</a>", "<a href=\"https://b.test/9\">Privacy notice</a>",
      "<a href=\"https://b.test/9\">Política de privacidad</a>",
      "<a href=\"https://b.test/9\">Politique de confidentialité</a>",
      "<a href=\"https://b.test/9\">Informativa sulla privacy</a>",
      "<a href=\"https://b.test/9\">Privacyverklaring</a>",
      "<a href=\"https://b.test/9\">Polityka prywatności</a>",
      "<a href=\"https://b.test/9\">Política de privacidade</a>",
    ])
    + rows("identity/imprint-missing", .newsletter, [
      "Beispiel GmbH, HRB 4711, Amtsgericht Berlin", "Registered in England, company number 4711",
      "Aviso legal: calle Mayor 1", "Siège social : 1 rue de la Paix", "Sede legale: via Roma 1, P. IVA 4711",
      "KvK 4711, postbus 1", "NIP 4711, ul. Długa 1", "CNPJ 4711, rua Direita 1",
    ])
    + rows("unsubscribe/login-required", .newsletter, isHit: true, [
      "Bitte loggen Sie sich ein, um den Newsletter abzubestellen.", "Please log in to unsubscribe.",
      "Inicie sesión para darse de baja.", "Connectez-vous pour vous désinscrire.",
      "Accedi al tuo account per disiscriverti.", "Log in om u uit te schrijven: uitschrijven kan daar.",
      "Zaloguj się, aby się wypisać.", "Faça login para cancelar.",
    ])
    + rows("wording/pressure", .newsletter, isHit: true, [
      "Wenn Sie nicht zustimmen, müssen wir handeln. Die Frist läuft um 0 Uhr ab.",
      "If you do not confirm, your account will be deleted. This is your last reminder.",
      "Si no confirma, su cuenta será eliminada. Es el último aviso.",
      "Sinon, votre compte sera supprimé. Dernier rappel.",
      "Se non confermi, il tuo account verrà eliminato. Ultimo avviso.",
      "Anders wordt uw account verwijderd. Laatste herinnering.",
      "Jeśli nie potwierdzisz, konto zostanie usunięte. Ostatnie przypomnienie.",
      "Se não confirmar, sua conta será excluída. Último aviso.",
    ])
    + rows("wording/pressure", .consentRequest, isHit: true, [
      "Wenn Sie nicht bis zum 30. Mai zustimmen, können wir Sie nicht mehr betreuen.",
      "Unless you agree by 30 May, we will close your account.",
      "Si antes del 30 de mayo no acepta, cerraremos su cuenta.",
      "Sans votre accord avant le 30 mai, votre compte sera supprimé.",
      "Se entro il 30 maggio non conferma, chiuderemo il Suo profilo.",
      "Zonder uw toestemming voor of uiterlijk op 30 mei wordt uw account verwijderd.",
      "Jeśli do końca maja nie potwierdzisz, konto zostanie usunięte przed północy.",
      "Se até as 18 horas não confirmar, a sua conta será encerrada.",
    ])
    + rows("wording/refusal-harder", .consentRequest, [
      "Nein danke: https://b.test/9", "No thanks: https://b.test/9", "No, gracias; rechazar: https://b.test/9",
      "Non merci : https://b.test/9", "No grazie: https://b.test/9", "Nee bedankt: https://b.test/9",
      "Nie, dziękuję: https://b.test/9", "Não aceito: https://b.test/9",
    ])
    + rows("wording/advertising-in-first-contact", .firstContact, isHit: true, [
      "Jetzt bestellen und sparen!", "Order now and save!", "¡Compre ahora con descuento!",
      "Profitez maintenant d'une remise !", "Acquista ora con lo sconto!", "Bestel nu met korting!",
      "Kup teraz z rabatem!", "Compre agora com desconto!",
    ])

  @Test(arguments: all) func recognises(_ row: Row) {
    func hits(_ text: String) -> Int {
      let message = Samples.message(html: "<p>\(row.base)</p><p>\(text)</p>", subject: "Xyz")
      return Samples.findings(message, Samples.context(mailClass: row.mailClass), rule: row.rule).count
    }
    // A plain address is a link in plain text alone.
    func plainHits(_ text: String) -> Int {
      let message = Samples.message(text: "\(row.base)\r\n\r\n\(text)", subject: "Xyz")
      return Samples.findings(message, Samples.context(mailClass: row.mailClass), rule: row.rule).count
    }
    let count = row.text.contains("<a ") ? hits : plainHits
    #expect(count("Xyz.") == (row.isHit ? 0 : 1))
    #expect(count(row.text) == (row.isHit ? 1 : 0))
  }

  /// A rule with phrases has them in all languages, and a row here for each. Rules about attached files are tested by
  /// their fixtures, as their names are what differs.
  @Test func everyRuleSpeaksEveryLanguage() {
    let groups = ["unsubscribe/", "reason/", "duties/", "wording/", "identity/imprint"]
    let covered = Dictionary(grouping: Self.all, by: \.rule).mapValues { Set($0.map(\.language)) }
    let exempt: Set<RuleID> = [
      "wording/bundling", "wording/change-unstated", "reason/hidden", "unsubscribe/dead-link", "unsubscribe/hidden",
      "unsubscribe/noreply",
    ]
    let rules = RulePacks.builtIn.filter { rule in
      groups.contains { rule.id.description.hasPrefix($0) } && rule.check != .listUnsubscribe && rule.check != .oneClick
    }
    #expect(rules.count > 15)
    for rule in rules where !rule.phrases.isEmpty {
      for (name, phrases) in rule.phrases {
        #expect(Set(phrases.keys) == Set(Self.languages), "\(rule.id) \(name)")
      }
      if !exempt.contains(rule.id) { #expect(covered[rule.id] == Set(Self.languages), "\(rule.id)") }
    }
  }
}
