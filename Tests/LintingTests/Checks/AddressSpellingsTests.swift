import MailSyntax
import Testing

@testable import Linting

@Suite struct AddressSpellingsTests {
  private let spellings = AddressSpellings(of: [AddrSpec(localPart: "anna", domain: "kunde.test")])

  @Test(arguments: [
    ("https://t.test/?e=anna@kunde.test", .clear), ("https://t.test/?e=anna%40kunde.test", .clear),
    ("https://t.test/?e=anna%2540kunde.test", .clear), ("https://t.test/?e=ANNA%40Kunde.test", .clear),
    ("https://t.test/r/anna=kunde.test", .clear), ("https://t.test/616e6e61406b756e64652e74657374.gif", .hexadecimal),
    ("https://t.test/616E6E61406B756E64652E74657374", .hexadecimal), ("https://t.test/YW5uYUBrdW5kZS50ZXN0", .base64),
    ("https://t.test/?d=YW5uYUBrdW5kZS50ZXN0%3D", .base64), ("https://t.test/?d=eGFubmFAa3VuZGUudGVzdHk", .base64),
    ("https://t.test/?d=eHhhbm5hQGt1bmRlLnRlc3R5eQ==", .base64), ("https://t.test/?d=naan@xhaqr.grfg", .rot13),
    ("https://t.test/?m=686a4c079f4f24fecd6e6cf57ef27cad", .md5),
    ("https://t.test/686A4C079F4F24FECD6E6CF57EF27CAD.gif", .md5),
    ("https://t.test/?m=61db0228088acbfda9cca739a0d2dcba35d9d725", .sha1),
    ("https://t.test/a/35c601b68a7e8d545e86ee85b7a5c4ddac433343a012a386ded6bff7b2a7522d/b", .sha256),
    ("https://t.test/?u=767e4cd2d582b91c1d420e050cbaa73d4de5311517c4dd03900616656a7968f9", .sha256),
    ("https://t.test/?u=NcYBtop-jVRehu6Ft6XE3axDM0OgEqOG3ta_97KnUi0", .sha256),
  ] as [(String, AddressSpellings.Spelling)])
  func occurs(_ url: String, _ spelling: AddressSpellings.Spelling) { #expect(spellings.spelling(in: url) == spelling) }

  @Test(arguments: [
    "https://t.test/?e=bert@kunde.test", "https://kunde.test/anna", "", "%4", "https://t.test/YW5uYQ==",
    "https://t.test/?m=5d41402abc4b2a76b9719d911017c592", "https://t.test/?m=686a4c079f4f24fecd6e6cf57ef27cad1",
  ])
  func doesNotOccur(_ url: String) { #expect(spellings.spelling(in: url) == nil) }

  @Test func shortAddressesAreFoundInClearOnly() {
    let short = AddressSpellings(of: [AddrSpec(localPart: "a", domain: "b.c")])
    #expect(short.spelling(in: "https://t.test/?a@b.c") == .clear)
    #expect(short.spelling(in: "https://t.test/?YUBiLmM=") == nil)
  }

  @Test func manyAddressesAreNotLookedFor() {
    let many = (0..<60).map { AddrSpec(localPart: "person\($0)", domain: "kunde.test") }
    #expect(AddressSpellings(of: many).spelling(in: "https://t.test/?person1@kunde.test") == nil)
  }

  /// Base64 of any text around the address, in any of the three ways it falls into groups.
  @Test(arguments: 0..<12) func base64IsFoundWhereverItFalls(_ before: Int) {
    let text = String(repeating: "x", count: before) + "anna@kunde.test" + String(repeating: "y", count: before % 5)
    let token = Base64.encode(Array(text.utf8), lineLength: nil)
    #expect(spellings.spelling(in: "https://t.test/" + String(decoding: token, as: UTF8.self)) == .base64)
  }
}
