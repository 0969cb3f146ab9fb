import Testing

import Policy

@Suite struct NearestNameTests {
  private let keys = ["name", "domains", "contact", "reason", "list-unsubscribe"]

  @Test(arguments: [
    ("nmae", "name"), ("Name", "name"), ("domain", "domains"), ("domians", "domains"), ("conntact", "contact"),
    ("reasn", "reason"), ("list_unsubscribe", "list-unsubscribe"), ("listunsubscribe", "list-unsubscribe"),
  ])
  func aSlipIsRecognised(_ written: String, _ meant: String) { #expect(NearestName.of(written, among: keys) == meant) }

  @Test(arguments: ["", "x", "smarthost", "none", "nemo", "main", "context-free"])
  func anotherWordIsNot(_ written: String) { #expect(NearestName.of(written, among: keys) == nil) }

  @Test func theNearestWins() {
    #expect(NearestName.of("domain", among: ["domains", "domain-s"]) == "domains")
    #expect(NearestName.of("anything", among: []) == nil)
  }
}
