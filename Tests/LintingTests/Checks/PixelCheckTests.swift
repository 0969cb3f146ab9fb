import MailContent
import MailSyntax
import Policy
import Testing

@testable import Linting

@Suite struct PixelCheckTests {
  /// However many there are, all of them are mended.
  @Test func manyTrackersAreFewFindings() {
    let pictures = (0..<300).map { "<img src=\"https://t.firma.test/o/9f3a1c77e5b24d\($0)\" width=\"1\" height=\"1\">" }
    let message = Samples.message(html: pictures.joined())
    let findings = Samples.findings(message, Samples.context(), rule: "tracking/pixel")
    #expect(findings.count == 100)
    let removed = findings.reduce(0) { sum, finding in
      if case .removeContent(_, let ranges) = finding.remedy { sum + ranges.count } else { sum }
    }
    #expect(removed == 300)
  }

  /// Layout repeats its spacers; what has a token, a field or a telling word is none, however often it is written.
  @Test(arguments: [
    ("https://track.example/open?u=1", true), ("https://a.firma.test/p?m=9f3a1c77e5b24d", true),
    ("https://a.firma.test/img/blank.gif", false), ("https://a.firma.test/img/line.gif", false),
  ])
  func repetitionExcusesSpacersAlone(_ url: String, _ isTracker: Bool) {
    let picture = "<img src=\"\(url)\" width=\"1\" height=\"1\">"
    for html in ["<p>Hi</p>\(picture)<p>\(picture)</p>", "<p>Hi</p>\(picture)\(picture)\(picture)"] {
      let findings = Samples.findings(Samples.message(html: html), Samples.context(), rule: "tracking/pixel")
      #expect(findings.contains { $0.severity == .error } == isTracker)
    }
  }

  /// Its comments ignore, and a person mends, by place.
  @Test func inATemplateEachPlaceIsAFinding() {
    let picture = "<img src=\"https://t.firma.test/track/open?m={{ id }}\" width=\"1\" height=\"1\">"
    let octets = Array("<p>Hi</p>\n{% if a %}\(picture){% else %}\(picture){% endif %}\n".utf8)
    let judgement = Judge.judge(
      template: octets, reading: Reading(template: octets, format: .html),
      context: Context(demandedClass: .transactional), linter: Linter())
    let findings = judgement.findings.filter { $0.rule == "tracking/pixel" }
    #expect(findings.map { Array(octets[$0.place.octets]) } == [Array(picture.utf8), Array(picture.utf8)])
  }

  @Test func onePictureInSeveralPlacesIsOneFinding() {
    let picture = "<img src=\"https://t.firma.test/track/open?m=9f3a1c77e5b24d\" width=\"1\" height=\"1\">"
    let findings = Samples.findings(
      Samples.message(html: picture + picture), Samples.context(), rule: "tracking/pixel")
    #expect(findings.count == 1)
    guard case .removeContent(_, let ranges) = findings.first?.remedy else {
      return #expect(Bool(false), "\(findings)")
    }
    #expect(ranges.count == 2)
  }
}
