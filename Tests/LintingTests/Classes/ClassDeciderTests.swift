import MailContent
import MailSyntax
import Policy
import Testing

@testable import Linting

@Suite struct ClassDeciderTests {
  private func decide(_ message: Message, _ context: Context = Samples.context()) -> ClassDecision {
    ClassDecider.decide(.message(message), reading: Reading(of: message), context: context)
  }

  @Test(arguments: [
    (["List-Id: <news.beispiel.test>"], MailClass.newsletter, "List-Id"),
    (["List-Unsubscribe: <mailto:a@beispiel.test>"], .newsletter, "List-Unsubscribe"),
    (["Precedence: bulk"], .newsletter, "Precedence: bulk"), (["Feedback-ID: 1:2:3:4"], .personal, "assumed"),
    (["X-Mailgun-Tag: welcome"], .personal, "assumed"),
    (["List-Id: <a.b>", "List-Post: <mailto:all@b.test>"], .personal, "discussion list (List-Post)"),
    (["List-Id: <a.b>", "List-Post: NO"], .newsletter, "List-Id"),
    (["List-Id: <a.b>", "List-Post: <mailto:all@b.test>", "X-Campaign: 7"], .newsletter, "List-Id"),
    (["Precedence: bulk", "Sender: owner-rat@liste.test", "Cc: rat@liste.test"], .personal, "owner-rat@liste.test"),
    (["Precedence: list", "Resent-Sender: rat-request@l.test", "Resent-To: rat@l.test"], .personal, "rat-request"),
    (["Precedence: bulk", "Sender: news-bounces@beispiel.test", "Cc: news@beispiel.test"], .newsletter, "Precedence"),
    (["Precedence: bulk", "Sender: owner-rat@liste.test", "In-Reply-To: <7@x.test>"], .personal, "owner-rat"),
    (["Precedence: bulk", "Sender: owner-rat@liste.test"], .newsletter, "Precedence"),
    (["Precedence: bulk", "Sender: bounce@versand.test", "Cc: rat@versand.test"], .newsletter, "Precedence"),
    (["X-Campaign-Id: 4711"], .newsletter, "X-Campaign-Id"), (["Precedence: first-class"], .personal, "assumed"),
    (["Auto-Submitted: auto-replied (vacation)"], .system, "Auto-Submitted: auto-replied"),
    (["Auto-Submitted: auto-generated"], .system, "Auto-Submitted: auto-generated"),
    (["Auto-Submitted: auto-generated", "List-Id: <a.b>"], .newsletter, "List-Id"),
    (["Auto-Submitted: no"], .personal, "assumed"), (["Presend-Class: first-contact"], .firstContact, "Presend-Class"),
    (["Presend-Class: Transactional"], .transactional, "Presend-Class"),
    (["Presend-Class: private"], .personal, "assumed"), (["Presend-Class: system"], .personal, "assumed"),
    (["Presend-Class: transactional", "List-Id: <a.b>"], .transactional, "Presend-Class"), ([], .personal, "assumed"),
  ])
  func fields(_ fields: [String], _ mailClass: MailClass, _ evidence: String) {
    let decision = decide(Samples.message(fields: fields))
    #expect(decision.mailClass == mailClass)
    #expect(decision.evidence.first?.contains(evidence) == true)
  }

  @Test func nullReversePathIsSystem() {
    var context = Samples.context()
    context.envelope?.reversePath = nil
    let decision = decide(Samples.message(fields: ["List-Id: <a.b>"]), context)
    #expect(decision == ClassDecision(mailClass: .system, evidence: ["reverse-path <>"]))
  }

  /// What a tracker tells who takes part in a matter; not what a program for newsletters marks alike.
  @Test(arguments: [
    ("You are receiving this because you were mentioned.", [], MailClass.system),
    ("Sie erhalten diese Mail, weil Ihnen die Aufgabe zugewiesen wurde.", [], .system),
    ("Reçu parce que vous suivez ce ticket.", [], .system),
    ("You are receiving this because you subscribed.", [], .newsletter),
    ("You are receiving this because you were mentioned.", ["X-Campaign: 7"], .newsletter),
  ])
  func aTrackersNoticeIsSystem(_ text: String, _ fields: [String], _ mailClass: MailClass) {
    let all = ["Auto-Submitted: auto-generated", "List-Id: <a.b>", "List-Unsubscribe: <https://b.test/u>"] + fields
    #expect(decide(Samples.message(fields: all, text: text)).mailClass == mailClass)
    #expect(decide(Samples.message(fields: Array(all.dropFirst()), text: text)).mailClass == .newsletter)
  }

  /// Firms' programs write the fields of mailings into notices too.
  @Test(arguments: [
    ("Ihr Paket ist in der Packstation 123", "Guten Tag", MailClass.transactional),
    ("Bald ist Ihr DPD Paket da", "Sendungsnummer 4711", .transactional),
    ("Your order confirmation", "Thank you for your order no. 4711. It ships tomorrow.", .transactional),
    ("Rechnung Nr. 4711", "Anbei die Rechnung.", .transactional),
    ("Unsere Sommerangebote", "Ihre Bestellung wartet", .newsletter),
    ("Neues aus dem Hofladen", "Guten Tag", .newsletter),
    ("Your order is waiting: 20 % off", "Order now and save 20 %. Free shipping today only!", .newsletter),
    ("Thank you for your order", "More for you. Unsubscribe from this newsletter: https://shop.test/u", .newsletter),
  ])
  func aNoticeMayBearTheFieldsOfMailings(_ subject: String, _ text: String, _ mailClass: MailClass) {
    let fields = ["List-Id: <a.shop.test>", "List-Unsubscribe: <https://shop.test/u>", "Feedback-ID: 1:2:3:4"]
    let decision = decide(Samples.message(fields: fields, text: text, subject: subject))
    #expect(decision.mailClass == mailClass)
    #expect(decision.evidence.contains("List-Unsubscribe"))
  }

  @Test func feedbackIDCountsBesideOtherEvidence() {
    let decision = decide(Samples.message(fields: ["Precedence: bulk", "Feedback-ID: 1:2:3:4"]))
    #expect(decision == ClassDecision(mailClass: .newsletter, evidence: ["Precedence: bulk", "Feedback-ID"]))
  }

  @Test(arguments: [
    ("Report Domain: b.test Submitter: mail.test Report-ID: <7>", "application/gzip", MailClass.system),
    ("Report domain: b.test Submitter: mail.test Report-ID: 7", "application/zip", .system),
    ("Report Domain: b.test", "application/gzip", .newsletter),
    ("Report Domain: b.test Submitter: mail.test Report-ID: <7>", "text/html", .newsletter),
  ])
  func aggregateReportsAreSystem(_ subject: String, _ type: String, _ mailClass: MailClass) {
    let octets = "From: a@b.test\r\nPrecedence: bulk\r\nSubject: \(subject)\r\nContent-Type: \(type)\r\n\r\nx\r\n"
    #expect(decide(Message.parse(Array(octets.utf8))).mailClass == mailClass)
  }

  @Test func oldReportsAreKnownByTheirSecondPart() {
    let octets =
      "From: a@b.test\r\nList-Id: <a.b>\r\nContent-Type: multipart/report; boundary=x\r\n\r\n--x\r\n\r\nx\r\n"
      + "--x\r\nContent-Type: message/delivery-status\r\n\r\nStatus: 5.0.0\r\n--x--\r\n"
    #expect(decide(Message.parse(Array(octets.utf8))).mailClass == .system)
  }

  @Test(arguments: ["delivery-status", "disposition-notification", "feedback-report", "tlsrpt"])
  func reportsAreSystem(_ type: String) {
    let octets =
      "From: a@b.test\r\nContent-Type: multipart/report; report-type=\(type); boundary=x\r\n\r\n--x\r\n\r\nx\r\n--x--\r\n"
    #expect(decide(Message.parse(Array(octets.utf8))).mailClass == .system)
  }

  @Test(arguments: [
    ("Unser Newsletter im Mai", "Hallo", MailClass.newsletter), ("Hallo", "Jetzt kaufen! Rabattcode: MAI", .newsletter),
    ("Hi", "Free shipping this week. Use your discount code MAY.", .newsletter), ("Hi", "Free shipping", .personal),
    ("Newsletter-Anmeldung bestätigen", "Ein Klick fehlt noch.", .consentRequest),
    ("News", "To unsubscribe click here: https://b.test/9", .newsletter), ("Hi", "How do I unsubscribe?", .personal),
    ("Neues", "Zum Abmelden hier klicken: https://b.test/9", .newsletter),
    ("Nouvelles", "Pour vous désabonner : https://b.test/9", .newsletter),
    ("Noticias", "Para darse de baja: https://b.test/9", .newsletter),
    ("Novità", "Per cancellarti: https://b.test/9", .newsletter),
    ("Nieuws", "Om je uit te schrijven: https://b.test/9", .newsletter),
    ("Nowości", "Aby zrezygnować z subskrypcji: https://b.test/9", .newsletter),
    ("Novidades", "Para cancelar a sua subscrição: https://b.test/9", .newsletter),
    ("Please confirm your subscription", "One click.", .consentRequest), ("Termin", "Bis morgen!", .personal),
    // Who writes about a newsletter, a consent or an offer sends none.
    ("Text", "Kommt mein Absatz noch in den Newsletter vom Juni?", .personal),
    ("Ausflug", "Für den Ausflug brauchen wir Ihre Zustimmung.", .personal),
    ("Umfrage", "Um Ihnen weiter Mails senden zu dürfen, brauchen wir Ihre Einwilligung.", .consentRequest),
    ("Ein Klick", "Unser Newsletter: Bitte klicken Sie hier, um die Anmeldung abzuschließen.", .consentRequest),
    ("Activate", "Please confirm your email address to use your account.", .transactional),
    ("Ihre Bestellung 4711", "Rabattcode MAI, versandkostenfrei", .transactional),
    ("Quote", "As discussed: a special offer if you book now. Last chance!", .personal),
    ("Sale", "20 % off all mugs, this weekend only", .newsletter),
    ("Rosen", "20 % auf alle Rosen, nur bis Sonntag", .newsletter),
    ("Hello", "I came across your website. Do you have 15 minutes next week?", .firstContact),
    ("Re: Newsletter im Mai", "Jetzt kaufen! Rabattcode: MAI", .personal),
    ("Re: Lampen", "20 % auf alle Lampen, nur bis Sonntag. Newsletter abbestellen: https://b.test/ab", .newsletter),
    ("Plans", "Plans are 30% off until Friday. You get this because you have a free account.", .newsletter),
    ("Tarife", "Bis Freitag 30 % Rabatt. Sie erhalten das, weil Sie ein Konto haben.", .newsletter),
    ("Konto", "Sie erhalten das, weil Sie ein Konto haben. Morgen wird gewartet.", .personal),
    ("Plans", "The plan you asked for: 30% off until Friday. You get this because you have an account.", .newsletter),
    ("Rechnung", "Mein Mandant hat die Rechnung vom 3. Mai bezahlt.", .personal),
    ("Klage", "Ohne weitere Mahnung werden wir Klage erheben.", .personal),
    ("Mahnung", "Unsere Rechnung vom 3. Mai ist offen. Dies ist die zweite Mahnung.", .transactional),
    ("Where is it?", "My parcel was left in the rain.", .personal),
    ("Your parcel", "Your parcel is on its way.", .transactional),
    ("Bedingungen", "Ab 1. Mai gelten für Ihr Konto neue Allgemeine Geschäftsbedingungen.", .transactional),
    ("Terms", "New terms apply from 1 May.", .transactional),
    ("Conditions", "De nouvelles conditions entrent en vigueur le 1er mai.", .transactional),
    ("Condiciones", "Las nuevas condiciones entran en vigor el 1 de mayo.", .transactional),
    ("Condizioni", "Le nuove condizioni si applicano dal 1 maggio.", .transactional),
    ("Voorwaarden", "De nieuwe voorwaarden gelden vanaf 1 mei.", .transactional),
    ("Regulamin", "Nowy regulamin obowiązuje od 1 maja.", .transactional),
    ("Condições", "As novas condições entram em vigor a 1 de maio.", .transactional),
    ("Ihr Auftrag", "Ihr Auftrag 3391 ist fertig.", .transactional),
    ("Parken", "Quittung für Ihren Parkvorgang, bezahlt mit Karte.", .transactional),
    ("Kurs", "Die Gebühr ziehen wir am 1. Mai ein.", .transactional),
    ("Re: Lampen", "Ich nehme zwei. Und die 20 % auf alle Lampen gelten noch?", .personal),
    ("Re: Lampen", "Gern.\r\n\r\n> 20 % auf alle Lampen\r\nNewsletter abbestellen: https://b.test/ab", .personal),
  ])
  func words(_ subject: String, _ text: String, _ mailClass: MailClass) {
    let decision = decide(Samples.message(text: text, subject: subject))
    #expect(decision.mailClass == mailClass, "\(decision.evidence)")
    #expect(!decision.evidence.isEmpty)
  }

  @Test(arguments: [
    ("Termin", "Guten Tag", [], "no sign of mass mail"), ("Re: Termin", "Guten Tag", [], "an answer"),
    ("Termin", "Guten Tag", ["In-Reply-To: <7@b.test>"], "an answer"),
    ("Karten", "Nur noch bis Sonntag. Ich gehe hin.", [], "too few signs of mass mail (“nur noch bis"),
  ])
  func anAssumptionSaysWhy(_ subject: String, _ text: String, _ fields: [String], _ why: String) {
    let decision = decide(Samples.message(fields: fields, text: text, subject: subject))
    #expect(decision.mailClass == .personal)
    #expect(decision.evidence.first?.hasPrefix("assumed: \(why)") == true, "\(decision.evidence)")
  }

  /// A person would have written the name; who writes of templates mentions tags elsewhere.
  @Test(arguments: [
    ("Hallo {{ kunde.vorname }},\r\n\r\nIhr Rad steht bereit.", "anna@kunde.test", MailClass.transactional),
    ("Guten Tag, Ihr Rad steht bereit.", "\"{{ customer.name }}\" <anna@kunde.test>", .transactional),
    ("Dear *|FNAME|*,\r\n\r\nthis weekend only: tea. Sale ends soon.", "anna@kunde.test", .newsletter),
    ("Hi Mira,\r\n\r\nline 4 says Hi {{ user.first_name }} in staging.", "anna@kunde.test", .personal),
    (
      "Hi Mira, " + String(repeating: "as I said, ", count: 9) + "Hi {{ user.first_name }}", "anna@kunde.test",
      .personal
    ),
    ("Hi [name to follow],\r\n\r\nsee you.", "\"Anna [Berlin]\" <anna@kunde.test>", .personal),
    ("Hallo {{ kunde.vorname }},\r\n\r\nIhr Rad.", "otto@beispiel.test", .personal),
  ])
  func unfilledGreetings(_ text: String, _ to: String, _ mailClass: MailClass) {
    let bare = to.split(whereSeparator: { "<>".contains($0) }).last.map(String.init) ?? to
    let decision = decide(Samples.message(to: to, text: text), Samples.context(recipients: [bare]))
    #expect(decision.mailClass == mailClass, "\(decision.evidence)")
  }

  @Test func aLinkThatEndsASubscriptionSpeaksForOne() {
    let link = Samples.message(html: "<p>Hi</p><a href=\"https://b.test/9\">Newsletter abbestellen</a>")
    #expect(decide(link).mailClass == .newsletter)
    #expect(decide(Samples.message(text: "Please unsubscribe me.")).mailClass == .personal)
    let quoted = "<blockquote type=\"cite\"><a href=\"https://b.test/9\">Unsubscribe</a></blockquote>"
    #expect(decide(Samples.message(html: quoted)).mailClass == .personal)
  }

  @Test(arguments: [
    "Zur Info.\r\n\r\nVon: Laden <news@laden.test>\r\nGesendet: Freitag\r\nAn: erika@beispiel.test\r\nBetreff: Mai\r\n\r\n"
      + "Unser Newsletter: jetzt kaufen, Rabattcode MAI\r\nAbbestellen: https://laden.test/abbestellen",
    "Ja!\r\n\r\n> Unser Newsletter im Mai: jetzt kaufen\r\n> Rabattcode: MAI",
  ])
  func whatAnEarlierMailSaysDoesNotCount(_ text: String) {
    let decision = decide(Samples.message(text: text))
    #expect(decision.mailClass == .personal, "\(decision.evidence)")
  }

  @Test func manyRecipientsAreBulk() {
    let context = Samples.context(recipients: (0..<50).map { "p\($0)@kunde.test" })
    #expect(decide(Samples.message(), context) == ClassDecision(mailClass: .newsletter, evidence: ["50 recipients"]))
  }

  @Test func policyComesBeforeTheMessagesOwnWord() {
    var news = ClassPolicy(mailClass: .newsletter)
    news.from = "*@BEISPIEL.test"
    let context = Samples.context { $0.classes = [news] }
    let decision = decide(Samples.message(fields: ["Presend-Class: personal"]), context)
    #expect(decision == ClassDecision(mailClass: .newsletter, evidence: ["classes: from *@BEISPIEL.test"]))
  }

  @Test func allConditionsOfAPolicyMustHold() {
    var policy = ClassPolicy(mailClass: .transactional)
    policy.to = "*@kunde.test"
    policy.header = (name: "X-Mailer", body: "Shop*")
    policy.listID = "shop.*"
    let context = Samples.context { $0.classes = [policy] }
    let fields = ["X-Mailer: Shop 2.1", "List-Id: Our shop <shop.beispiel.test>"]
    #expect(decide(Samples.message(fields: fields), context).mailClass == .transactional)
    #expect(decide(Samples.message(fields: Array(fields.dropFirst())), context).mailClass == .newsletter)
  }

  @Test func theCallerHasTheLastWord() {
    let context = Samples.context(mailClass: .personal)
    #expect(decide(Samples.message(fields: ["List-Id: <a.b>"]), context).evidence == ["--class"])
  }

  @Test func presendClassCanBeSwitchedOff() {
    let context = Samples.context { $0.allowsPresendClass = false }
    #expect(decide(Samples.message(fields: ["Presend-Class: newsletter"]), context).mailClass == .personal)
  }

  @Test(arguments: [
    ("<a href=\"*|UNSUB|*\">x</a>", MailClass.newsletter), ("<p>{{ order.number }}</p>", .transactional),
    ("<p>Unser Newsletter</p>", .newsletter), ("<p>Hi</p><a href=\"#\">Unsubscribe</a>", .newsletter),
    ("<p>{% unsubscribe_url %}</p>", .newsletter),
  ])
  func templates(_ html: String, _ mailClass: MailClass) {
    let octets = Array(html.utf8)
    let decision = ClassDecider.decide(
      .template(octets), reading: Reading(template: octets, format: .html), context: Context())
    #expect(decision.mailClass == mailClass, "\(decision.evidence)")
  }

  @Test func templatePathsAreMatched() {
    var policy = ClassPolicy(mailClass: .firstContact)
    policy.path = "templates/cold/**"
    var context = Samples.context { $0.classes = [policy] }
    context.path = "templates/cold/a/b.html"
    let reading = Reading(template: [], format: .html)
    #expect(ClassDecider.decide(.template([]), reading: reading, context: context).mailClass == .firstContact)
    context.path = "templates/warm/b.html"
    #expect(ClassDecider.decide(.template([]), reading: reading, context: context).mailClass == .transactional)
  }
}
