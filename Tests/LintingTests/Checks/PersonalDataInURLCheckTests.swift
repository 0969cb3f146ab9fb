import Policy
import Testing

@testable import Linting

@Suite struct PersonalDataInURLCheckTests {
  /// A number tells something from four digits on, however they are written.
  @Test(arguments: [
    ("4711", true), ("47-11", true), ("K4.7.1.1", true), ("471", false), ("K-471", false), ("neu", false),
  ])
  func numbers(_ value: String, _ isFound: Bool) {
    let html = "<p>Guten Tag</p><a href=\"https://beispiel.test/konto?kundennummer=\(value)\">Ihr Konto</a>"
    let findings = Samples.findings(
      Samples.message(html: html), Samples.context(mailClass: .newsletter), rule: "template/personal-data-in-url")
    #expect(findings.isEmpty != isFound)
  }
}
