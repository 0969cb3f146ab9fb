import Testing

@testable import Linting

@Suite struct LookalikeDomainTests {
  private static let known = ["beispiel.de", "gmail.com", "gmx.de", "aol.de", "musterbau.test"]

  @Test(arguments: [
    ("be1spiel.de", "beispiel.de"), ("beispie.de", "beispiel.de"), ("beispeil.de", "beispiel.de"),
    ("bei-spiel.de", "beispiel.de"), ("bеispiel.de", "beispiel.de"), ("béispiel.de", "beispiel.de"),
    ("gmial.com", "gmail.com"), ("gmaill.com", "gmail.com"), ("gxm.de", "gmx.de"),
    ("rnusterbau.test", "musterbau.test"),
    ("beispief.de", "beispiel.de"),
  ])
  func resembles(_ domain: String, _ other: String) {
    #expect(LookalikeDomain.resembled(by: domain, among: Self.known) == other)
  }

  @Test(arguments: [
    "beispiel.de", "gmail.com", "aok.de", "kunde.de", "beispiel.at", "gmx.at", "beispielhaft.de", "gm.de", "web.de",
    "xbeispiely.de", "", "de",
  ])
  func resemblesNone(_ domain: String) {
    #expect(LookalikeDomain.resembled(by: domain, among: Self.known) == nil)
  }

  /// ".bayern" ends in letters that look like one.
  @Test func joinedLettersAtTheEnd() {
    #expect(LookalikeDomain.resembled(by: "rnusterbau.bayern", among: ["musterbau.bayern"]) == "musterbau.bayern")
    #expect(LookalikeDomain.resembled(by: "musterbau.bayern", among: ["rnusterbau.bayern"]) == "rnusterbau.bayern")
  }

  @Test func countedNamesAreMeant() {
    #expect(LookalikeDomain.resembled(by: "kunde-nord-1.de", among: ["kunde-nord-2.de"]) == nil)
    #expect(LookalikeDomain.resembled(by: "kunde12.de", among: ["kunde1.de"]) == nil)
  }

  @Test(arguments: [
    ("gmail.con", "gmail.com", false, true), ("web.ed", "web.de", false, true), ("gmail.co", "gmail.com", true, true),
    ("gmail.de", "gmail.com", true, false), ("outlook.dk", "outlook.de", true, false),
    ("gmail.com", "gmail.com", true, false),
  ])
  func mistypedEnds(_ domain: String, _ provider: String, _ exists: Bool, _ isSlip: Bool) {
    #expect(LookalikeDomain.hasMistypedEnd(domain, of: provider, isTopLevel: exists) == isSlip)
  }
}
