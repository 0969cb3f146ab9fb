import MailContent
import MailSyntax
import Policy
import Testing

@testable import Linting

@Suite struct ReasonCheckTests {
  private func isStated(_ text: String, _ mailClass: MailClass = .newsletter) -> Bool {
    let message = Samples.message(text: text, subject: "Hallo")
    return Samples.findings(message, Samples.context(mailClass: mailClass), rule: "reason/missing").isEmpty
  }

  @Test(arguments: [
    "You are receiving this email because you opted in via our website.",
    "You received this message because you are subscribed to the Google Groups group.",
    "You're getting this mail since you're a customer of Example Ltd.",
    "You are receiving this because you are subscribed to this thread.",
    "This email was sent to you because you registered for an account.",
    "We sent you this e-mail because you have an account with us.",
    "Why did I get this? You signed up on our website.",
    "You've received this email as a subscriber of the Weekly Digest.",
    "You are on this list because you attended our conference in 2025.",
    "As a valued customer you receive our offers four times a year.",
    "This message was sent to you in response to your request for a quote.",
    "If you didn't request a password reset, please ignore this message.",
    "You're receiving this notification because you're watching this repository.",
    "You are receiving this email due to your membership in the chess club.",
    "Because you follow Anna, we thought you would like to know.",
    "You have been invited to the project by Bert.",
    "This is a reminder of your appointment on Monday.",
    "You agreed to receive updates when you downloaded our guide.",
    "We found your address in the public register of companies and write to you because …",
    "We are contacting you because your details are in the trade register.",
    "Received this by mistake? You are listed as the administrator of example.test.",
    "Thank you for your order!",
    "You asked us to let you know when it is back.",
    "You subscribed to our newsletter on 3 May 2026.",
    "This email is being sent to all members of the association.",
    "You are receiving this message because your contact information is associated with Example Ltd.",
    "This is an automated e-mail sent as a result of a newsletter subscription request.",
    "You are receiving this email because we received a password reset request for your account.",
    "You're receiving this email because you have notifications enabled.",
    "This email was sent to all Super Admins and Administrators",
    "The Advantage promotional email is delivered only to customers of Example Corporation.",
    "This bulletin is mailed exclusively to members.",
  ])
  func englishReasons(_ text: String) { #expect(isStated(text)) }

  @Test(arguments: [
    "Sie erhalten diese E-Mail, weil Sie sich für unseren Newsletter angemeldet haben.",
    "Du bekommst diesen Newsletter, weil du dich dafür eingetragen hast.",
    "Sie erhalten diese Nachricht als Kunde der Beispiel GmbH.",
    "Sie erhalten diesen Newsletter aufgrund Ihrer Anmeldung auf beispiel.test.",
    "Als Abonnent unseres Newsletters informieren wir Sie regelmäßig.",
    "Diese E-Mail wurde an anna@kunde.test gesendet, weil Sie unser Kunde sind.",
    "Warum erhalte ich diese Mail? Sie haben sich am 3. Mai angemeldet.",
    "Sie haben sich mit der Adresse anna@kunde.test zum Newsletter angemeldet.",
    "Sie haben dem Erhalt dieses Newsletters zugestimmt.",
    "Wir schreiben Ihnen, weil Sie bei uns bestellt haben.",
    "Sie sind als Mitglied im Verteiler eingetragen.",
    "Dieser Rundbrief geht ausschließlich an Mitglieder des Vereins.",
    "Da Sie unser Mitglied sind, laden wir Sie zur Versammlung ein.",
    "Falls Sie kein neues Passwort angefordert haben, ignorieren Sie diese Nachricht.",
    "Ihre Adresse haben wir dem Handelsregister entnommen; wir kontaktieren Sie wegen Ihrer Ausschreibung.",
    "Diese Mail geht an alle Mitglieder des Vereins.",
    "Du erhältst diese E-Mail im Rahmen deiner Mitgliedschaft.",
    "Sie bekommen diese Post, da Sie im Mai an unserem Seminar teilgenommen haben.",
    "Sie erhalten diese Information auf Grund Ihrer Geschäftsbeziehung mit uns.",
    "Vielen Dank für Ihre Bestellung!",
    "Sie wurden von Bert Meier eingeladen.",
    "Grund für diese E-Mail ist Ihre Anmeldung zum Newsletter.",
    "Sie lesen diese Zeilen, weil Ihre Tochter bei uns Klavier lernt.",
    "Ihr erhaltet diesen Rundbrief, weil ihr im Verteiler unserer Gemeinde steht.",
    "Sie haben unseren Newsletter abonniert.",
    "Sie erhalten diese E-Mail, weil sich Ihre Zusatzpakete geändert haben.",
    "Sie erhalten diese E-Mail, weil wir eine geschäftliche Relevanz für Ihr Unternehmen sehen.",
    "Du erhältst diese E-Mail, da du als Gutachter eingetragen bist.",
    "Du erhältst diese E-Mail weil du Benachrichtigungen aktiviert hast.",
    "Warum Sie diese E-Mail erhalten: Am 3. Mai haben Sie mit dieser Adresse ein Konto angelegt.",
    "Ihre E-Mail-Adresse wurde auf unserer Website für den Newsletter eingetragen.",
  ])
  func germanReasons(_ text: String) { #expect(isStated(text)) }

  @Test(arguments: [
    "This email was sent to anna@kunde.test.", "Our new collection is here. Shop now!",
    "We love our garden because it is green.", "You will receive a gift with every order.",
    "Save 20 percent as long as you order today.", "Read why our readers love us.",
    "You are receiving the best prices of the year.", "Copyright 2026 Example Ltd. All rights reserved.",
    "Unsubscribe | Privacy | Imprint", "When you receive this laptop, you must deposit the old one.",
    "You can change your settings at any time.", "Have you seen our new shop?",
    "Because quality matters.", "You deserve a break.", "Order now and receive a free bag.",
    "If you have received this e-mail in error, please notify the sender as soon as possible and delete it.",
    "You've received this e-mail from bert@kunde.test", "We are sending a free gift to our best customers.",
    "We are a family business since 1920.", "View this email in your browser",
    "We ship only to customers in the EU.", "Delivered to your door.",
  ])
  func noEnglishReasons(_ text: String) { #expect(!isStated(text)) }

  @Test(arguments: [
    "Diese E-Mail wurde gesendet an: anna@kunde.test", "Unsere neue Kollektion ist da. Jetzt kaufen!",
    "Weil Qualität zählt.", "Sie erhalten 20 % Rabatt auf alles.", "Jetzt anmelden und Vorteile sichern.",
    "Newsletter abbestellen | Impressum | Datenschutz", "Sie können sich jederzeit abmelden.",
    "Bestellen Sie heute und erhalten Sie eine Tasche gratis.", "Haben Sie schon unser neues Geschäft gesehen?",
    "Wir freuen uns auf Ihren Besuch.", "Sie haben die Wahl.", "Als Familienbetrieb sind wir seit 1920 für Sie da.",
    "Diese Nachricht ist vertraulich. Haben Sie diese E-Mail irrtümlich erhalten, informieren Sie bitte den Absender.",
    "Wenn Sie nicht der richtige Adressat sind, löschen Sie diese E-Mail.", "Da staunen Sie!", "Im Browser ansehen",
    "Abgabe nur an Kunden ab 18 Jahren.",
  ])
  func noGermanReasons(_ text: String) { #expect(!isStated(text)) }

  @Test(arguments: [
    "Im Anhang finden Sie Ihre Rechnung.", "Your order has shipped.", "Reset your password here.",
    "Ihr Paket liegt bereit.", "This is a DMARC aggregate report from Example Mail.",
    "Dies ist die Auswertung für Mai.",
  ])
  func theOccasionOfATransactionalMailIsReasonEnough(_ text: String) {
    #expect(isStated(text, .transactional))
  }

  @Test(arguments: [
    "Diese Einladung bekommen alle, die sich im Hofladen eingetragen haben.",
    "Schön, dass Sie sich für unsere Hofpost angemeldet haben!",
    "Jemand hat mit dieser Adresse unseren Rundbrief bestellt.",
    "This invitation goes to everyone who signed up at the fair.", "Somebody entered this address on our page.",
    "Cette invitation est envoyée à tous ceux qui se sont inscrits à l'accueil.",
    "Quelqu'un a indiqué cette adresse sur notre page.",
    "Enviamos esta invitación a todos los que se han apuntado en la taquilla.",
    "Alguien ha introducido esta dirección en nuestra página.",
    "Questo invito va a tutti coloro che si sono iscritti in biblioteca.",
    "Qualcuno ha inserito questo indirizzo sul nostro sito.",
    "Deze uitnodiging gaat naar iedereen die zich in de winkel heeft aangemeld.",
    "Iemand heeft dit adres op onze pagina ingevuld.",
    "To zaproszenie wysyłamy do wszystkich, którzy zapisali się w kasie.", "Ktoś podał ten adres na naszej stronie.",
    "Este convite vai a todos os que se inscreveram na loja.", "Alguém indicou este endereço na nossa página.",
  ])
  func everybodyWhoDidSomethingIsAReason(_ text: String) { #expect(isStated(text)) }

  /// What the reader did or is, together with what is written: in words of one's own.
  @Test(arguments: [
    "Bei der Anmeldung zum Kurs hast du angekreuzt, dass wir dir Termine schicken dürfen.",
    "Das Hofblatt haben Sie beim Sommerfest bestellt.",
    "Den Wanderboten senden wir allen, die bei uns Mitglied sind.",
    "Warum diese Zeilen? Beim Probetraining haben Sie uns darum gebeten.",
    "Sie haben am Messestand Ihre Mailadresse hinterlassen.",
    "Dieser Rundbrief wurde von Ihnen abonniert.",
    "You ticked the box marked news when you paid at the museum shop.",
    "This bulletin only goes to volunteers who left an address with the warden.",
    "You told us at the open day that you would like to hear from us.",
    "You asked for our monthly letter at the counter.",
    "Cette feuille part chez tous ceux qui l'ont demandée au marché.",
    "Vous aviez coché la case des nouvelles en réservant.",
    "Escribimos a quienes marcaron la casilla de novedades en la tienda.",
    "Nos dejó su correo en la feria para recibir noticias.",
    "Al momento dell'acquisto ha spuntato la casella delle novità.",
    "Scriviamo a chi ci ha lasciato il proprio indirizzo in bottega.",
    "Bij het afrekenen heeft u het vakje voor nieuws aangevinkt.",
    "Deze brief sturen we naar mensen die erom hebben gevraagd.",
    "Przy zakupie zaznaczyli Państwo, że chcą dostawać od nas wiadomości.",
    "Piszemy do osób, które zostawiły nam swój adres na targu.",
    "No balcão assinalou que queria receber as nossas notícias.",
    "Escrevemos a quem nos deixou o endereço na feira.",
    "Wir schreiben nur denen, die letztes Jahr gespendet haben.",
    "Als Pächter einer Parzelle erhalten Sie diese Zeilen.",
    "Am Empfang haben Sie sich in die Liste eingetragen.", "Sie sind im Chor, darum diese Mail.",
    "Everybody who rents a plot gets this in spring.", "We write only to friends of the library.",
    "You said yes to letters when you moved in.", "Notre lettre est réservée aux amis du musée.",
    "Anotó su correo en la lista del curso.", "Scriviamo solo ai soci del coro.",
    "Deze brief krijgt u sinds uw bezoek.",
    "Ten list wysyłamy tylko członkom koła.", "Escreveu o seu nome na lista da oficina.",
    "As a tenant of the mill you get our spring letter.", "Reaching out because you lent us a hand in May.",
    "Diese Post schicken wir an die Eltern der Klasse.", "Comme voisin, vous recevez notre lettre.",
    "Nos pidió que le avisáramos.", "Ci ha chiesto al mercato di avvisarla.", "Bij de kassa gaf u aan dat u dit wilde.",
    "Prosiła Pani w kasie o wysyłanie programu.", "Pediu-nos na feira que o avisássemos.",
  ])
  func whatTheReaderDidIsAReason(_ text: String) { #expect(isStated(text)) }

  @Test(arguments: [
    "Bestellen Sie jetzt den Katalog.", "Haben Sie schon den neuen Katalog bestellt?",
    "Eine Tasse bekommen alle, die bis Sonntag bestellen.", "Die Schuhe, die alle wollten, sind wieder da.",
    "Kreuzen Sie an, was Sie wünschen.", "Möchten Sie keine Post mehr von uns?",
    "A free umbrella goes to everyone who ordered before noon.", "Tick the box at checkout and save 20 percent.",
    "You asked for it: the red one is back.", "This mail was sent to you.", "Tell us what you would like to hear.",
    "Cochez la case et gagnez un panier.", "Ce cadeau part chez tous ceux qui achètent.",
    "Marque la casilla y gane un viaje.", "Déjenos su correo.", "Un regalo a chi acquista oggi.",
    "Vink het vakje aan en win.", "Een tas voor mensen die vandaag bestellen.", "Zaznacz pole i wygraj.",
    "Um presente a quem comprar hoje.", "Deixe o seu endereço e ganhe.",
    "Als Dankeschön erhalten Sie einen Gutschein.", "Wir schreiben Geschichte.", "Alle, die gern backen, lieben ihn.",
    "Seit Sie denken können, gibt es uns.", "We write stories about people.", "Everyone who buys two gets one free.",
    "Since you asked: yes, it is blue.", "Depuis que le monde tourne.", "Regalamos pan a los clientes.",
    "It comes with a strap because you carry it far.", "Enviamos en 24 horas a los clientes de Madrid.",
    "Wij sturen gratis naar alle klanten.", "Wysyłamy klientom paczki w dwa dni.", "Enviamos aos clientes do norte.",
    "Nous envoyons vos colis aux clients du sud.", "Wir senden allen, die heute bestellen, ein Glas Honig.",
    "As a thank you, you get our tote bag.",
  ])
  func wordsAlikeAreNone(_ text: String) { #expect(!isStated(text)) }

  @Test(arguments: [
    "Bis Sonntag erhalten alle Kunden einen Schirm.", "Everyone who orders this week gets a free umbrella.",
    "Tous nos clients reçoivent un parapluie.", "Todos los clientes reciben un paraguas.",
  ])
  func presentsForEverybodyAreNone(_ text: String) { #expect(!isStated(text)) }

  @Test(arguments: [
    "Um die Anmeldung zum Rundbrief abzuschließen, klicken Sie hier.", "Click to confirm your subscription.",
    "Confirmez votre inscription à la lettre.", "Confirma tu suscripción al boletín.",
    "Conferma la tua iscrizione alla newsletter.", "Bevestig je aanmelding.", "Potwierdź zapis na newsletter.",
    "Confirme a sua subscrição.",
  ])
  func aRequestToConfirmSaysWhatWasSignedUpFor(_ text: String) { #expect(isStated(text, .consentRequest)) }

  @Test(arguments: ["Bitte stimmen Sie zu.", "Yes, put me on the list!"])
  func aBareRequestDoesNot(_ text: String) { #expect(!isStated(text, .consentRequest)) }

  @Test(arguments: [
    "Ich schreibe Ihnen, weil Ihr Laden Honig verkauft.", "I'm writing because you sell honey.",
    "Je vous écris car vous vendez du miel.", "Le escribo porque su tienda vende miel.",
    "Le scrivo perché il suo negozio vende miele.", "Ik mail u omdat u honing verkoopt.",
    "Piszę, ponieważ Państwa sklep sprzedaje miód.", "Escrevo porque a sua loja vende mel.",
    "Ich bin auf Ihren Laden gestoßen.", "I came across your shop.",
  ])
  func aFirstLettersOwnBecauseIsAReason(_ text: String) {
    #expect(isStated(text, .firstContact))
    #expect(!isStated("Hallo.", .firstContact))
  }
}
