import MailSyntax
import Testing

@testable import Linting

@Suite struct AddressSpellingsTests {
  private let spellings = AddressSpellings(of: [AddrSpec(localPart: "anna", domain: "kunde.test")])

  @Test(arguments: [
    "https://t.test/?e=anna@kunde.test", "https://t.test/?e=anna%40kunde.test", "https://t.test/?e=ANNA%40Kunde.test",
    "https://t.test/616e6e61406b756e64652e74657374.gif", "https://t.test/616E6E61406B756E64652E74657374",
    "https://t.test/YW5uYUBrdW5kZS50ZXN0", "https://t.test/?d=YW5uYUBrdW5kZS50ZXN0%3D",
  ])
  func occurs(_ url: String) { #expect(spellings.occur(in: url)) }

  @Test(arguments: [
    "https://t.test/?e=bert@kunde.test", "https://kunde.test/anna", "", "%4", "https://t.test/YW5uYQ==",
  ])
  func doesNotOccur(_ url: String) { #expect(!spellings.occur(in: url)) }

  @Test func shortAndManyAddressesAreNotLookedFor() {
    #expect(!AddressSpellings(of: [AddrSpec(localPart: "a", domain: "b.c")]).occur(in: "https://t.test/?a@b.c"))
    let many = (0..<60).map { AddrSpec(localPart: "person\($0)", domain: "kunde.test") }
    #expect(!AddressSpellings(of: many).occur(in: "https://t.test/?person1@kunde.test"))
  }
}
