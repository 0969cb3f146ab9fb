import MailContent
import MailSyntax
import Policy
import Testing

@testable import Linting

/// Traps and evasions of tracking, each with the verdict wanted. Ids in brackets name the kind of case; the sender is
/// of `beispiel.test`, the recipient anna@kunde.test, who has not agreed.
@Suite struct TrackingCaseTests {
  /// What is wanted of a case.
  enum Wanted: Sendable {
    /// A finding that is worth an error or warning, of one of the rules on trackers.
    case tracker
    /// tracking/personalised-picture.
    case personalised
    /// A note or warning, and no error.
    case warned
    case nothing
  }

  struct Case: Sendable, CustomTestStringConvertible {
    let id: String
    let html: String
    let wanted: Wanted
    init(_ id: String, _ wanted: Wanted, _ html: String) {
      self.id = id
      self.wanted = wanted
      self.html = html
    }
    var testDescription: String { "\(id): \(html.prefix(60))" }
  }

  private static func findings(_ message: Message) -> [Finding] {
    Samples.findings(message, Samples.context(mailClass: .newsletter)).filter { $0.rule.group == "tracking" }
      // Where an operator sits is another question than whether it tracks.
      .filter { $0.rule != "tracking/third-country" }
  }

  private func expect(_ wanted: Wanted, _ findings: [Finding], sourceLocation: SourceLocation = #_sourceLocation) {
    let told = Comment(rawValue: findings.map { "\($0.rule) \($0.severity): \($0.message)" }.joined(separator: "; "))
    let trackers = findings.filter { $0.severity == .error }
    switch wanted {
    case .nothing: #expect(findings.isEmpty, told, sourceLocation: sourceLocation)
    case .warned: #expect(!findings.isEmpty && trackers.isEmpty, told, sourceLocation: sourceLocation)
    case .personalised:
      #expect(trackers.map(\.rule) == ["tracking/personalised-picture"], told, sourceLocation: sourceLocation)
    case .tracker:
      #expect(!trackers.isEmpty, told, sourceLocation: sourceLocation)
      #expect(!trackers.contains { $0.rule == "tracking/personalised-picture" }, told, sourceLocation: sourceLocation)
    }
  }

  @Test(arguments: pictureCases) func pictures(_ item: Case) {
    expect(item.wanted, Self.findings(Samples.message(html: "<p>Guten Tag</p>\(item.html)")))
  }

  @Test(arguments: fetchCases) func otherFetches(_ item: Case) {
    expect(item.wanted, Self.findings(Samples.message(html: "<p>Guten Tag</p>\(item.html)")))
  }

  @Test(arguments: linkCases) func links(_ item: Case) {
    expect(item.wanted, Self.findings(Samples.message(html: "<p>Guten Tag</p>\(item.html)")))
  }

  @Test(arguments: fieldCases) func fields(_ item: (field: String, wanted: Wanted)) {
    expect(item.wanted, Self.findings(Samples.message(fields: [item.field], html: "<p>Guten Tag</p>")))
  }

  // MARK: Cases that are more than a snippet

  @Test func `[A49] one of two has agreed: the other is concerned`() {
    let context = Samples.context(
      recipients: ["anna@kunde.test", "bert@kunde.test"], tracking: ["anna@kunde.test": .granted],
      mailClass: .newsletter)
    let html = "<img src=\"https://z.mess.test/o/7b1e90c4d2aa\" width=1 height=1>"
    let pixel = Samples.findings(Samples.message(html: html), context, rule: "tracking/pixel")
    #expect(pixel.first?.recipients.map(\.wireForm) == ["bert@kunde.test"])
  }

  @Test(arguments: ["Content-Location", "Content-Base"]) func `[B22] a base in the header section`(_ name: String) {
    let message = Samples.message(
      fields: ["\(name): https://z.mess.test/o/"], html: "<img src=\"7b1e90c4d2aa.gif\" width=1>")
    // Content-Base (RFC 2110) is obsolete and no client at hand resolves by it: nothing is fetched.
    expect(name == "Content-Location" ? .tracker : .nothing, Self.findings(message))
  }

  @Test(arguments: [
    ("text/x-amp-html", "<amp-img src=\"https://z.mess.test/o/7b1e90\" width=1 height=1></amp-img>", Wanted.tracker),
    ("text/x-amp-html", "<amp-pixel src=\"https://z.mess.test/o/7b1e90\"></amp-pixel>", .tracker),
    ("text/x-amp-html", "<amp-list src=\"https://z.mess.test/l/7b1e90\"></amp-list>", .tracker),
    ("text/calendar", "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nATTACH;FMTTYPE=image/gif:https://z.mess.test/o/7b1e\r\n"
      + "END:VEVENT\r\nEND:VCALENDAR", .warned),
    ("text/calendar", "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nIMAGE;VALUE=URI:https://z.mess.test/o/7b1e\r\n"
      + "END:VEVENT\r\nEND:VCALENDAR", .warned),
  ])
  func `[B23, B27] every alternative`(_ type: String, _ content: String, _ wanted: Wanted) {
    let text = """
      From: erika@beispiel.test\r\nTo: anna@kunde.test\r\nSubject: x\r\nMIME-Version: 1.0\r\n\
      Content-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nHallo\r\n\
      --b\r\nContent-Type: \(type)\r\n\r\n\(content)\r\n--b\r\nContent-Type: text/html\r\n\r\n<p>Hallo</p>\r\n--b--\r\n
      """
    expect(wanted, Self.findings(Message.parse(Array(text.utf8))))
  }

  @Test(arguments: [
    ("quoted-printable", "utf-8", Array("<img src=3D\"https://z.mess.te=\r\nst/o/7b1e=\r\n90c4d2aa\" width=3D1>".utf8)),
    (
      "base64", "utf-8",
      Base64.encode(Array("<img src=\"https://z.mess.test/o/7b1e90c4d2aa\" width=1>".utf8), lineLength: 76)
    ),
    ("7bit", "utf-7", Array("+ADw-img src+AD0-\"https://z.mess.test/o/7b1e90c4d2aa\" width+AD0-1+AD4-".utf8)),
    ("base64", "utf-16be",
      Base64.encode(
        "<img src=\"https://z.mess.test/o/7b1e90c4d2aa\" width=1>".utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] },
        lineLength: 76)
    ),
  ])
  func `[B31] whatever it is encoded in`(_ encoding: String, _ charset: String, _ content: [UInt8]) {
    let head = "From: erika@beispiel.test\r\nTo: anna@kunde.test\r\nMIME-Version: 1.0\r\nContent-Type: text/html; "
      + "charset=\(charset)\r\nContent-Transfer-Encoding: \(encoding)\r\n\r\n"
    expect(.tracker, Self.findings(Message.parse(Array(head.utf8) + content)))
  }

  @Test(arguments: [
    "multipart/signed; protocol=\"application/pkcs7-signature\"",
    "multipart/signed; protocol=\"application/pgp-signature\"",
  ])
  func `[B29] signed mail is held, not altered`(_ type: String) {
    let text = """
      From: erika@beispiel.test\r\nTo: anna@kunde.test\r\nSubject: x\r\nDate: Sat, 21 Nov 2026 10:00:00 +0100\r\n\
      Message-ID: <1@beispiel.test>\r\nMIME-Version: 1.0\r\nContent-Type: \(type); boundary=b\r\n\r\n--b\r\n\
      Content-Type: text/html\r\n\r\n<p>Hallo</p><img src="https://z.mess.test/o/7b1e90c4d2aa" width="1" height="1">\r\n\
      --b\r\nContent-Type: application/pgp-signature\r\n\r\nabc\r\n--b--\r\n
      """
    let message = Message.parse(Array(text.utf8))
    let judgement = Judge.judge(
      message, reading: Reading(of: message), context: Samples.context(mailClass: .personal), linter: Samples.linter,
      additions: MandatoryFields(messageID: "", date: "", from: nil))
    guard case .hold = judgement.verdict else { return #expect(Bool(false), "\(judgement.verdict)") }
    #expect(judgement.findings.contains { $0.rule == "tracking/pixel" })
  }

  @Test(arguments: [
    "<blockquote type=\"cite\"><p>Hallo</p><img src=\"https://z.fremd.test/o/7b1e90c4d2aa\" width=1 height=1></blockquote>",
    "<div class=\"gmail_quote\"><blockquote class=\"gmail_quote\"><img src=\"https://firma.us1.list-manage.com/track/open.php?u=1\"></blockquote></div>",
  ])
  func `[B30] a quoted pixel goes for everyone, consent or not`(_ html: String) throws {
    let message = Samples.message(html: "<p>Danke!</p>\(html)")
    let agreed = Samples.context(tracking: ["anna@kunde.test": .granted], mailClass: .personal)
    let findings = Samples.findings(message, agreed).filter { $0.rule.group == "tracking" }
    let quoted = try #require(findings.first { $0.rule == "tracking/quoted-pixel" })
    #expect(quoted.action == .rewrite && quoted.severity == .warning && quoted.recipients.isEmpty)
    #expect(!findings.contains { $0.rule == "tracking/pixel" })
  }

  @Test func `a pixel in a message within the message is told and left`() throws {
    let text = """
      From: erika@beispiel.test\r\nTo: anna@kunde.test\r\nSubject: Fwd\r\nMIME-Version: 1.0\r\n\
      Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nAnbei.\r\n\
      --b\r\nContent-Type: message/rfc822\r\n\r\nFrom: a@fremd.test\r\nTo: erika@beispiel.test\r\n\
      Content-Type: text/html\r\n\r\n<img src="https://z.fremd.test/o/7b1e90c4d2aa" width=1 height=1>\r\n--b--\r\n
      """
    let findings = Self.findings(Message.parse(Array(text.utf8)))
    #expect(findings.map(\.rule) == ["tracking/quoted-pixel"])
    #expect(findings.first?.action == .warn && findings.first?.remedy == nil)
  }
}

extension TrackingCaseTests {
  static let pictureCases: [Case] = [
    .init("A01", .nothing, "<img src=\"https://beispiel.test/abstand.gif\" width=\"1\" height=\"1\">"),
    .init("A01", .nothing, "<img src=\"https://www.beispiel.test/img/transparent.png\" width=1 height=12>"),
    .init("A02", .nothing, String(repeating: "<img src=\"https://bilder.beispiel.test/b.gif\" width=\"9\" height=\"1\">", count: 13)),
    .init("A02", .nothing, "<img src=\"https://d1.cdn.test/oD3YQN7RRjbkGLMefQlx_gmail_fix.gif\" width=600 height=1 style=\"min-width:600px\" alt=\"\"><img src=\"https://d1.cdn.test/linie.gif\" width=600 height=1>"),
    .init("A02", .nothing, String(repeating: "<img src=\"https://bilder.beispiel.test/linie-rot.gif\" width=1 height=1>", count: 4)),
    .init("A03", .tracker, "<img src=\"https://z.mess.test/o/7b1e90c4d2aa53f1\" width=\"1\" height=\"1\" alt=\"\">"),
    .init("A03", .tracker, "<img src=\"https://z.mess.test/o?h=7b1e90c4d2aa53f1\" width=0 height=0>"),
    .init("A05", .tracker, "<img src=\"https://woche.mess.test/open/871/7b1e90c4d2\" width=\"3\" height=\"1\">"),
    .init(
      "A06", .tracker,
      "<img src=\"https://sli.blatt.test/imp?s=224470500&li=&e=anna@kunde.test\" width=\"2\" height=\"6\">"),
    .init(
      "A07", .tracker,
      "<img src=\"https://link.laden.test/mo/4mKUo24Njj_772271918_463164.gif\" width=\"2\" height=\"2\">"),
    .init("A09", .tracker, "<img src=\"https://mess.test/rest/track/QkxVTUVOU1RSQVVTUw\">"),
    .init("A09", .tracker, "<img src=\"https://mess.test/p/op?data=QkxVTUVOU1RSQVVTUw\">"),
    .init("A10", .tracker, "<img src=\"https://app.mess.test/mm/MarkRead?m=36450851&c=33333144&w=36447544\" width=\"108\" height=\"40\" alt=\"Logo\">"),
    .init("A11", .tracker, "<img src=\"https://es.mess.test/track/4LKJCnR21881mNQe326vtcmpvnpn69\" style=\"width:340px\">"),
    .init("A13", .personalised, "<img src=\"https://ads.blatt.test/imp?s=2175336&li=WOR&m=686a4c079f4f24fecd6e6cf57ef27cad&p=1\" width=\"600\">"),
    .init("A13", .personalised, "<img src=\"https://bild.laden.test/hero.png?kunde=anna%40kunde.test\" width=\"600\" alt=\"Sommer\">"),
    .init("A14", .nothing, "<img src=\"https://cdn.beispiel.test/2026/mai-b2c3d4e5f6a7b8c9d0e1.jpg\" width=\"600\" alt=\"Mai\">"),
    .init("A15", .nothing, "<img src=\"https://media.cdn.test/uploads/asset/file/1c2d3e4f-5061-7283-94a5-b6c7d8e9f0a1/y.png\" width=\"630\">"),
    .init("A17", .nothing, "<img src=\"cid:logo@beispiel.test\" width=\"1\" height=\"1\">"),
    .init("A18", .nothing, "<img src=\"data:image/gif;base64,R0lGODlhAQABAAAAACw=\" width=\"1\" height=\"1\">"),
    .init("A19", .warned, "<img src=\"https://beispiel.test/logo.png\" width=\"200\" style=\"height:1px\">"),
    .init("A21", .tracker, "<img src=\"https://mess.test/x?id=66bb88cc\" style=\"max-width:1px;width:100%\">"),
    .init("A21", .tracker, "<img src=\"https://mess.test/x?id=66bb88cc\" style=\"max-height:0\">"),
    .init("A22", .tracker, "<img src=\"https://mess.test/x?id=66bb88cc\" style=\"display:none\">"),
    .init("A22", .tracker, "<img src=\"https://mess.test/x?id=66bb88cc\" style=\"visibility:hidden\">"),
    .init("A22", .tracker, "<img src=\"https://mess.test/x?id=66bb88cc\" style=\"opacity:0\">"),
    .init("A22", .tracker, "<img src=\"https://mess.test/x?id=66bb88cc\" style=\"mso-hide:all\">"),
    .init("A22", .tracker, "<img src=\"https://mess.test/x?id=66bb88cc\" style=\"position:absolute;left:-9999px\">"),
    .init("A22", .tracker, "<div style=\"display:none\"><img src=\"https://mess.test/x?id=66bb88cc\"></div>"),
    .init("A23", .nothing, "<img class=\"dark-img\" src=\"https://cdn.beispiel.test/logo-dark@2x.png\" width=\"111\" height=\"24\" style=\"display:none\">"),
    .init("A23", .nothing, "<div class=\"show-mobile\" style=\"display:none\"><img src=\"https://cdn.beispiel.test/kopf-mobile.png\" width=320></div>"),
    .init("A25", .tracker, "<img src=\"https://mess.test/p/616e6e61406b756e64652e74657374.gif\">"),
    .init("A25", .tracker, "<img src=\"https://mess.test/p/616E6E61406B756E64652E74657374\">"),
    .init("A25", .tracker, "<img src=\"https://mess.test/p/YW5uYUBrdW5kZS50ZXN0.gif\">"),
    .init("A25", .tracker, "<img src=\"https://mess.test/p?d=eyJlIjoiYW5uYUBrdW5kZS50ZXN0In0\">"),
    .init("A25", .tracker, "<img src=\"https://mess.test/p/naan@xhaqr.grfg.gif\">"),
    .init("A25", .tracker, "<img src=\"https://mess.test/p/anna%2540kunde.test.gif\">"),
    .init(
      "A26", .warned,
      "<img width=\"1\" height=\"1\" style=\"border:1px solid gray\" src=\"https://beispiel.test/blume.png\">"),
    .init(
      "A27", .nothing,
      "<img src=\"https://beispiel.test/blume.png\" width=\"32\" height=\"16\" style=\"border:1px solid gray\">"),
    .init(
      "A29", .nothing, "<img src=\"https://i7.cmail19.com/ei/t/2B/F8C/D54/134241/csfinal/kopf.png\" width=\"600\">"),
    .init("A30", .nothing, "<img src=\"https://laden.test/montag/1.gif\" width=\"468\" height=\"60\">"),
    .init("A31", .nothing, "<img src=\"https://17kh9.mjt.lu/img2/17kh9/14d4cd7c-a17g-5a74-9499-3e51ea65bb66/content\">"),
    .init("A31", .nothing, "<img src=\"https://mcusercontent.com/1a2b3c4d5e6f7a8b9c0d/images/9f8e7d6c-5b4a-3928-1706-f5e4d3c2b1a0.png\" width=564>"),
    .init("A33", .tracker, "<img src=\"https://github.com/notifications/beacon/BBXBFNIW.gif\" width=\"1\" height=\"1\">"),
    .init("A34", .tracker, "<img src=\"https://www.google-analytics.com/collect?v=1&t=event&tid=UA-2&cid=666\">"),
    .init("A34", .tracker, "<img src=\"https://region1.google-analytics.com/g/collect?v=2&tid=G-1\">"),
    .init("A35", .tracker, "<img src=\"https://ad.doubleclick.net/ad/y;sz=468x60;ord=2\" width=\"468\" height=\"60\">"),
    .init("A37", .tracker, "<img src=\"https://mess.test/open/[KONTAKT-ID]\" width=\"1\" height=\"1\">"),
    .init("A37", .tracker, "<img src=\"https://mess.test/o?i={LIST_ID}\" width=\"1\" height=\"1\">"),
    .init(
      "A38", .tracker, "<img src=\"https://laden.test/unsubscribe?id=anna@kunde.test\" width=\"10\" height=\"10\">"),
    .init("A38", .tracker, "<img src=\"https://laden.test/abmelden?id=7b1e90c4d2\" width=\"10\" height=\"10\">"),
    .init("A39", .tracker, "<img src=\"//mess.test/o/7b1e90c4d2aa53f1\" width=1 height=1>"),
    .init("A41", .tracker, "<img src=\" https://mess.test/o/7b1e90c4&#10;d2aa53f1 \" width=\"1\" height=\"1\">"),
    .init("A42", .tracker, "<img src=\"https&#58;//mess.test&#47;o&#47;7b1e90c4d2aa53f1\" width=\"1\" height=\"1\">"),
    .init("A42", .tracker, "<img src=\"https&colon;&sol;&sol;mess.test/o/7b1e90c4d2aa53f1\" width=\"1\" height=\"1\">"),
    .init("A43", .tracker, "<img src=\"https://mess.test:80/Click?q=1e-4b3voEs4SbBTR3WS67gJslqZ\" width=\"1\" height=\"1\">"),
    .init("A45", .tracker, "<img src=\"https://beispiel.test/y.gif\" lowsrc=\"https://t.mess.test/o/7b1e\" dynsrc=\"https://t.mess.test/d/7b1e\">"),
    .init("A46", .tracker, "<img srcset=\"https://t.mess.test/o/7b1e90c4d2aa 1x, https://t.mess.test/o/7b1e90c4d2aa?2 2x\">"),
    .init("A47", .tracker, "<picture><source srcset=\"https://t.mess.test/o/7b1e90c4d2aa\" media=\"(min-width:1px)\"><img src=\"https://beispiel.test/a.png\" width=600></picture>"),
  ]

  static let fetchCases: [Case] = [
    .init("B01", .tracker, "<style>@media print{#_z{background-image:url('https://qrs.emltrk.com/qrs?p&d=anna%40kunde.test')}} div.OutlookMessageHeader,table.moz-email-headers-table,blockquote #_z{background-image:url('https://qrs.emltrk.com/qrs?f&d=x')}</style><div id=\"_z\"></div>"),
    .init("B02", .tracker, "<table><tr><td background=\"https://t.mess.test/bg/7b1e90c4d2aa.gif\">x</td></tr></table>"),
    .init("B02", .nothing, "<table><tr><td background=\"https://beispiel.test/bg/papier.gif\">x</td></tr></table>"),
    .init("B03", .tracker, "<div style=\"background:url(https://t.mess.test/bg/7b1e90c4d2aa)\">x</div>"),
    .init("B05", .tracker, "<div style=\"background:url(/* */'https://t.mess.test/bg/7b1e'/**/)\">x</div><div style=\"background-image:url('https://t.mess.test/bg/7b1e90c4d2')\">x</div>"),
    .init("B05", .tracker, "<div style=\"background-image:image-set('https://t.mess.test/bg/7b1e90c4d2' 1x)\">x</div>"),
    .init("B06", .tracker, "<style>@import url(\"https://t.mess.test/s/7b1e90c4d2aa.css\");</style><p>x</p>"),
    .init("B06", .tracker, "<style>@import \"https://t.mess.test/s/7b1e90c4d2aa.css\";</style><p>x</p>"),
    .init("B06", .warned, "<style>@import url(\"https://stil.firma.test/mail.css\");</style><p>x</p>"),
    .init(
      "B07", .warned,
      "<style>@font-face{font-family:r;src:url(https://fonts.gstatic.com/s/lato/v24/y.woff2)}</style><p>x</p>"),
    .init(
      "B07", .warned, "<link rel=\"stylesheet\" href=\"https://fonts.googleapis.com/css2?family=Lato:wght@400;700\">"),
    .init(
      "B07", .tracker,
      "<style>@font-face{font-family:r;src:url(https://t.mess.test/f/7b1e90c4d2aa53f1)}</style><p>x</p>"),
    .init("B09", .tracker, "<link rel=\"prefetch\" href=\"https://t.mess.test/o/7b1e\">"),
    .init("B09", .tracker, "<link rel=\"preload\" as=\"image\" href=\"https://t.mess.test/o/7b1e\">"),
    .init("B09", .tracker, "<link rel=\"prerender\" href=\"https://t.mess.test/o/7b1e\"><link rel=\"modulepreload\" href=\"https://t.mess.test/o/8c2f\">"),
    .init("B10", .tracker, "<link rel=\"dns-prefetch\" href=\"//7b1e90c4d2aa.mess.test\">"),
    .init("B10", .tracker, "<link rel=\"preconnect\" href=\"https://7b1e90c4d2aa53.mess.test\">"),
    .init("B10", .warned, "<link rel=\"preconnect\" href=\"https://fonts.gstatic.com\">"),
    .init("B11", .tracker, "<video src=\"cid:v\" poster=\"https://t.mess.test/o/7b1e.jpg\"></video>"),
    .init("B11", .tracker, "<audio src=\"https://t.mess.test/o/7b1e\"></audio>"),
    .init(
      "B11", .tracker,
      "<video><source src=\"https://t.mess.test/o/7b1e90\"><track src=\"https://t.mess.test/o/8c2f90\"></video>"),
    .init("B13", .tracker, "<iframe src=\"https://t.mess.test/f/7b1e\"></iframe>"),
    .init("B13", .tracker, "<object data=\"https://t.mess.test/f/7b1e\"></object>"),
    .init("B13", .tracker, "<embed src=\"https://t.mess.test/f/7b1e\">"),
    .init("B14", .tracker, "<input type=\"image\" src=\"https://t.mess.test/o/7b1e\" width=\"1\">"),
    .init("B15", .tracker, "<svg width=\"1\" height=\"1\"><image href=\"https://t.mess.test/o/7b1e\" xlink:href=\"https://t.mess.test/o/7b1e\"/></svg>"),
    .init("B15", .tracker, "<svg><use href=\"https://t.mess.test/o/7b1e90c4#a\"/></svg>"),
    .init("B15", .tracker, "<svg><filter><feImage href=\"https://t.mess.test/o/7b1e90c4\"/></filter></svg>"),
    .init("B17", .nothing, "<!--[if gte mso 9]><v:rect fill=\"t\"><v:fill type=\"tile\" src=\"https://beispiel.test/bg.png\"/></v:rect><![endif]-->"),
    .init("B17", .tracker, "<!--[if gte mso 9]><v:rect fill=\"t\"><v:fill type=\"tile\" src=\"https://t.mess.test/o/7b1e90c4d2aa\"/></v:rect><![endif]-->"),
    .init("B18", .tracker, "<!--[if mso]><img src=\"https://t.mess.test/o/7b1e90c4d2aa\" width=\"1\" height=\"1\"><![endif]-->"),
    .init("B19", .tracker, "<!--[if !mso]><!--><img src=\"https://t.mess.test/o/7b1e90c4d2aa\" width=\"1\"><!--<![endif]-->"),
    .init("B21", .tracker, "<base href=\"https://t.mess.test/o/\"><img src=\"7b1e90c4d2aa\" width=\"1\" height=\"1\">"),
    .init("B25", .warned, "<form action=\"https://umfrage.firma.test/?r=7b1e\"><input name=a></form>"),
    .init("B26", .tracker, "<custom name=\"opencounter\" type=\"tracking\">"),
    .init("B26", .tracker, "<custom type='tracking' name='opencounter' />"),
    .init("B26", .tracker, "<p>{{ TrackView }}</p>"),
    .init("B26", .tracker, "<p>{{TrackView}}</p>"),
    .init("B26", .tracker, "<p>[USERTRACK]</p>"),
    .init("B26", .tracker, "<p>{tracking_pixel}</p>"),
    .init("B26", .tracker, "<p>%%open_tracking%%</p>"),
    .init("B26", .nothing, "<custom name=\"grussformel\" type=\"content\"><p>{vorname} [1] {{ name }}</p>"),
    .init("B33", .tracker, "<img src=\"https://api.telegram.org/bot761/sendMessage?chat_id=2&text=auf\" width=\"1\">"),
  ]

  static let linkCases: [Case] = [
    .init(
      "D01", .nothing, "<a href=\"https://beispiel.test/?utm_source=nl&utm_medium=email&utm_campaign=juni\">Juni</a>"),
    .init("D02", .tracker, "<a href=\"https://beispiel.test/?mc_cid=1a4b&mc_eid=88bb66ccdd\">Juni</a>"),
    .init("D02", .nothing, "<a href=\"https://beispiel.test/?mc_cid=1a4b\">Juni</a>"),
    .init("D03", .tracker, "<a href=\"https://beispiel.test/?_hsenc=p2ANq&_hsmi=21\">Juni</a>"),
    .init("D03", .tracker, "<a href=\"https://beispiel.test/?vero_id=8812\">Juni</a>"),
    .init("D03", .tracker, "<a href=\"https://beispiel.test/?ml_subscriber=2210\">Juni</a>"),
    .init("D03", .tracker, "<a href=\"https://beispiel.test/?a=1&amp;oly_enc_id=21AB\">Juni</a>"),
    .init("D03", .tracker, "<a href=\"https://beispiel.test/?at_recipient_id=22\">Juni</a>"),
    .init("D03", .tracker, "<a href=\"https://beispiel.test/?bbeml=tp-x\">Juni</a>"),
    .init("D03", .tracker, "<a href=\"https://beispiel.test/?mkt_tok=MTIz\">Juni</a>"),
    .init(
      "D05", .tracker,
      "<a href=\"https://links.laden.test/a/b?u=https%3A%2F%2Fbeispiel.test%2F&r=anna%40kunde.test\">Juni</a>"),
    .init(
      "D05", .tracker,
      "<a href=\"https://click.laden.test/a?u=https%3A%2F%2Fbeispiel.test%2F&r=7b1e90c4d2aa53f1\">Juni</a>"),
    .init("D05", .tracker, "<a href=\"https://beispiel.test/?k=YW5uYUBrdW5kZS50ZXN0\">Juni</a>"),
    .init("D06", .nothing, "<a href=\"https://eur02.safelinks.protection.outlook.com/?url=https%3A%2F%2Fbeispiel.test&data=05%7Canna%40kunde.test%7C\">Juni</a>"),
    .init("D07", .nothing, "<a href=\"https://beispiel.test/bestellung/5822?token=7b1e90c4d2aa53f1\">Ihre Bestellung</a>"),
    .init("D07", .nothing, "<a href=\"https://beispiel.test/passwort/neu?t=7b1e90c4d2aa53f17b1e90c4d2aa53f1\">Neues Passwort</a>"),
    .init("D09", .warned, "<a href=\"https://beispiel.test@fremd.test/x\">Juni</a>"),
    .init("D09", .warned, "<a href=\"https://fremd.test/x\">https://beispiel.test</a>"),
    .init("D09", .nothing, "<a href=\"https://www.beispiel.test/x\">https://beispiel.test</a>"),
    .init("D09", .warned, "<a href=\"https://fremd.test/x\">www.beispiel.test</a>"),
    .init("D09", .nothing, "<a href=\"https://beispiel.test/x\">www.beispiel.test</a>"),
    .init("D10", .warned, "<a href=\"https://bit.ly/4yZa\">Juni</a>"),
    .init("D11", .tracker, "<a ping=\"https://t.mess.test/c/7b1e\" href=\"https://beispiel.test\">Juni</a>"),
    .init("D13", .nothing, "<a href=\"https://beispiel.test/juni?v=1719912345\">Juni</a>"),
  ]

  static let fieldCases: [(field: String, wanted: Wanted)] = [
    ("Disposition-Notification-To: erika@beispiel.test", .tracker),
    ("Return-Receipt-To: erika@beispiel.test", .tracker),
    ("X-Confirm-Reading-To: erika@beispiel.test", .tracker), ("Read-Receipt-To: erika@beispiel.test", .tracker),
    ("X-Mailgun-Track: yes", .tracker), ("X-Mailgun-Track-Opens: yes", .tracker),
    ("X-Mailgun-Track-Opens: no", .nothing), ("X-Mailgun-Track-Clicks: htmlonly", .tracker),
    ("X-PM-TrackOpens: true", .tracker), ("X-PM-TrackOpens: false", .nothing),
    ("X-PM-TrackLinks: HtmlAndText", .tracker),
    ("X-PM-TrackLinks: None", .nothing), ("X-MC-Track: opens,clicks", .tracker), ("X-MC-Track: none", .nothing),
    ("X-Mailjet-TrackOpen: 1", .tracker), ("X-Mailjet-TrackOpen: 2", .tracker), ("X-Mailjet-TrackClick: 0", .nothing),
    ("X-SMTPAPI: {\"filters\":{\"opentrack\":{\"settings\":{\"enable\":1}}}}", .tracker),
    ("X-SMTPAPI: {\"filters\":{\"opentrack\":{\"settings\":{\"enable\":0}}}}", .nothing),
    ("X-SMTPAPI: {\"filters\":\r\n {\"clicktrack\":\r\n {\"settings\": {\"enable\":\r\n \"1\"}}}}", .tracker),
    ("X-SMTPAPI: {\"category\":[\"a\"]}", .nothing), ("X-MSYS-API: {\"options\":{\"open_tracking\":true}}", .tracker),
    ("X-MSYS-API: {\"options\":{\"open_tracking\":false,\"click_tracking\":false}}", .nothing),
    ("X-SES-CONFIGURATION-SET: werbung", .warned), ("X-Mailer: Beispiel 1", .nothing),
  ]
}
