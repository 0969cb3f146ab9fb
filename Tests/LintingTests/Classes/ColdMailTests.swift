import MailContent
import MailSyntax
import Policy
import Testing

@testable import Linting

/// Mail to strangers about something that is offered, and mail that only looks like it.
@Suite struct ColdMailTests {
  static let cold: [(language: String, subject: String, text: String)] = [
    ("de", "Ihr Onlineshop", """
      Sehr geehrte Frau Berger,

      beim Stöbern bin ich auf Ihren Onlineshop gestoßen. Wir unterstützen kleine Händler dabei, ihre Retouren zu senken. \
      Hätten Sie kommende Woche Zeit für ein kurzes Gespräch?
      """),
    ("de", "Personal für Ihre Pflegestation", """
      Guten Tag,

      Sie kennen mich noch nicht: Mein Name ist Ralf Thoma von Pflege-Plus. Wir vermitteln examinierte Kräfte aus Portugal. \
      Darf ich Sie am Donnerstag anrufen?
      """),
    ("de", "Reinigung Ihrer Praxis", """
      Guten Tag Frau Dr. Lenz, mein Name ist Ines Korte, ich bin Inhaberin von Korte Gebäudereinigung in Celle. Unsere \
      Leistungen reichen von der Unterhaltsreinigung bis zum Winterdienst. Gern erstelle ich Ihnen ein unverbindliches \
      Angebot. Wann passt es Ihnen?
      """),
    ("de", "Kooperation", """
      Hallo liebes Team, ich habe Ihr Profil auf Instagram entdeckt und finde es klasse. Wir entwickeln Apps für Cafés und \
      würden Ihnen unsere Plattform gern in einer Viertelstunde zeigen.
      """),
    ("en", "Your warehouse", """
      Hello Mr Barlow,

      I noticed your company is opening a second warehouse. Our software cuts picking time by a third. Could we have a \
      quick call on Wednesday?
      """),
    ("en", "Linen supplier", """
      Dear Mrs Doyle, you don't know me, but I run a small laundry near Cork and we supply four hotels with fresh linen. \
      May we send you our price list?
      """),
    ("en", "Quick one", """
      Hi Sam, I found your details on the chamber of commerce site. We help plumbers get more reviews and more bookings. \
      Are you open to a chat this week?
      """),
    ("en", "Payroll", """
      Hi Joanne, my name is Tim and I'm the founder of PayTidy. Companies like yours spend two days a month on payroll. \
      Our platform does it in an hour. Worth a quick chat? If you're not the right person, who should I talk to?
      """),
    ("fr", "Vos livraisons", """
      Madame, je suis tombée sur votre boutique en ligne la semaine dernière. Nous aidons les petites enseignes à réduire \
      leurs frais d'envoi. Seriez-vous disponible pour un court échange ?
      """),
    ("fr", "Présentation", """
      Bonjour, nous ne nous connaissons pas encore. Je m'appelle Luc Armand et je dirige un atelier de gravure à Lyon. Je \
      souhaite vous présenter nos prestations. Pouvons-nous convenir d'un rendez-vous ?
      """),
    ("es", "Energía para su nave", """
      Buenos días, he visto su empresa en el directorio del polígono. Nuestra empresa instala placas solares y ofrecemos un \
      análisis gratuito. ¿Tendría unos minutos el jueves?
      """),
    ("es", "Propuesta", """
      Estimada señora Ruiz: aún no nos conocemos. Me gustaría presentarle nuestros servicios de traducción jurada. ¿Podemos \
      hablar la próxima semana?
      """),
    ("it", "Il vostro sito", """
      Buongiorno, ho visitato il vostro sito e ho notato che il negozio non accetta carte. Realizziamo sistemi di \
      pagamento semplici. Possiamo fissare una breve chiamata?
      """),
    ("it", "Presentazione", """
      Gentile dottor Ferri, non ci conosciamo ancora. Mi chiamo Elena Brusa, mi permetto di scriverle per proporle la nostra \
      consulenza. Sarebbe disponibile martedì?
      """),
    ("nl", "Uw webshop", """
      Geachte mevrouw Kuipers, onlangs kwam ik uw webshop tegen. Wij helpen kleine winkels om minder retouren te krijgen. \
      Mag ik u volgende week bellen?
      """),
    ("nl", "Kennismaken", """
      Beste heer Smit, u kent mij nog niet. Mijn naam is Bas en ik maak bedrijfsfilms. Graag stel ik mij even voor. Heeft u \
      dinsdag tijd voor een kort gesprek?
      """),
    ("pl", "Państwa sklep", """
      Dzień dobry, trafiłam na Państwa sklep w internecie. Pomagamy małym firmom pozyskać klientów z zagranicy. Czy możemy \
      umówić się na krótką rozmowę?
      """),
    ("pl", "Propozycja", """
      Szanowny Panie, nie znamy się. Nazywam się Ewa Lis i reprezentuję drukarnię z Opola. Chciałabym przedstawić naszą \
      ofertę etykiet. Czy mogę zadzwonić w środę?
      """),
    ("pt", "A vossa loja", """
      Bom dia, encontrei a vossa loja no mercado de Braga. Ajudamos comerciantes a vender online e gostaria de vos mostrar \
      como. Podemos marcar uma breve conversa?
      """),
    ("pt", "Apresentação", """
      Cara senhora Lopes, ainda não nos conhecemos. Chamo-me Rui e a nossa empresa restaura azulejos. Poderíamos agendar \
      quinze minutos?
      """),
  ]

  /// Who knows each other, applies, orders, asks or complains.
  static let familiar: [(language: String, subject: String, text: String)] = [
    ("de", "Bewerbung als Bäckerin", """
      Sehr geehrter Herr Maurer, über Ihre Website bin ich auf Ihr Unternehmen aufmerksam geworden und bewerbe mich als \
      Bäckerin. Gern stelle ich mich in einem kurzen Gespräch vor.
      """),
    ("de", "Anfrage Hochzeit", """
      Guten Tag, wir haben Ihre Website gesehen und suchen einen Saal für 60 Personen. Könnten Sie uns ein Angebot machen? \
      Hätten Sie nächste Woche Zeit für ein kurzes Telefonat?
      """),
    ("de", "Neue Ansprechpartnerin", """
      Guten Tag Herr Kolbe, mein Name ist Susanne Rieth, ich bin Ihre neue Ansprechpartnerin bei der Druckerei. Ich möchte \
      mich kurz vorstellen. Passt Ihnen ein kurzes Telefonat am Montag?
      """),
    ("de", "Muster", """
      Hallo Frau Adam, vielen Dank für Ihre Nachricht. Unsere Muster sind unterwegs. Haben Sie am Freitag 15 Minuten Zeit?
      """),
    ("de", "Elternabend", """
      Liebe Eltern, wir kennen uns noch nicht: Ich bin der neue Klassenlehrer der 5a und möchte mich Ihnen am Dienstag \
      vorstellen.
      """),
    ("de", "Ihr Artikel", """
      Sehr geehrte Frau Prof. Wiegand, ich bin auf Ihren Artikel über Moore gestoßen und hätte zwei Fragen dazu. Hätten Sie \
      vielleicht 20 Minuten Zeit?
      """),
    ("de", "Falschparker", """
      Sehr geehrte Damen und Herren, ich wende mich an Sie, weil vor unserem Haus seit Wochen ein Anhänger steht. Falls Sie \
      nicht zuständig sind, leiten Sie die Mail bitte weiter.
      """),
    ("en", "Application: head gardener", """
      Dear Ms Platt, I came across your advert and I am applying for the post of head gardener. My CV is attached. I would \
      welcome a short conversation.
      """),
    ("en", "Price for 400 mugs", """
      Hello, I found your website and would like to order mugs with our crest. Could you send me a quote? A quick call is \
      fine too.
      """),
    ("en", "Hello from Year 4", """
      Dear parents, my name is Miss Howe and I'm the new teacher of Year 4. I'd like to introduce myself: we have fifteen \
      minutes each on Tuesday.
      """),
    ("en", "Thursday", """
      Hi Greg, good to see you at the fair. As promised our new catalogue. Shall we have a quick call on Thursday?
      """),
    ("en", "Interview", """
      Dear Dr Webb, I'm a journalist at the Courier and came across your work on bats. Would you have 20 minutes for a call?
      """),
    ("fr", "Candidature", """
      Madame, j'ai découvert votre entreprise par une amie et je vous adresse ma candidature. Je serais heureuse de me \
      présenter lors d'un court entretien.
      """),
    ("fr", "Devis pour un buffet", """
      Bonjour, j'ai vu votre site. Pourriez-vous nous envoyer un devis pour quarante personnes ? Êtes-vous disponible jeudi ?
      """),
    ("es", "Presupuesto", """
      Buenas tardes, he visto su página y quisiera reservar el salón pequeño. ¿Pueden enviarme un presupuesto? ¿Podemos \
      hablar mañana?
      """),
    ("es", "Avería", """
      Buenos días, me pongo en contacto con ustedes porque el ascensor lleva tres días parado. ¿Podrían enviar a alguien?
      """),
    ("it", "Richiesta", """
      Buongiorno, ho visto il vostro sito: vorrei prenotare una camera per maggio. Potete inviarmi un preventivo?
      """),
    ("nl", "Offerte dakgoot", """
      Goedemiddag, ik kwam uw website tegen. Kunt u mij een offerte sturen voor een nieuwe dakgoot? Heeft u donderdag tijd?
      """),
    ("pl", "Zapytanie", """
      Dzień dobry, trafiłem na Państwa stronę. Proszę o wycenę dwóch okien. Czy możemy porozmawiać w piątek?
      """),
    ("pt", "Pedido de orçamento", """
      Boa tarde, encontrei o vosso site e gostaria de reservar uma mesa grande. Podem enviar-me um orçamento?
      """),
  ]

  private func decide(_ subject: String, _ text: String, from: String = "Erika <erika@beispiel.test>") -> ClassDecision
  {
    let message = Samples.message(from: from, text: text, subject: subject)
    return Samples.decision(on: message)
  }

  @Test(arguments: cold)
  func mailToStrangersIsFirstContact(_ mail: (language: String, subject: String, text: String)) {
    let decision = decide(mail.subject, mail.text)
    #expect(decision.mailClass == .firstContact, "\(mail.language) \(decision.evidence)")
    #expect(decision.evidence.count > 1)
  }

  @Test(arguments: familiar)
  func whoAsksOrKnowsTheReaderApproachesNobody(_ mail: (language: String, subject: String, text: String)) {
    let decision = decide(mail.subject, mail.text)
    #expect(decision.mailClass == .personal, "\(mail.language) \(decision.evidence)")
  }

  @Test func aNeighbourIsNoFirm() {
    let text =
      "Guten Tag, wir kennen uns noch nicht. Ihre Adresse habe ich im Aushang gefunden. Ihr Rad steht vor meiner Tür."
    #expect(decide("Fahrrad", text, from: "Uta <uta@gmx.de>").mailClass == .personal)
    #expect(decide("Fahrrad", text).mailClass == .firstContact)
  }

  @Test func everyLanguageHasBoth() {
    #expect(Set(Self.cold.map(\.language)) == Set(LanguageTests.languages))
    #expect(Set(Self.familiar.map(\.language)) == Set(LanguageTests.languages))
  }
}
