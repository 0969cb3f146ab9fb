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

  @Test func onePictureInSeveralPlacesIsOneFinding() {
    let picture = "<img src=\"https://t.firma.test/track/open?m=9f3a1c77e5b24d\" width=\"1\" height=\"1\">"
    let findings = Samples.findings(
      Samples.message(html: picture + picture), Samples.context(), rule: "tracking/pixel")
    #expect(findings.count == 1)
    if case .removeContent(_, let ranges) = findings.first?.remedy { #expect(ranges.count == 2) }
  }
}
