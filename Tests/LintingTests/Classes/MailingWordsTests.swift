import MailContent
import MailSyntax
import Policy
import Testing

@testable import Linting

/// Advertising without the fields of mass mail, and what people write about advertising.
@Suite struct MailingWordsTests {
  typealias Mail = (language: String, subject: String, text: String)

  static let mailings: [Mail] = [
    ("de", "Herbstfest im Hofladen", """
      Liebe Kundinnen und Kunden, am Samstag gibt es Kürbisse zum halben Preis. Ihr erhaltet diese Mail, weil ihr euch im \
      Laden eingetragen habt. Kein Interesse mehr? Schreibt uns kurz.
      """),
    ("de", "Zwei Pizzen, ein Preis", "Nur heute: 2 für 1 auf alle Pizzen! Jetzt bestellen: https://pizza.test/"),
    ("de", "Neues aus dem Atelier", """
      Im März öffnen wir wieder. Du bekommst diese Nachricht, weil du unseren Rundbrief abonniert hast. Du möchtest dich \
      austragen? https://atelier.test/weg/7
      """
    ),
    (
      "de", "Kursprogramm", "Die neuen Kurse sind da.\n\nWenn Sie keine Post mehr von uns möchten: https://vhs.test/x/1"
    ),
    ("en", "Half-price frames", "Half price on all frames, this week only. Book your place now: https://frames.test/"),
    ("en", "Spring at the nursery", """
      Dear customers, the tulips are in. You are getting this because you signed up at the till. Rather not hear from us? \
      https://nursery.test/stop/3
      """),
    ("fr", "Deux cafés pour le prix d'un", """
      Cette semaine seulement : deux cafés pour le prix d'un. Venez nous voir ! Livraison offerte dès 20 euros.
      """),
    ("fr", "Nouvelles du théâtre", """
      Chers amis, la saison commence. Vous recevez ce message car vous êtes inscrit à notre lettre. Pour ne plus recevoir \
      nos messages : https://theatre.test/stop
      """
    ),
    (
      "es", "2 por 1 en gafas",
      "Solo hoy: 2 por 1 en gafas de sol. ¡Te esperamos en la tienda! Compra ahora: https://gafas.test/"
    ),
    (
      "es", "Noticias del museo",
      """
      Queridos amigos, abrimos una sala nueva. Recibes este correo porque te has apuntado en la taquilla. Si no deseas \
      recibir más correos: https://museo.test/fin
      """),
    ("it", "Due al prezzo di una", "Solo oggi: due al prezzo di una. Prezzi scontati in negozio. Vieni a trovarci!"),
    ("it", "Novità dalla biblioteca", """
      Gentili lettori, il catalogo è online. Ricevete questa mail perché siete iscritti alla biblioteca. Per non ricevere \
      più i nostri messaggi: https://biblio.test/no
      """),
    ("nl", "Halve prijs", "Alleen vandaag: twee taarten voor de halve prijs. Bestel nu: https://taart.test/"),
    ("nl", "Nieuws van de tuin", """
      Beste leden, het seizoen begint. Je ontvangt deze mail omdat je lid bent. Wil je geen mails meer ontvangen? \
      https://tuin.test/stop
      """
    ),
    (
      "pl", "Dwa w cenie jednego",
      "Tylko dziś: dwa w cenie jednego. Zapraszamy do sklepu! Kup teraz: https://sklep.test/"
    ),
    (
      "pl", "Nowości z teatru",
      """
      Drodzy przyjaciele, zaczynamy sezon. Otrzymujesz tę wiadomość, ponieważ zapisałaś się w kasie. Jeśli nie chcesz \
      otrzymywać naszych wiadomości: https://teatr.test/stop
      """),
    ("pt", "Leve 2, pague 1", "Só hoje: leve 2 pague 1 em todos os vasos. Visite-nos! Frete grátis."),
    ("pt", "Notícias do clube", """
      Caros sócios, a época começa. Recebe este email porque se inscreveu no clube. Se não quiser receber mais mensagens: \
      https://clube.test/fim
      """),
  ]

  /// What people write about newsletters, offers and their own wish to get no more of them.
  static let people: [Mail] = [
    ("de", "Widerspruch gegen Werbung", """
      Sehr geehrte Damen und Herren, ich möchte von Ihnen keine Prospekte und keinen Newsletter mehr erhalten. Der Link \
      https://laden.test/abmelden funktioniert nicht. Löschen Sie meine Adresse.
      """),
    ("de", "Keine Werbung bitte", "Bitte schicken Sie uns keine Werbung mehr. Wir haben das nie bestellt."),
    ("de", "CRM", "Hallo Tim, Frau Abel möchte keine Angebote mehr, trag das bitte ein."),
    (
      "de", "Rundbrief Mai",
      "Hi Jo, hier meine Korrekturen zum Rundbrief, vor allem Seite 3. Der Text zum Fest fehlt noch."
    ),
    ("de", "Newsletter Juni", "Liebe Eva, kannst du bis Mittwoch deinen Beitrag schicken? Gruß Ole"),
    ("de", "Schuhe", "Bei Kranich gibt es gerade 30 % auf alle Stiefel, sag Bescheid, dann bring ich dir welche mit."),
    ("en", "Objection", """
      Dear Sir or Madam, I object to the use of my address for marketing. I have clicked https://shop.test/unsubscribe \
      twice and still receive your offers.
      """),
    ("en", "Please stop", "Stop sending me your newsletter. I never signed up for it."),
    (
      "en", "Newsletter for March",
      "Hi Liz, the draft of the March newsletter is in the folder. Could you check page two?"
    ),
    ("fr", "Opposition", "Madame, Monsieur, je ne souhaite plus recevoir vos publicités. Supprimez mes coordonnées."),
    ("fr", "Infolettre", "Bonjour Anne, voici mon texte pour la newsletter de mai. Bonne relecture !"),
    ("es", "Baja", "Buenos días: no quiero recibir más publicidad. Eliminen mis datos de su base."),
    ("es", "Boletín de mayo", "Hola Pilar, te paso mis correcciones del boletín. ¿Lo revisas hoy?"),
    ("it", "Opposizione", "Buongiorno, non desidero più ricevere le vostre offerte. Cancellate il mio indirizzo."),
    ("it", "Newsletter di maggio", "Ciao Anna, ecco la bozza della newsletter. La controlli tu?"),
    ("nl", "Bezwaar", "Geachte heer, ik wil geen reclame meer ontvangen. Verwijder mij uit uw bestand."),
    ("nl", "Nieuwsbrief mei", "Hoi Kees, hier mijn tekst voor de nieuwsbrief. Kijk je hem na?"),
    ("pl", "Sprzeciw", "Dzień dobry, nie chcę otrzymywać reklam. Proszę o usunięcie mojego adresu."),
    ("pl", "Newsletter maj", "Cześć Ola, przesyłam tekst do newslettera, daj znać, czy pasuje."),
    ("pt", "Oposição", "Bom dia, não quero receber mais publicidade. Eliminem os meus dados."),
    ("pt", "Newsletter de maio", "Olá Rita, segue o meu texto para a newsletter. Podes rever?"),
  ]

  private func decide(_ mail: Mail, to: String = "anna@kunde.test") -> ClassDecision {
    Samples.decision(on: Samples.message(to: to, text: mail.text, subject: mail.subject), to: [to])
  }

  @Test(arguments: mailings)
  func mailToManyIsANewsletter(_ mail: Mail) {
    let decision = decide(mail)
    #expect(decision.mailClass == .newsletter, "\(mail.language) \(decision.evidence)")
  }

  @Test(arguments: people)
  func whoWritesAboutAdvertisingSendsNone(_ mail: Mail) {
    let decision = decide(mail)
    #expect(decision.mailClass == .personal, "\(mail.language) \(decision.evidence)")
  }

  @Test(arguments: mailings)
  func colleaguesGetNoAdvertising(_ mail: Mail) {
    #expect(decide(mail, to: "otto@beispiel.test").mailClass != .newsletter)
  }

  @Test func aFriendTellsOfABargain() {
    let text = "Half price on mains this week only, shall we go?"
    let message = Samples.message(from: "Tom <tom@gmail.com>", text: text, subject: "Dinner")
    #expect(Samples.decision(on: message).mailClass == .personal)
  }

  @Test func aLinkMaySpeakForItsReader() {
    let html = """
      <p>Neues vom Hof.</p><p>Sie bekommen diese Mail, weil Sie Kunde sind.</p>
      <p><a href="https://hof.test/weg/3">Ich möchte keine Mails mehr erhalten</a></p>
      """
    let message = Samples.message(html: html)
    let decision = Samples.decision(on: message)
    #expect(decision.mailClass == .newsletter, "\(decision.evidence)")
  }

  @Test func everyLanguageHasBoth() {
    #expect(Set(Self.mailings.map(\.language)) == Set(LanguageTests.languages))
    #expect(Set(Self.people.map(\.language)) == Set(LanguageTests.languages))
  }
}
