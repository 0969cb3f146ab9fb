import MailContent
import MailSyntax
import Policy
import Testing

@testable import Linting

@Suite struct JudgeTests {
  @Test func `an open list goes out in one variant that shows nobody`() throws {
    let case1 = JudgeCase(JudgeSamples.circular)
    let variants = try case1.variants()
    #expect(variants.map(\.isRewritten) == [true])
    #expect(variants[0].recipients == case1.envelope.recipients)
    #expect(
      case1.octets(variants[0])
        == JudgeSamples.circular.replacingFirst(
          "To: anna@kunde.test, Bert <bert@firma.test>,\n eva@beispiel.test", with: "To: undisclosed-recipients:;"
        )
        .replacingFirst("Cc: dora@verein.test\n", with: ""))
  }

  @Test func `one by one, each sees their own mailbox and colleagues see each other`() throws {
    var case1 = JudgeCase(JudgeSamples.circular)
    case1.settings.rules["recipients/open-list", default: .init()].rewrite = .individual
    case1.envelope.recipients.append(JudgeSamples.address("bcc@fremd.test"))
    let variants = try case1.variants()
    let shown = Dictionary(
      uniqueKeysWithValues: variants.map { ($0.recipients.map(\.wireForm), case1.destination($0)) })
    #expect(
      shown == [
        ["anna@kunde.test"]: ["To: anna@kunde.test"],
        ["bert@firma.test"]: ["To: Bert <bert@firma.test>"],
        ["dora@verein.test"]: ["To: dora@verein.test"],
        ["eva@beispiel.test"]: ["To: eva@beispiel.test"],
        ["bcc@fremd.test"]: ["To: undisclosed-recipients:;"],
      ])
  }

  @Test func `a pixel that only programs with another reading would show is held`() {
    var twofold = JudgeCase(
      JudgeSamples.pixel.replacingFirst(
        "Content-Type: text/html", with: "Content-Type: text/plain; charset=utf-8\nContent-Type: text/html"
      ).replacingFirst("Disposition-Notification-To: chef@beispiel.test\n", with: ""))
    guard case .hold = twofold.judgement().verdict else { return #expect(Bool(false), "\(twofold.judgement())") }
    twofold.set("tracking/pixel", .off)
    guard case .accept = twofold.judgement().verdict else { return #expect(Bool(false), "\(twofold.judgement())") }
  }

  /// What stands elsewhere shows the list again once To and Cc do not: it goes with them, or nothing goes.
  @Test(
    arguments: [ListRewrite.bcc, .individual],
    [
      "X-Recipients: anna@kunde.test, bert@firma.test, dora@verein.test\n",
      "X-Envelope-To: anna@kunde.test, dora@verein.test\n", "Apparently-To: anna@kunde.test, bert@firma.test\n",
      "Reply-To: anna@kunde.test, bert@firma.test\n", "X-Original-To: dora@verein.test\n",
      "Delivered-To: bert@firma.test\n",
      "Mail-Followup-To: anna@kunde.test, dora@verein.test\n",
      "X-Rcpt: =?utf-8?q?anna=40kunde.test=2C_bert=40firma.test?=\n",
    ])
  func `a field that shows the concealed list goes too`(_ rewrite: ListRewrite, _ field: String) throws {
    var case1 = JudgeCase(field + JudgeSamples.circular)
    case1.settings.rules["recipients/open-list", default: .init()].rewrite = rewrite
    let variants = try case1.variants()
    #expect(variants.count == (rewrite == .bcc ? 1 : 4))
    for variant in variants {
      let text = case1.octets(variant)
      #expect(!text.contains(field.prefix { $0 != ":" }))
      #expect(["anna@", "bert@", "dora@"].filter(text.contains).count <= (rewrite == .bcc ? 0 : 1))
    }
  }

  /// One copy for all cannot name each guest alone; InvitationCopiesTests is about copies of one's own. That the fields
  /// of an earlier sending name the same people to Zoe is a note, and takes nothing of it away.
  @Test(arguments: ["", "Resent-Bcc: zoe@hotel.test\n"])
  func `an invitation that shows the concealed list is held`(field: String) {
    let calendar = """
      BEGIN:VCALENDAR
      METHOD:REQUEST
      BEGIN:VEVENT
      ATTENDEE:mailto:anna@kunde.test
      ATTENDEE:mailto:bert@firma.test
      ATTENDEE:mailto:dora@verein.test
      END:VEVENT
      END:VCALENDAR
      """
    var case1 = JudgeCase(
      field + JudgeSamples.circular.replacingFirst("text/html", with: "text/calendar").replacingFirst(
        "<p>text</p>", with: calendar))
    case1.envelope.recipients.append(JudgeSamples.address("zoe@hotel.test"))
    let judgement = case1.judgement()
    #expect(judgement.verdict.word == "hold")
    #expect(judgement.findings.contains { $0.rule == "recipients/hidden-list" && $0.action == .hold })
  }

  @Test func `those who agreed to tracking get the original octets`() throws {
    var case1 = JudgeCase(JudgeSamples.pixel)
    case1.consent = .init(states: [
      "anna@kunde.test": [.tracking: .granted], "bert@firma.test": [.tracking: .withdrawn],
    ])
    let variants = try case1.variants()
    #expect(
      variants.map { $0.recipients.map(\.wireForm) } == [["anna@kunde.test"], ["bert@firma.test", "carl@x.test"]])
    #expect(variants.map(\.isRewritten) == [false, true])
    #expect(variants[0].edits.isEmpty)
    let without = JudgeSamples.pixel.replacingFirst(JudgeSamples.image, with: "")
      .replacingFirst("Disposition-Notification-To: chef@beispiel.test\n", with: "")
    #expect(case1.octets(variants[1]) == without)
  }

  /// A person decides about what is held; what could be mended is proposed, and what cannot is left to the person.
  @Test func `what is held comes with what could be sent instead`() throws {
    var held = JudgeCase(
      "From: chef@beispiel.test\nTo: anna@kunde.test, bert@firma.test, carl@x.test\nSubject: Einladung\n\nGuten Tag\n")
    held.set("recipients/open-list", .hold)
    var judgement = held.judgement()
    #expect(judgement.verdict.word == "hold")
    #expect(judgement.proposal.flatMap(\.recipients).count == 3)
    let proposed = try #require(judgement.proposal.first)
    #expect(proposed.isRewritten && !held.octets(proposed).contains("firma.test"))
    held.set("recipients/open-list", .reject)
    judgement = held.judgement()
    #expect(judgement.verdict.word == "reject" && judgement.proposal.isEmpty)
    held.set("recipients/open-list", .warn)
    #expect(held.judgement().proposal.isEmpty)
  }

  @Test func `reject outweighs hold, hold outweighs rewrite`() {
    var case1 = JudgeCase(JudgeSamples.circular.replacingFirst("<p>text", with: JudgeSamples.image))
    case1.set("tracking/pixel", .hold)
    #expect(case1.judgement().verdict.word == "hold")
    case1.set("recipients/open-list", .reject)
    #expect(case1.judgement().verdict.word == "reject")
  }

  @Test func `a warning changes nothing`() throws {
    var case1 = JudgeCase(JudgeSamples.circular)
    case1.set("recipients/open-list", .warn)
    let variants = try case1.variants()
    #expect(variants == [Variant(recipients: case1.envelope.recipients, edits: [], isRewritten: false)])
    #expect(case1.judgement().findings.contains { $0.rule == "recipients/open-list" && $0.action == .warn })
  }

  @Test func `mandatory edits are on every variant and count for nothing`() throws {
    var case1 = JudgeCase("Bcc: x@y.test\nSubject: x\n\ntext\n")
    case1.set("reason/missing", .off)
    let variants = try case1.variants()
    #expect(variants.map(\.isRewritten) == [false])
    #expect(
      case1.octets(variants[0]) == "Date: DATE\nMessage-ID: <new@presend.test>\nSubject: x\n\ntext\n")
    #expect(case1.judgement().verdict.word == "accept")
  }

  @Test func `signed mail may change outside of its signature only`() throws {
    let signed = JudgeSamples.signed(body: "text")
    let variants = try JudgeCase(signed).variants()
    #expect(JudgeCase(signed).destination(variants[0]) == ["To: undisclosed-recipients:;"])
    let entity = signed.firstRange(of: "--x\n").map { signed[$0.lowerBound...] }
    #expect(JudgeCase(signed).octets(variants[0]).hasSuffix(entity ?? "?"))

    let judgement = JudgeCase(JudgeSamples.signed(body: JudgeSamples.image)).judgement()
    #expect(judgement.verdict.word == "hold")
    #expect(judgement.obstacles == ["tracking/pixel: part 1 is signed; changing it would break the signature"])
    #expect(judgement.findings.first { $0.rule == "tracking/pixel" }?.action == .hold)
  }

  @Test func `a DKIM signature over what would change holds the message`() {
    let judgement = JudgeCase("DKIM-Signature: v=1; h=from:to; bh=x; b=y\n" + JudgeSamples.circular).judgement()
    #expect(judgement.verdict.word == "hold")
    #expect(judgement.obstacles.count == 1)
  }

  /// Any program may write Auto-Submitted, so it opens no list; and nothing keeps a notification from arriving.
  @Test(arguments: [Action.rewrite, .hold, .reject])
  func `a notification goes out, with its recipients concealed and nothing else changed`(_ action: Action) throws {
    let picture = JudgeSamples.circular.replacingFirst("<p>text", with: JudgeSamples.image)
    var notice = JudgeCase("Bcc: x@y.test\nX-Recipients: anna@kunde.test, bert@firma.test\n" + picture)
    notice.demandedClass = nil
    notice.envelope.reversePath = nil
    for rule in ["recipients/open-list", "recipients/hidden-list", "tracking/pixel"] as [RuleID] {
      notice.set(rule, action)
    }
    notice.consent = .init(failure: "locked")
    let judgement = notice.judgement()
    #expect(judgement.mailClass.mailClass == .system)
    #expect(judgement.findings.first { $0.rule == "tracking/pixel" }?.action == .warn)
    let variants = try notice.variants()
    #expect(variants.map(\.isRewritten) == [true])
    #expect(
      notice.octets(variants[0])
        == picture.replacingFirst(
          "To: anna@kunde.test, Bert <bert@firma.test>,\n eva@beispiel.test", with: "To: undisclosed-recipients:;"
        ).replacingFirst("Cc: dora@verein.test\n", with: ""))
  }

  @Test func `a notification that cannot be concealed goes out as it came`() throws {
    let signed =
      "DKIM-Signature: d=esp.test; h=from:to; bh=x; b=y\nAuto-Submitted: auto-generated\n" + JudgeSamples.circular
    var notice = JudgeCase(signed)
    notice.demandedClass = nil
    var variants = try notice.variants()
    #expect(notice.octets(variants[0]) == signed && notice.judgement().obstacles.count == 1)
    // Not even what is always dropped may stop it.
    notice.message = "Bcc: x@y.test\n" + signed.replacingFirst("from:to", with: "from:bcc")
    variants = try notice.variants()
    #expect(!notice.octets(variants[0]).contains("Bcc"))
    notice.message = JudgeSamples.circular.replacingFirst("From:", with: "Auto-Submitted: auto-generated\nFrom:")
    notice.settings.rules["recipients/open-list", default: .init()].perClass[.system] = RuleSettings()
    notice.settings.rules["recipients/open-list"]?.perClass[.system]?.action = .off
    variants = try notice.variants()
    #expect(variants.map(\.isRewritten) == [false])
  }

  @Test func `in shadow mode findings stand and nothing changes`() throws {
    var case1 = JudgeCase("Bcc: x@y.test\n" + JudgeSamples.circular)
    case1.settings.mode = .shadow
    case1.set("recipients/open-list", .reject)
    let variants = try case1.variants()
    #expect(case1.octets(variants[0]) == JudgeSamples.circular)
    #expect(case1.judgement().findings.contains { $0.action == .reject })
  }

  @Test func `without consent answers tracked mail waits, other mail does not`() throws {
    var case1 = JudgeCase(JudgeSamples.pixel)
    case1.consent = .init(failure: "database is locked")
    guard case .tempfail(let reason) = case1.judgement().verdict else {
      Issue.record("not a tempfail")
      return
    }
    #expect(reason.contains("database is locked") && reason.contains("tracking/"))

    case1.message = JudgeSamples.circular
    #expect(case1.judgement().verdict.word == "rewrite")
  }

  @Test func `a rule that passes without answers flags`() throws {
    var case1 = JudgeCase(JudgeSamples.pixel)
    case1.consent = .init(failure: "database is locked")
    for rule in ["tracking/pixel", "tracking/receipt-request"] as [RuleID] {
      case1.settings.rules[rule, default: .init()].failureMode = .pass
    }
    let variants = try case1.variants()
    #expect(variants.map(\.isRewritten) == [false])
    let flagged = case1.judgement().findings.filter { $0.rule.group == "tracking" }
    #expect(!flagged.isEmpty && flagged.allSatisfy { $0.action == .warn })
    #expect(flagged.allSatisfy { $0.signals.contains("passed: the consent store did not answer") })
  }

  @Test func `what passes without answers does not keep the rest from being mended`() throws {
    var case1 = JudgeCase(JudgeSamples.circular.replacingFirst("<p>text", with: JudgeSamples.image))
    case1.consent = .init(failure: "database is locked")
    case1.settings.rules["tracking/pixel", default: .init()].failureMode = .pass
    let variants = try case1.variants()
    #expect(case1.destination(variants[0]) == ["To: undisclosed-recipients:;"])
    #expect(case1.octets(variants[0]).contains(JudgeSamples.image))
  }

  @Test func `a finding that falls back to a warning does not keep the rest from being mended`() throws {
    let rules = RulePacks.builtIn.map { rule in
      rule.id != "tracking/pixel"
        ? rule
        : Rule(
          id: rule.id, check: rule.check, severities: rule.severities, defaultAction: .rewrite, fallbackAction: .warn,
          failureMode: rule.failureMode
        ) { rule.content }
    }
    let case1 = JudgeCase(JudgeSamples.signed(body: JudgeSamples.image))
    let message = MessageSamples.message(case1.message)
    let judgement = Judge.judge(
      message, reading: Reading(of: message), context: case1.context, linter: Linter(rules: rules),
      additions: MessageSamples.additions)
    guard case .accept(let variants) = judgement.verdict else {
      Issue.record("\(judgement.verdict) \(judgement.obstacles)")
      return
    }
    #expect(case1.destination(variants[0]) == ["To: undisclosed-recipients:;"])
    #expect(judgement.findings.first { $0.rule == "tracking/pixel" }?.action == .warn)
    #expect(judgement.obstacles.count == 1)
  }

  @Test func `a request for consent needs no answers`() {
    var case1 = JudgeCase(JudgeSamples.pixel)
    case1.demandedClass = .consentRequest
    case1.consent = .init(failure: "locked")
    case1.set("unsubscribe/missing", .off)
    #expect(case1.judgement().verdict.word != "tempfail")
  }

  /// Behind the last field that is read could stand a Bcc; within the deepest part a picture.
  @Test(arguments: [
    String(repeating: "X: y\n", count: Limits.fields) + "Bcc: x@y.test\n" + JudgeSamples.circular,
    JudgeSamples.circular.replacingFirst(
      "text/html; charset=utf-8\n",
      with: (0...Limits.nesting).map { "multipart/mixed; boundary=b\($0)\n\n--b\($0)\nContent-Type: " }.joined()
        + "text/html\n"),
  ])
  func `a message that was not read to its end is held`(message: String) {
    var case1 = JudgeCase(message)
    case1.envelope.recipients = [JudgeSamples.address("anna@kunde.test")]
    let judgement = case1.judgement()
    #expect(judgement.verdict.word == "hold")
    #expect(judgement.obstacles == ["part 1 goes beyond what presend reads; nobody has judged the rest"])
    case1.envelope.reversePath = nil
    case1.demandedClass = nil
    #expect(case1.judgement().verdict.word == "accept")
  }

  @Test func `what rejects without asking for consent rejects all the same`() {
    var case1 = JudgeCase(JudgeSamples.circular.replacingFirst("<p>text", with: JudgeSamples.image))
    case1.consent = .init(failure: "locked")
    case1.set("recipients/open-list", .reject)
    #expect(case1.judgement().verdict.word == "reject")
  }

  @Test func `without an envelope the fields say who receives`() throws {
    let message = MessageSamples.message(JudgeSamples.circular)
    var context = Context()
    context.demandedClass = .personal
    context.settings.rules["reason/missing", default: .init()].action = .off
    let judgement = Judge.judge(
      message, reading: Reading(of: message), context: context, linter: JudgeCase.linter,
      additions: MessageSamples.additions)
    guard case .accept(let variants) = judgement.verdict else {
      Issue.record("not accepted: \(judgement.obstacles)")
      return
    }
    #expect(variants.flatMap(\.recipients).count == 4)
    #expect(judgement.verdict.word == "rewrite")
  }

  @Test func `the reason is appended where it is missing, and nowhere else`() throws {
    var case1 = JudgeCase(JudgeSamples.newsletter)
    case1.demandedClass = .newsletter
    case1.set("reason/missing", .rewrite)
    case1.set("unsubscribe/missing", .off)
    case1.settings.organisation.reasonSentence =
      "Sie erhalten diese E-Mail, weil Sie unseren Newsletter bestellt haben."
    let variants = try case1.variants()
    #expect(variants.map(\.isRewritten) == [true])
    let expected = JudgeSamples.newsletter.replacingFirst(
      "</body>",
      with: "<p>Sie erhalten diese E-Mail, weil Sie unseren Newsletter bestellt haben.</p></body>")
    #expect(case1.octets(variants[0]) == expected)
  }

  @Test func `without a configured reason the message is not rewritten`() {
    var case1 = JudgeCase(JudgeSamples.newsletter)
    case1.demandedClass = .newsletter
    case1.set("reason/missing", .rewrite)
    case1.set("unsubscribe/missing", .off)
    #expect(["hold", "reject"].contains(case1.judgement().verdict.word))
  }

  @Test func `a variant that still shows a finding is told`() {
    let case1 = JudgeCase(JudgeSamples.pixel)
    let message = MessageSamples.message(case1.message)
    let reread = SecondReading(
      message: message, context: case1.context, mailClass: ClassDecision(mailClass: .personal, evidence: ["test"]),
      linter: JudgeCase.linter)
    let untouched = Variant(recipients: case1.envelope.recipients, edits: [], isRewritten: true)
    #expect(reread.findings(standingIn: untouched).contains { $0.rule == "tracking/pixel" })
    let elsewhere = Variant(recipients: [], edits: [], isRewritten: true)
    #expect(!reread.findings(standingIn: elsewhere).contains { $0.rule == "recipients/open-list" })
  }

  @Test(arguments: [
    (Action.warn, "accept"), (.rewrite, "rewrite"), (.hold, "hold"), (.reject, "reject"), (.off, "accept"),
  ])
  func `a template is judged as its messages`(action: Action, word: String) {
    let octets = Array("<p>Hallo</p>\(JudgeSamples.image)".utf8)
    var context = Context(demandedClass: .newsletter)
    for rule in RulePacks.builtIn { context.settings.rules[rule.id, default: .init()].action = .off }
    context.settings.rules["tracking/pixel", default: .init()].action = action
    let judgement = Judge.judge(
      template: octets, reading: Reading(template: octets, format: .html), context: context, linter: JudgeCase.linter)
    #expect(judgement.verdict.word == word)
  }
}
