import MailContent
import MailSyntax
import Policy
import Testing

@testable import Linting

/// Offers to whom the writer does not know, which say neither so nor where they have the address from; and ordinary
/// mail that uses the same words.
@Suite struct OffersToStrangersTests {
  typealias Mail = (language: String, subject: String, text: String)

  static let offers: [Mail] = [
    ("de", "Ihre Fenster", """
      Guten Tag, wir putzen Fenster für Praxen in Ihrer Nachbarschaft, ab 49 € im Monat. Wenn Sie nicht zufrieden \
      sind, zahlen \
      Sie nichts. Rufen Sie uns einfach an.
      """),
    ("de", "Ihr Altgold", """
      Sehr geehrte Frau Otto, wir kaufen Ihren Schmuck zu Höchstpreisen, zum Tageshöchstpreis. Haben Sie schon \
      einmal daran gedacht, ihn zu verkaufen?
      """),
    ("de", "Neue Mieter", """
      Guten Tag Herr Lohr, suchen Sie neue Mieter? Wir bringen Vermietern wie Ihnen in vier Wochen geprüfte \
      Bewerber, sonst \
      Geld zurück.
      """),
    ("de", "Aufträge", """
      Hallo Herr Brink, mir ist aufgefallen, dass Ihre Seite keine Öffnungszeiten zeigt. Ich baue Ihnen eine neue \
      ab 700 Euro, \
      mit Geld-zurück-Garantie. Wann passt es Ihnen?
      """),
    ("en", "Your ovens", """
      Hi Joan, we service ovens for bakeries like yours from £60 a visit. Not happy? Then you pay nothing. Can I \
      put you in \
      for Monday?
      """),
    ("en", "More walkers", """
      Hi Beth, I help dog walkers like you get more bookings. Results guaranteed, or your money back. Worth a quick call?
      """),
    ("fr", "Vos vitrines", """
      Bonjour, nous lavons les vitrines de boutiques comme la vôtre à partir de 30 euros. Satisfait ou remboursé. \
      Puis-je \
      passer lundi ?
      """),
    ("es", "Su ascensor", """
      Buenos días: revisamos ascensores de edificios como el suyo desde 45 €, con garantía de devolución. \
      ¿Prefiere que le \
      llame mañana?
      """),
    ("it", "Le Sue insegne", """
      Gentile titolare, per negozi come il Suo rifacciamo le insegne a partire da 290 euro, soddisfatti o \
      rimborsati. Il \
      sopralluogo è gratuito.
      """),
    ("nl", "Jullie ramen", """
      Hallo, voor winkels zoals die van jullie wassen we de ramen vanaf 35 euro. Niet tevreden? Geld terug, en de \
      eerste keer \
      is gratis. Zal ik een keer langskomen?
      """),
    ("pl", "Państwa dach", """
      Dzień dobry, czyścimy dachy takich jak Państwa pensjonatów już od 900 zł. Gwarancja zwrotu pieniędzy, \
      pierwszy pomiar \
      za darmo. Czy mogę zadzwonić?
      """),
    ("pt", "As suas montras", """
      Bom dia, lavamos montras de lojas como a sua a partir de 25 euros. Se não ficar satisfeito, devolvemos o \
      dinheiro. \
      Posso ligar-lhe amanhã?
      """),
  ]

  /// A quote that was asked for, a friend's news, a quarrel, a customer, a colleague.
  static let ordinary: [Mail] = [
    ("de", "Ihr Dach", """
      Guten Tag Frau Lenz, wie heute bei Ihnen angesehen: Die Rinne kostet ab 300 Euro, die Beratung war kostenlos und \
      unverbindlich. Rufen Sie uns einfach an, wenn es Ihnen passt.
      """),
    ("de", "Kostenvoranschlag", """
      Sehr geehrter Herr Adler, anbei unser Angebot für die Treppe. Für Häuser Ihrer Größe ab 4.000 €. \
      Wann passt es Ihnen?
      """),
    ("de", "Reklamation", """
      Sehr geehrte Damen und Herren, Sie garantieren „sonst Geld zurück“. Ich will mein Geld. \
      Haben Sie sich überlegt, wie?
      """),
    ("de", "Verkauf", """
      Hallo Jo, ab Montag kostet die Karte 20 Euro, bis dahin gratis und unverbindlich. Kommst du mit?
      """),
    ("de", "Slogan", """
      Hallo Eva, meine Slogans für die Anzeige: „Geld zurück“, „ab 9 Euro“, „wie für Ihren Hund gemacht“.
      """),
    ("en", "Your porch", """
      Hi Ann, good to meet you. The porch is from £900 each side, money-back guarantee as always. Worth a quick call?
      """),
    ("en", "Refund", "You guaranteed it or my money back. I paid from March to June each month. Please refund me."),
    ("en", "Sunday", """
      We found a cottage for people like you and me, from forty pounds a day. You pay nothing, I'll treat you.
      """),
    ("fr", "Votre devis", """
      Bonjour Madame, voici votre devis : volets à partir de 200 euros, satisfait ou remboursé. Puis-je passer jeudi ?
      """),
    ("fr", "Samedi", """
      Salut, une maison comme la vôtre, ça se loue à partir de 600 euros ! Je t'appelle dix minutes ce soir.
      """),
    ("es", "Su presupuesto", """
      Buenas tardes, como pidió: ventanas desde 150 euros, garantía de devolución. ¿Quiere que le llame?
      """),
    ("es", "Piso", "Un piso como el suyo se alquila desde 700 euros. ¿Lo hablamos el domingo? Besos"),
    ("it", "Preventivo", """
      Buongiorno, ecco il preventivo: tende a partire da 120 euro, sopralluogo gratuito. Quando posso chiamarLa?
      """),
    ("it", "Casa", "Ciao, una casa come la Sua costa, da noi, a partire da duemila euro! Ti chiamo tra dieci minuti."),
    ("nl", "Uw offerte", """
      Beste mevrouw, hierbij uw offerte: zonwering vanaf 400 euro, niet goed geld terug. Zal ik langskomen?
      """),
    ("nl", "Huis", "Hoi, een huis zoals die van jullie kost hier vanaf drie ton, zei Jan. Kom je zondag?"),
    ("pl", "Wycena", "Dzień dobry, przesyłam wycenę: rolety od 90 zł, gwarancja zwrotu. Czy mogę zadzwonić?"),
    ("pl", "Dom", "Cześć, dom taki jak Twój kosztuje od miliona zł. Pierwszy raz widzę takie ceny! Zadzwoń."),
    ("pt", "Orçamento", "Boa tarde, segue o orçamento: toldos a partir de 80 euros, visita gratuita. Posso ligar-lhe?"),
    ("pt", "Casa", "Olá, uma casa como a sua custa aqui a partir de mil euros por mês. Falamos domingo?"),
  ]

  /// Customers speak of fixed prices and of contracts too.
  static let customers: [Mail] = [
    ("de", "Saal", "Hallo,\r\n\r\nwas kostet der Saal, zum Festpreis mit Kaffee? Wer ist bei Ihnen zuständig?"),
    ("de", "Aufzug", "Guten Tag,\r\n\r\nlaut Vertrag zahlen Sie nichts, ohne Risiko. Wann kommen Sie?"),
    ("en", "Talk", "Hello,\r\n\r\nhow much is a talk at a flat rate, no contract? Would Tuesday work?"),
    ("fr", "Gîte", "Bonjour,\r\n\r\nquel serait votre prix, tout compris et sans engagement ?"),
    ("es", "Carteles", "Buenos días:\r\n\r\nnecesitamos carteles, precio cerrado, sin permanencia. ¿Podemos hablar?"),
    ("it", "Guasto", "Buongiorno,\r\n\r\nil contratto dice: prezzo fisso, sopralluogo gratuito. Quando potete venire?"),
    ("nl", "Lunch", "Hallo,\r\n\r\nwat kost een lunch, vaste prijs, vanaf 8 euro, zonder verplichtingen?"),
    ("pl", "Droga", "Dzień dobry,\r\n\r\nzgodnie z umową stała cena, bez zobowiązań. Czy możemy się spotkać?"),
    ("pl", "Koncert", "Dzień dobry,\r\n\r\nczy możemy porozmawiać? Pierwszy koncert był gratis."),
    ("pt", "Autocarro", "Boa tarde,\r\n\r\nprecisamos de um autocarro, preço fixo, sem compromisso. Quanto custa?"),
  ]

  /// Letters that say that they rest on a legitimate interest.
  static let founded: [Mail] = [
    ("de", "Ihr Steg", "Ich schreibe Ihnen auf Grundlage meines berechtigten Interesses. Wäre der Steg zu mieten?"),
    ("en", "Your mooring", "I am writing to you on the basis of my legitimate interest. Is the mooring free?"),
    ("fr", "Votre ponton", "Je vous écris sur la base de mon intérêt légitime. Le ponton est-il libre ?"),
    ("es", "Su amarre", "Le escribo sobre la base de mi interés legítimo. ¿Está libre el amarre?"),
    ("it", "Il pontile", "Le scrivo sulla base del mio legittimo interesse. È libero il pontile?"),
    ("nl", "Uw steiger", "Ik schrijf u op grond van mijn gerechtvaardigd belang. Is de steiger vrij?"),
    ("pl", "Pomost", "Piszę, mając na uwadze mój prawnie uzasadniony interes. Czy pomost jest wolny?"),
    ("pt", "O seu cais", "Escrevo-lhe com base no meu interesse legítimo. O cais está livre?"),
  ]

  /// What is said of somebody else's interest.
  static let disputed: [Mail] = [
    ("de", "Ihre Werbung", """
      Auf Ihr berechtigtes Interesse können Sie sich nicht stützen. Woher haben Sie meine Adresse?
      """),
    ("en", "Your advertising", "Your legitimate interest does not cover this. Where did you get my address?"),
    ("fr", "Vos envois", "Votre intérêt légitime ne suffit pas. D'où vient mon adresse ?"),
    ("es", "Sus envíos", "Su interés legítimo no basta. ¿De dónde tienen mi dirección?"),
    ("it", "I vostri invii", "Il vostro legittimo interesse non basta. Da dove viene il mio indirizzo?"),
    ("nl", "Uw mail", "Uw gerechtvaardigd belang is niet genoeg. Waar komt mijn adres vandaan?"),
    ("pl", "Państwa maile", "Państwa prawnie uzasadniony interes nie wystarcza. Skąd jest mój adres?"),
    ("pt", "Os vossos emails", "O vosso interesse legítimo não chega. De onde vem o meu endereço?"),
  ]

  private func decide(
    _ mail: Mail, from: String = "Erika <erika@beispiel.test>", to: String = "anna@kunde.test"
  ) -> ClassDecision {
    let message = Samples.message(from: from, to: to, text: mail.text, subject: mail.subject)
    return ClassDecider.decide(
      .message(message), reading: Reading(of: message), context: Samples.context(recipients: [to]))
  }

  @Test(arguments: offers + founded)
  func offersAreFirstContacts(_ mail: Mail) {
    let decision = decide(mail)
    #expect(decision.mailClass == .firstContact, "\(mail.language) \(decision.evidence)")
  }

  @Test(arguments: ordinary + disputed)
  func ordinaryMailIsNone(_ mail: Mail) {
    let decision = decide(mail)
    #expect(decision.mailClass == .personal, "\(mail.language) \(decision.evidence)")
  }

  /// Who builds websites does so from any address.
  @Test(arguments: offers.filter { $0.subject != "Aufträge" })
  func friendsAndColleaguesTellOfOffers(_ mail: Mail) {
    #expect(decide(mail, from: "Uta <uta@gmail.com>").mailClass == .personal)
    #expect(decide(mail, to: "otto@beispiel.test").mailClass == .personal)
  }

  /// What sellers praise counts where nobody is greeted by name.
  @Test(arguments: [
    ("Hallo,\r\n\r\nalles aus einer Hand, zum Festpreis ab 89 €. Bei Interesse rufen Sie an.", MailClass.firstContact),
    ("Hallo Frau Voß,\r\n\r\nalles aus einer Hand, zum Festpreis ab 89 €. Bei Interesse rufen Sie uns an.", .personal),
    ("Hello,\r\n\r\nno contract, a flat fee, and the first month is on us. Worth a quick call?", .firstContact),
    ("Hello Liz,\r\n\r\nno contract, a flat fee, and the first month is on us. Worth a quick call?", .personal),
    ("Bonjour,\r\n\r\nsans engagement, tout compris, dès 14 euros. Puis-je passer ?", .firstContact),
    ("Bonjour Monsieur Blanc,\r\n\r\nsans engagement, tout compris, dès 14 euros. Puis-je passer ?", .personal),
    ("Buenos días:\r\n\r\nsin permanencia, solo paga 20 euros, precio cerrado. ¿Quiere que le llame?", .firstContact),
    ("Buenos días, Marta:\r\n\r\nsin permanencia, solo paga 20 euros, precio cerrado. ¿Que le llame?", .personal),
    ("Buongiorno,\r\n\r\nprezzo fisso, comodato gratuito. La posso chiamare?", .firstContact),
    ("Buongiorno Gino,\r\n\r\nprezzo fisso, comodato gratuito. Ti posso chiamare?", .personal),
    ("Goedendag,\r\n\r\nvaste prijs, zonder contract, vanaf 90 euro.", .firstContact),
    ("Goedendag Piet,\r\n\r\nvaste prijs, zonder contract, vanaf 90 euro.", .personal),
    ("Dzień dobry,\r\n\r\nbez umowy, atrakcyjne ceny. Czy możemy porozmawiać?", .firstContact),
    ("Dzień dobry Panie Marku,\r\n\r\nbez umowy, atrakcyjne ceny. Czy możemy porozmawiać?", .personal),
    ("Bom dia,\r\n\r\nsem fidelização, preço fixo, a partir de 20 euros.", .firstContact),
    ("Bom dia, Dona Inês,\r\n\r\nsem fidelização, preço fixo, a partir de 20 euros.", .personal),
  ])
  func praiseCountsWhereNobodyIsNamed(_ text: String, _ mailClass: MailClass) {
    let decision = decide(("", "Xyz", text), to: "info@kunde.test")
    #expect(decision.mailClass == mailClass, "\(decision.evidence)")
  }

  /// Craftsmen write to private people as to customers.
  @Test(arguments: customers)
  func customersSellNothing(_ mail: Mail) {
    let decision = decide(mail, to: "info@kunde.test")
    #expect(decision.mailClass == .personal, "\(mail.language) \(decision.evidence)")
  }

  @Test func privateMailboxesTakeMore() {
    let text = "Beste Jan,\r\n\r\nwij leveren ketels vanaf 1.900 euro, gratis advies. Zal ik een keer langskomen?"
    #expect(decide(("nl", "Ketel", text)).mailClass == .firstContact)
    #expect(decide(("nl", "Ketel", text), to: "jan@ziggo.nl").mailClass == .personal)
  }

  /// "Re:" alone makes no answer of it.
  @Test func aPretendedAnswerIsAFirstContact() {
    let text = """
      Suchen Sie neue Kunden? Wir liefern Betrieben wie Ihrem 20 Anfragen im Monat, garantiert, sonst Geld \
      zurück. Haben Sie \
      15 Minuten Zeit?
      """
    #expect(decide(("de", "Re: Kurze Frage", text)).mailClass == .firstContact)
    #expect(decide(("de", "Re: Kurze Frage", text + "\r\n\r\n> Was bieten Sie an?")).mailClass == .personal)
  }

  /// Other words say what the mail is.
  @Test(arguments: [
    ("Ihre Bestellung 4711", "Wir schreiben Ihnen im Rahmen unseres berechtigten Interesses.", MailClass.transactional),
    ("Frühling", "20 % auf alles, nur bis Sonntag. Für Gärten wie Ihren, ab 9 €, sonst Geld zurück.", .newsletter),
  ])
  func otherEvidenceComesFirst(_ subject: String, _ text: String, _ mailClass: MailClass) {
    #expect(decide(("de", subject, text)).mailClass == mailClass)
  }

  @Test func everyLanguageHasAll() {
    for mails in [Self.offers, Self.ordinary, Self.customers, Self.founded, Self.disputed] {
      #expect(Set(mails.map(\.language)) == Set(LanguageTests.languages))
    }
  }
}
