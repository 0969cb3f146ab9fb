import MailContent
import MailSyntax
import Policy
import Testing

@testable import Linting

@Suite struct UnsubscribeCheckTests {
  /// The rules that tell why there is no way; one cause is told by one of them.
  private static let rules: [RuleID] = [
    "unsubscribe/missing", "unsubscribe/dead-link", "unsubscribe/hidden", "unsubscribe/noreply",
  ]
  private func findings(_ message: Message) -> [Finding] {
    Samples.findings(message, Samples.context(mailClass: .newsletter)).filter { Self.rules.contains($0.rule) }
  }
  private func isOffered(_ html: String) -> Bool {
    let message = Samples.message(html: "<p>Hallo</p>\(html)")
    return findings(message).isEmpty
  }
  private func isOffered(text: String) -> Bool {
    let message = Samples.message(text: "Hallo\r\n\r\n" + text)
    return findings(message).isEmpty
  }

  @Test(arguments: [
    "Unsubscribe", "unsubscribe from this list", "Click here to unsubscribe", "Opt out", "Opt-out of these emails",
    "Manage preferences", "Email preferences", "Update your email settings", "Notification settings", "Remove me",
    "Stop receiving these emails", "No longer want these emails?", "Manage your subscription",
    "Communication preferences",
    "Turn off notifications", "Unsubscribe me", "Leave this mailing list", "Cancel this newsletter", "Email settings",
    "Abmelden", "Abbestellen", "Newsletter abbestellen", "Vom Newsletter abmelden", "Hier abmelden", "Austragen",
    "Aus dem Verteiler austragen", "Keine weiteren E-Mails erhalten", "Newsletter-Einstellungen",
    "E-Mail-Einstellungen verwalten", "Abmeldung vom Newsletter", "Newsletterabmeldung", "Newsletter kündigen",
    "Benachrichtigungen abstellen", "Ich möchte keine E-Mails mehr", "Zur Abmeldung", "Mailing abbestellen",
    "Einstellungen ändern", "Der Werbung widersprechen", "Newsletter nicht mehr erhalten",
    "Abonnement beenden", "Bezug der Hofpost beenden", "Produktupdates abstellen", "Hier kannst du dich austragen",
    "Trag dich hier aus", "Hier meldest du dich ab", "Bestellen Sie den Rundbrief hier ab",
    "Dann bestell ihn wieder ab",
    "Turn off weekly digests", "End my subscription", "Switch off event reminders",
    "Désactiver les actualités du club", "Mettre fin à mon abonnement", "Desactivar las novedades",
    "Finalizar mi suscripción", "Disattiva gli aggiornamenti", "Disdici l'iscrizione", "Abonnement beëindigen",
    "Updates uitzetten", "Wyłącz nowości", "Zakończ subskrypcję", "Desativar as novidades",
    "Terminar a minha subscrição",
    "Stop future letters", "No more post, please", "Bitte nicht mehr anschreiben", "Keine Briefe mehr",
    "Ne plus les recevoir",
    "Je m'oppose", "No quiero más cartas", "No recibirlas más", "Non voglio più lettere", "Niet meer mailen",
    "Nie chcę więcej listów", "Não quero mais cartas",
  ])
  func linkTexts(_ text: String) {
    #expect(isOffered("<a href=\"https://beispiel.test/x/9f3a\">\(text)</a>"))
  }

  @Test(arguments: [
    "Shop now", "Log out", "Impressum", "Privacy", "Anmelden", "Abonnement kündigen jetzt nicht vergessen",
    "Contact us",
    "Your account", "Subscribe", "Newsletter abonnieren", "Abonnieren", "Forward to a friend", "Hier", "Click here",
    "Bestellen Sie hier ab 20 Euro", "Mehr erfahren", "View in browser", "Account settings", "Verlängern Sie Ihr Abo",
    "Datenschutzeinstellungen", "Ne plus attendre", "Keine Zeit mehr verlieren", "No more waiting", "Stop by our shop",
  ])
  func otherLinkTexts(_ text: String) {
    #expect(!isOffered("<a href=\"https://beispiel.test/x/9f3a\">\(text)</a>"))
  }

  @Test(arguments: [
    "<p>Wenn Sie keine weiteren Mails erhalten möchten, klicken Sie bitte <a href=\"https://b.test/9\">hier</a>.</p>",
    "<p>Möchten Sie unseren Newsletter nicht mehr erhalten? <a href=\"https://b.test/9\">Klicken Sie hier</a>.</p>",
    "<p>Sie können den Newsletter jederzeit <a href=\"https://b.test/9\">hier</a> abbestellen.</p>",
    "<p>Um sich abzumelden, klicken Sie <a href=\"https://b.test/9\">hier</a>.</p>",
    "<p>Um sich vom Newsletter <a href=\"https://b.test/9\">abzumelden</a>, genügt ein Klick.</p>",
    "<p>Zum Abbestellen bitte <a href=\"https://b.test/9\">hier klicken</a>.</p>",
    "<p>Keine weiteren Erinnerungen? <a href=\"https://b.test/9\">Hier klicken</a></p>",
    "<p>Kein Interesse mehr? <a href=\"https://b.test/9\">Hier klicken</a></p>",
    "<p>To unsubscribe, <a href=\"https://b.test/9\">click here</a>.</p>",
    "<p><a href=\"https://b.test/9\">Click here</a> if you no longer wish to receive our emails.</p>",
    "<p>If you would prefer not to receive these, follow <a href=\"https://b.test/9\">this link</a>.</p>",
    "<p>You can change how often you get emails in your <a href=\"https://b.test/9\">account settings</a>.</p>",
    "<a href=\"https://b.test/unsubscribe?id=9\">Click here</a>",
    "<a href=\"https://b.test/newsletter/abmelden\">Klick</a>",
    "<a href=\"mailto:unsubscribe@b.test\">E-Mail</a>", "<map><area href=\"https://b.test/9\" alt=\"Abmelden\"></map>",
    "<a href=\"https://b.test/9\" title=\"Unsubscribe\">X</a>",
    "<p>Unsubscribe: <a href=\"https://b.test/9\">https://b.test/9</a></p>",
    "<p>Schreiben Sie eine Mail mit dem Betreff „Abmelden“ an <a href=\"mailto:news@b.test\">news@b.test</a>.</p>",
  ])
  func contexts(_ html: String) { #expect(isOffered(html)) }

  @Test(arguments: [
    "Had enough of us? https://b.test/9", "Would you rather not hear from us? Write to leave@b.test.",
    "To hear nothing more from the choir: https://b.test/9", "Möchten Sie nichts mehr von uns hören? https://b.test/9",
    "Genug von unserer Post? https://b.test/9", "Wenn Sie das lieber nicht mehr lesen möchten: https://b.test/9",
    "Assez de nos messages ? https://b.test/9", "Si vous préférez ne plus entendre parler de nous : https://b.test/9",
    "¿Prefiere que no le escribamos? https://b.test/9", "Preferisci non ricevere altro? https://b.test/9",
    "Liever geen post van ons? https://b.test/9", "Wolisz nie dostawać od nas listów? https://b.test/9",
    "Prefere que não o contactemos? https://b.test/9",
    "Wenn Sie nichts mehr von mir hören möchten, sagen Sie einfach Bescheid.",
    "Rather not get these? Just reply and I will take you off.",
  ])
  func politeWords(_ text: String) { #expect(isOffered(text: text)) }

  @Test(arguments: [
    "Vous pouvez à tout moment vous opposer à ces messages : https://b.test/opposition",
    "Vos droits : accès, effacement ; vous pouvez vous opposer à nos envois : https://b.test/9",
  ])
  func anObjectionIsAWayOut(_ text: String) { #expect(isOffered(text: text)) }

  /// One cause is one finding: the login is told by a rule of its own.
  @Test(arguments: [
    "Log in at https://b.test/login and change your email preferences there to unsubscribe.",
    "Bitte loggen Sie sich ein, um den Newsletter abzubestellen.", "Zaloguj się, aby się wypisać.",
  ])
  func aLoginIsToldOnce(_ text: String) {
    let message = Samples.message(text: "Hallo\r\n\r\n" + text)
    let rules = Samples.findings(message, Samples.context(mailClass: .newsletter)).map(\.rule)
    #expect(rules.contains("unsubscribe/login-required") && !rules.contains(where: Self.rules.contains))
  }

  /// How people offer a way out of a letter, and what only sounds like it.
  @Test(arguments: [
    ("de", "Ein Wort an mich genügt, und ich schreibe Ihnen nicht wieder."), ("de", "Sagen Sie kurz Nein."),
    ("de", "Dann lasse ich Sie in Ruhe."), ("de", "Sie hören dann nichts mehr von mir."),
    ("en", "A word is enough, and I will not write again."), ("en", "Just say no."),
    ("en", "If not, I'll leave you alone."), ("fr", "Un mot suffit."), ("fr", "Je ne vous écrirai plus."),
    ("es", "Basta una palabra."), ("es", "No le volveré a escribir."), ("it", "Basta una parola."),
    ("it", "Non La disturberò più."), ("nl", "Eén woordje is genoeg."), ("nl", "Antwoord dan “nee”."),
    ("nl", "Dan schrijf ik je niet meer."), ("nl", "Wil je geen mail meer, laat het me weten."),
    ("pl", "Wystarczy jedno słowo."), ("pl", "Nie będę więcej pisać."),
    ("de", "Sie können dem jederzeit widersprechen."), ("en", "You may object to this at any time."),
    ("fr", "Vous pouvez vous opposer."), ("es", "Puede oponerse."), ("it", "Può opporsi."),
    ("nl", "U kunt bezwaar maken."),
    ("pl", "Mogą Państwo wnieść sprzeciw."), ("pt", "Pode opor-se."), ("pt", "Basta uma palavra."),
    ("pt", "Não lhe volto a escrever."),
  ])
  func aWordEndsALetter(_ language: String, _ text: String) {
    func rules(_ mailClass: MailClass, _ text: String = text) -> [RuleID] {
      Samples.findings(Samples.message(text: "Xyz.\r\n\r\n" + text), Samples.context(mailClass: mailClass)).map(\.rule)
        .filter(Self.rules.contains)
    }
    #expect(rules(.firstContact) == [], "\(language)")
    #expect(rules(.newsletter) == ["unsubscribe/missing"], "a mailing needs more, \(language)")
  }

  @Test(arguments: [
    "Ich freue mich auf Ihre Antwort.", "Lassen Sie uns ein Wort reden.", "Let me know what you think.",
    "Write to me in a word or two.", "Répondez-moi vite.", "Dígame cuándo.", "Mi dica quando.", "Laat het me weten.",
    "Proszę o odpowiedź.", "Diga-me quando.",
  ])
  func otherWordsEndNothing(_ text: String) {
    let findings = Samples.findings(
      Samples.message(text: "Xyz.\r\n\r\n" + text), Samples.context(mailClass: .firstContact),
      rule: "unsubscribe/missing")
    #expect(findings.count == 1)
    #expect(findings.first?.message.contains("letter") == true)
  }

  @Test func theSameLinkIsTheSameOfferInBothVersions() {
    let octets =
      "From: a@beispiel.test\r\nTo: anna@kunde.test\r\nMIME-Version: 1.0\r\n"
      + "Content-Type: multipart/alternative; boundary=x\r\n\r\n--x\r\nContent-Type: text/plain\r\n\r\n"
      + "If you no longer want to receive this: https://b.test/9\r\n--x\r\nContent-Type: text/html\r\n\r\n"
      + "<p>Hello</p><p><a href=\"LINK\">That will do</a></p>\r\n--x--\r\n"
    func rules(_ link: String) -> [RuleID] {
      let text = octets.split(separator: "LINK", maxSplits: 1).joined(separator: link)
      return findings(Message.parse(Array(text.utf8))).map(\.rule)
    }
    #expect(rules("https://b.test/9") == [])
    #expect(rules("https://b.test/8") == ["unsubscribe/hidden"])
  }

  @Test(arguments: [
    "<p>Unsubscribe</p>", "<a>Unsubscribe</a>", "<a href=\"\">Unsubscribe</a>", "<a href=\" \">Abmelden</a>",
    "<a href=\"about:blank\">Abmelden</a>", "<a href=\"http://localhost:3000/unsub\">Unsubscribe</a>",
    "<a href=\"http://127.0.0.1/unsub\">Unsubscribe</a>", "<a href=\"https://www.example.com/unsub\">Unsubscribe</a>",
    "<a href=\"unsubscribe.html\">Unsubscribe</a>",
    "<a href=\"https://b.test/9\" style=\"font-size:0\">Unsubscribe</a>",
    "<a href=\"https://b.test/9\"><img src=\"cid:a\" alt=\"\"></a>",
    "<a href=\"{{ unsubscribe_url }}\">Unsubscribe</a>",
    "<blockquote type=\"cite\"><a href=\"https://b.test/9\">Unsubscribe</a></blockquote>",
    "<p>Lesen Sie <a href=\"https://b.test/9\">hier</a> mehr über unsere Mode.</p>",
    "<p>Newsletter abonnieren? <a href=\"https://b.test/9\">Hier</a></p>",
  ])
  func nothingWorks(_ html: String) { #expect(!isOffered(html)) }

  /// What is wrong, and the one rule that tells it.
  @Test(arguments: [
    ("<p>Hello</p>", "unsubscribe/missing"), ("<a href=\"#\">Unsubscribe</a>", "unsubscribe/dead-link"),
    ("<a href=\"*|UNSUB|*\">Unsubscribe</a>", "unsubscribe/dead-link"),
    ("<a href=\"https://b.test/%7B%7Bid%7D%7D\">Unsubscribe</a>", "unsubscribe/dead-link"),
    ("<a href=\"https://b.test/9\" style=\"display:none\">Unsubscribe</a>", "unsubscribe/hidden"),
    ("<!--[if mso]><a href=\"https://b.test/9\">Unsubscribe</a><![endif]-->", "unsubscribe/hidden"),
    ("<a href=\"#\">Unsubscribe</a><a href=\"https://b.test/9\" hidden>Unsubscribe</a>", "unsubscribe/dead-link"),
  ])
  func oneCauseIsOneFinding(_ html: String, _ rule: String) {
    #expect(findings(Samples.message(html: "<p>Hallo</p>" + html)).map(\.rule.description) == [rule])
  }

  @Test(arguments: ["noreply@b.test", "do-not-reply@b.test", "KeineAntwort@b.test", "ne-pas-repondre@b.test"])
  func answersThatNobodyReads(_ from: String) {
    let message = Samples.message(from: from, text: "Reply to this e-mail with UNSUBSCRIBE.")
    #expect(findings(message).map(\.rule) == ["unsubscribe/noreply"])
    let read = Samples.message(from: from, fields: ["Reply-To: news@b.test"], text: "Reply with UNSUBSCRIBE.")
    #expect(findings(read).isEmpty)
  }

  @Test(arguments: [
    "To unsubscribe visit https://b.test/9f3a", "Abmelden: https://b.test/9f3a", "Unsubscribe:\r\nhttps://b.test/9f3a",
    "Zum Abbestellen schreiben Sie an abmelden@b.test", "https://b.test/unsubscribe/9f3a",
    "Antworten Sie mit dem Wort STOPP.", "Um sich abzumelden, antworten Sie mit \"Abmelden\".",
    "Reply to this e-mail with UNSUBSCRIBE in the subject.",
    "Wenn Sie keine Mails mehr erhalten möchten, genügt eine kurze Nachricht an news@b.test.",
  ])
  func plainTexts(_ text: String) { #expect(isOffered(text: text)) }

  @Test(arguments: [
    "Abmelden nicht möglich.", "https://b.test/shop", "> Unsubscribe: https://b.test/9",
    "Besuchen Sie uns: https://b.test",
  ])
  func plainTextsWithout(_ text: String) { #expect(!isOffered(text: text)) }

  @Test func eachAlternativeIsJudged() {
    func message(_ text: String, _ html: String) -> Message {
      let parts =
        "--x\r\nContent-Type: text/plain\r\n\r\n\(text)\r\n--x\r\nContent-Type: text/html\r\n\r\n\(html)\r\n--x--\r\n"
      return Message.parse(
        Array("From: a@b.test\r\nContent-Type: multipart/alternative; boundary=x\r\n\r\n\(parts)".utf8))
    }
    func severities(_ message: Message) -> [Severity] {
      findings(message).map(\.severity)
    }
    let link = "<a href=\"https://b.test/9\">Unsubscribe</a>"
    #expect(severities(message("Unsubscribe: https://b.test/9", link)).isEmpty)
    #expect(severities(message("Hello", link)) == [.note])
    #expect(severities(message("", link)).isEmpty)
    #expect(severities(message("Unsubscribe: https://b.test/9", "<p>Hello</p>")) == [.error])
    // One cause is one finding, which names both places.
    let both = findings(message("Hello", "<p>Hello</p>"))
    #expect(both.map(\.severity) == [.error])
    #expect(both.first?.message.hasSuffix("(in every version)") == true)
    #expect(both.first?.related.count == 1)
  }

  @Test func aFooterBesideTheAlternativesServesBoth() {
    let octets = """
      From: a@b.test\r
      Content-Type: multipart/mixed; boundary=m\r
      \r
      --m\r
      Content-Type: multipart/alternative; boundary=x\r
      \r
      --x\r
      Content-Type: text/plain\r
      \r
      Hello\r
      --x\r
      Content-Type: text/html\r
      \r
      <p>Hello</p>\r
      --x--\r
      --m\r
      Content-Type: text/plain\r
      \r
      Unsubscribe: https://b.test/9\r
      --m--\r
      """
    #expect(findings(Message.parse(Array(octets.utf8))).isEmpty)
  }
}
