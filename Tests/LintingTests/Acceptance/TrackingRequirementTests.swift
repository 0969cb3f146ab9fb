import MailContent
import MailSyntax
import Policy
import Testing

@testable import Linting

/// Rows 3.7 to 3.15 of the requirements: what a mail tells about its reader.
@Suite struct TrackingRequirementTests {
  private static let pixel = "<img src=\"https://t.firma.test/o/9f3a1c77e5b24d08\" width=\"1\" height=\"1\">"

  private func hits(_ html: String, _ context: Context = Samples.context()) -> [Finding] {
    Samples.findings(Samples.message(html: "<p>Guten Tag</p>\(html)"), context, rule: "tracking/pixel")
  }

  @Test(arguments: ["Disposition-Notification-To", "Return-Receipt-To", "X-Confirm-Reading-To"])
  func `3.7 pixel and receipt fields go unless there is consent`(_ field: String) throws {
    let message = Samples.message(fields: ["\(field): erika@beispiel.test"], html: "<p>Hallo</p>\(Self.pixel)")
    let rules = Samples.findings(message, Samples.context()).map(\.rule)
    #expect(rules.contains("tracking/pixel") && rules.contains("tracking/receipt-request"))
    let agreed = Samples.findings(message, Samples.context(tracking: ["anna@kunde.test": .granted])).map(\.rule)
    #expect(agreed == ["tracking/withdrawal-missing"])
    for finding in Samples.findings(message, Samples.context()) where finding.rule.description.hasPrefix("tracking/") {
      #expect(finding.action == .rewrite && finding.remedy != nil)
    }
  }

  @Test func `3.8 a URL as of one recipient is found`() throws {
    let finding = try #require(hits(Self.pixel).first)
    #expect(finding.signals.contains { $0.contains("token of 16") })
    #expect(finding.signals.contains { $0.contains("1×1") })
    #expect(finding.evidence == Self.pixel)
  }

  @Test func `3.9 a picture that evades the cache is found`() {
    #expect(hits("<img src=\"https://www.firma.test/z.gif?nocache=1719912345\" width=\"1\" height=\"1\">").count == 1)
  }

  @Test(arguments: [
    "<table><tr><td background=\"https://t.firma.test/bg/9f3a1c77e5b2.gif\">x</td></tr></table>",
    "<div style=\"background:url(https://t.firma.test/bg/9f3a1c77e5b2)\">x</div>",
    "<style>#a{background-image:url('https://t.firma.test/bg/9f3a1c77e5b2')}</style><p id=\"a\">x</p>",
    "<input type=\"image\" src=\"https://t.firma.test/o/9f3a1c77e5b2\" width=\"1\">",
    "<img srcset=\"https://t.firma.test/o/9f3a1c77e5b2 1x\">",
  ])
  func `3.10 a token is found in any remote resource`(_ html: String) {
    #expect(!hits(html).isEmpty)
  }

  @Test(arguments: [
    "<style>@font-face{font-family:f;src:url(https://t.firma.test/f/9f3a1c77e5b2)}</style><p>x</p>",
    "<video src=\"cid:v\" poster=\"https://t.firma.test/o/9f3a1c77.jpg\"></video>",
    "<style>@import url(\"https://t.firma.test/s/9f3a1c77e5b2.css\");</style><p>x</p>",
  ])
  func `3.11 fonts, style sheets and posters are found`(_ html: String) {
    #expect(!hits(html).isEmpty)
  }

  @Test func `3.12 fetches for one medium or program alone are found`() {
    let print =
      "<style>@media print{#a{background:url(https://t.firma.test/print/9f3a1c77e5b2)}}</style><p id=\"a\">x</p>"
    #expect(!hits(print).isEmpty)
    #expect(!hits("<!--[if mso]>\(Self.pixel)<![endif]-->").isEmpty)
  }

  @Test func `3.13 of two recipients the one without consent is concerned`() throws {
    let both = Samples.context(
      recipients: ["anna@kunde.test", "bert@kunde.test"], tracking: ["anna@kunde.test": .granted])
    let finding = try #require(hits(Self.pixel, both).first)
    #expect(finding.recipients.map(\.wireForm) == ["bert@kunde.test"])
  }

  @Test func `3.14 consent to mail is no consent to tracking`() {
    #expect(hits(Self.pixel, Samples.context(tracking: ["anna@kunde.test": .withdrawn])).count == 1)
    #expect(hits(Self.pixel, Samples.context(tracking: ["anna@kunde.test": .denied])).count == 1)
  }

  @Test func `3.14 a link of its own withdraws the consent to tracking, a link to unsubscribe does not`() {
    let agreed = Samples.context(tracking: ["anna@kunde.test": .granted], mailClass: .newsletter)
    func isMissing(_ text: String) -> Bool {
      let message = Samples.message(html: "<p>Guten Tag</p>\(Self.pixel)<p>\(text)</p>")
      return !Samples.findings(message, agreed, rule: "tracking/withdrawal-missing").isEmpty
    }
    #expect(isMissing("<a href=\"https://firma.test/ab/7\">Newsletter abbestellen</a>"))
    #expect(!isMissing("<a href=\"https://firma.test/messung/7\">Öffnungsmessung abschalten</a>"))
  }

  @Test func `3.15 unknown means no`() {
    #expect(hits(Self.pixel, Samples.context(tracking: ["anna@kunde.test": .unknown])).count == 1)
    var silent = Samples.context()
    silent.consent = ConsentAnswers(failure: "locked")
    #expect(hits(Self.pixel, silent).count == 1)
  }

  @Test func `a request for consent never tracks`() {
    let context = Samples.context(tracking: ["anna@kunde.test": .granted], mailClass: .consentRequest)
    #expect(hits(Self.pixel, context).count == 1)
  }

  @Test func `a template is judged without recipients`() {
    let octets = Array("<p>Hallo</p>\(Self.pixel)".utf8)
    let reading = Reading(template: octets, format: .html)
    let decision = ClassDecision(mailClass: .newsletter, evidence: ["test"])
    let findings = Samples.linter.findings(
      in: .template(octets), reading: reading, mailClass: decision, context: Context())
    let pixel = findings.first { $0.rule == "tracking/pixel" }
    #expect(pixel?.action == .rewrite)
    // Nobody rewrites a template, but its file can be mended.
    #expect(pixel?.remedy == .removeContent(part: 0, ranges: ["<p>Hallo</p>".utf8.count..<octets.count]))
  }
}
