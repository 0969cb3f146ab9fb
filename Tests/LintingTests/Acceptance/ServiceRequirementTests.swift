import MailContent
import MailSyntax
import Policy
import Testing

@testable import Linting

/// Rows 2.14, 3.7 to 3.12, 3.16, 3.24, 4.17 and 4.18 of the requirements: who else learns that a mail is read.
@Suite struct ServiceRequirementTests {
  private func findings(
    _ html: String, fields: [String] = [], _ context: Context = Samples.context(mailClass: .newsletter)
  ) -> [Finding] {
    Samples.findings(Samples.message(fields: fields, html: "<p>Guten Tag</p>\(html)"), context)
      .filter { $0.rule.group == "tracking" }
  }

  @Test(arguments: [
    ("<img src=\"https://firma.us1.list-manage.com/track/open.php?u=1\" width=1 height=1>", []),
    ("<a href=\"https://click.pstmrk.it/3s/firma.test%2F/ab/cd\">Mai</a>", []),
    ("<p>Mai</p>", ["List-Unsubscribe: <https://firma.us1.list-manage.com/track/click?u=1>"]),
    ("<p>Mai</p>", ["X-SMTPAPI: {\"category\": \"mai\"}"]),
  ])
  func `2.14 a host in a third country warns: pixel, link, unsubscription, relay`(_ html: String, _ fields: [String]) {
    let found = findings(html, fields: fields).filter { $0.rule == "tracking/third-country" }
    #expect(found.count == 1 && found.first?.severity == .warning && found.first?.action == .warn)
    #expect(found.first?.message.contains("(US)") == true)
  }

  @Test func `2.14 a host within the EU does not`() {
    #expect(
      !findings("<img src=\"https://abc.r.bh.d.sendibt3.com/tr/op/xyz\">").contains {
        $0.rule == "tracking/third-country"
      })
  }

  @Test(arguments: [
    "https://firma.test/f/@font-face", "poster", "css",
  ]) func `3.11, 3.12 any remote fetch is told`(_ kind: String) {
    let html =
      switch kind {
      case "poster": "<video src=\"cid:v\" poster=\"https://bild.fremd.test/film.jpg\"></video>"
      case "css": "<style>@media print { p { background: url(https://bild.fremd.test/druck.png) } }</style>"
      default: "<style>@font-face { font-family: f; src: url(https://schrift.fremd.test/f.woff2) }</style>"
      }
    #expect(findings(html).map(\.rule) == ["tracking/remote-content"])
  }

  /// An opening report of each add-on, as it stands in mail.
  static let addOns: [(name: String, html: String)] = [
    ("Mailtrack", "<img width=\"0\" height=\"0\" src=\"https://mailtrack.io/trace/mail/5f1e.png?u=1\">"),
    ("Yesware", "<img src=\"https://t.yesware.com/t/ab12/cd34/spacer.gif\" style=\"border:0;width:0\">"),
    ("Streak", "<img alt=\"\" src=\"https://mailfoogae.appspot.com/t?sender=aYW5u&type=zerocontent&guid=1f\">"),
    ("HubSpot Sales", "<img src=\"https://t.sidekickopen90.com/Cto/abc/def\" width=1 height=1>"),
    ("Boomerang", "<img src=\"https://mailstat.us/tr/t/ab12/1/m.gif\">"),
    ("Superhuman", "<img src=\"https://r.superhuman.com/Ab12Cd34.gif\">"),
    ("Mixmax", "<img src=\"https://track.mixmax.com/api/track/v2/ab12\" width=0 height=0>"),
    ("Cirrus Insight", "<img src=\"https://tracking.cirrusinsight.com/ab-12/image.gif\">"),
    ("Outreach", "<img src=\"https://app1a.outreach.io/api/mailings/opened/PIXEL/ab12\">"),
    ("Salesloft", "<img src=\"https://api.salesloft.com/email_trackers/ab12/open.gif\">"),
    ("Bananatag", "<img src=\"https://bl-1.com/q/ab12\">"), ("Gmelius", "<img src=\"https://gml.email/t/ab12\">"),
    ("Yet Another Mail Merge", "<img src=\"https://yamm-track.appspot.com/Redirect?ukey=1a\">"),
    ("Canary Mail", "<img src=\"https://receipts.canarymail.io/track/ab_1.png\">"),
    ("Mailspring", "<img src=\"https://link.getmailspring.com/open/ab12?me=2b\">"),
    ("Polymail", "<img src=\"https://share.polymail.io/v2/z/a/ab12\">"),
  ]

  @Test(arguments: addOns) func `3.16 an employee's add-on is found and named`(_ item: (name: String, html: String)) throws {
    let pixel = try #require(
      findings(item.html, Samples.context(mailClass: .personal)).first { $0.rule == "tracking/pixel" })
    #expect(pixel.message.contains(item.name) && pixel.message.contains("add-on"), "\(pixel.message)")
    #expect(pixel.severity == .error && pixel.action == .rewrite)
  }

  @Test(arguments: ["email=anna@kunde.test", "e=anna%40kunde.test", "u=YW5uYUBrdW5kZS50ZXN0"])
  func `3.24 the address in a URL is found`(_ query: String) {
    let found = findings("<a href=\"https://firma.test/mai?\(query)\">Mai</a>")
    #expect(found.map(\.rule) == ["tracking/address-in-url"])
  }

  private static let pixel = "https://z.firma.test/open/mai"

  private func copies(_ comparison: CopyComparison, of url: String) -> Context {
    var context = Samples.context(mailClass: .newsletter)
    context.copies = [url: comparison]
    return context
  }

  @Test func `4.17 a pixel that is the same for all recipients is another class`() {
    let html = "<img src=\"\(Self.pixel)\" width=1 height=1>"
    #expect(findings(html).map(\.severity) == [.error])
    let shared = findings(html, copies(.shared(recipients: 12), of: Self.pixel))
    #expect(shared.map(\.rule) == ["tracking/pixel"] && shared.map(\.severity) == [.error])
    #expect(shared.first?.action == .rewrite && shared.first?.message.contains("12 recipients") == true)
  }

  @Test func `a URL that differs between copies is personal, whatever it looks like`() {
    let url = "https://bild.firma.test/mai/7.png"
    let html = "<img src=\"\(url)\" width=600 alt=\"Mai\">"
    #expect(findings(html).isEmpty)
    #expect(findings(html, copies(.differs(recipients: 9), of: url)).map(\.rule) == ["tracking/personalised-picture"])
    let small = "<img src=\"\(url)\" width=4 height=4>"
    #expect(findings(small, copies(.differs(recipients: 9), of: url)).map(\.rule) == ["tracking/pixel"])
  }

  @Test func `what a user's list names is a tracker`() throws {
    var context = Samples.context(mailClass: .newsletter)
    context.filterLists = [FilterList(parsing: Array("! eigene\n||bild.firma.test^\n".utf8), name: "eigene.txt")]
    let finding = try #require(findings("<img src=\"https://bild.firma.test/mai.png\" width=600>", context).first)
    #expect(finding.rule == "tracking/pixel" && finding.message.contains("eigene.txt, line 2"))
  }

  @Test func `4.18 an embedded player is told with its operator`() throws {
    let found = findings("<iframe src=\"https://www.youtube.com/embed/ab12\" width=560 height=315></iframe>")
    let remote = try #require(found.first { $0.rule == "tracking/remote-content" })
    #expect(remote.severity == .warning && remote.message.contains("Google LLC"))
  }

  @Test func `a template that may track has to offer the withdrawal`() {
    let octets = Array("<p>Mai</p><img src=\"https://z.firma.test/open/{{ contact_id }}\" width=1 height=1>".utf8)
    func rules(_ action: Action) -> [RuleID] {
      var context = Context()
      context.settings.rules["tracking/pixel"] = RuleSettings()
      context.settings.rules["tracking/pixel"]?.action = action
      return Samples.linter.findings(
        in: .template(octets), reading: Reading(template: octets, format: .html),
        mailClass: ClassDecision(mailClass: .newsletter, evidence: ["test"]), context: context
      ).map(\.rule).filter { $0.group == "tracking" }
    }
    #expect(rules(.rewrite) == ["tracking/pixel"])
    #expect(rules(.off) == ["tracking/withdrawal-missing"])
  }

  @Test func `what is switched at the relay is switched off, and mail is sent on`() {
    let message = Samples.message(fields: ["X-PM-TrackOpens: true", "X-Mailgun-Track: yes"], html: "<p>Mai</p>")
    let judgement = Judge.judge(
      message, reading: Reading(of: message), context: Samples.context(mailClass: .personal), linter: Samples.linter,
      additions: MandatoryFields(messageID: "<1@b>", date: "Sat, 21 Nov 2026 10:00:00 +0100", from: nil))
    guard case .accept(let variants) = judgement.verdict, let variant = variants.first else {
      return #expect(Bool(false), "\(judgement.verdict) \(judgement.obstacles)")
    }
    let text = String(decoding: message.applying(variant.edits), as: UTF8.self)
    #expect(text.contains("X-PM-TrackOpens: false\r\n") && text.contains("X-Mailgun-Track: no\r\n"), "\(text)")
  }

  @Test func `parameters that name the recipient are taken out, the rest of the link stays`() {
    let message = Samples.message(
      html: "<a href=\"https://firma.test/?a=1&amp;mc_eid=9f&amp;b=2\" ping=\"https://z.test/c\">Mai</a>")
    let judgement = Judge.judge(
      message, reading: Reading(of: message),
      context: Samples.context(mailClass: .personal) { settings in
        settings.rules["tracking/link"] = RuleSettings()
        settings.rules["tracking/link"]?.action = .rewrite
      }, linter: Samples.linter, additions: MandatoryFields(messageID: "<1@b>", date: "x", from: nil))
    guard case .accept(let variants) = judgement.verdict, let variant = variants.first else {
      return #expect(Bool(false), "\(judgement.verdict) \(judgement.obstacles)")
    }
    let text = String(decoding: message.applying(variant.edits), as: UTF8.self)
    #expect(text.contains("https://firma.test/?a=1&amp;b=2") && !text.contains("ping="), "\(text)")
  }
}
