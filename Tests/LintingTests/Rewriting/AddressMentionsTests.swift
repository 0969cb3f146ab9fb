import MailSyntax
import Testing

@testable import Linting

@Suite struct AddressMentionsTests {
  private static let mentions = AddressMentions(
    of: ["anna@kunde.test", "o'brien@firma.test", "z@bücher.test", "\"a b\"@kunde.test"].map(MessageSamples.address))

  @Test(arguments: [
    ("mailto:anna@kunde.test", true), ("X=ANNA@Kunde.TEST&y", true), ("anna%40kunde.test", true),
    ("(anna@kunde.test).", true),
    ("joanna@kunde.test", false), ("anna@kunde.test.example", false), ("anna at kunde.test", false),
    ("anna@kunde.tes", false),
    ("anna@kunde.test\\nanna", true), ("O'Brien@firma.test", true), ("z@xn--bcher-kva.test", true),
    ("z@BÜCHER.test", true),
    ("anna.x@kunde.test", false), ("x+anna@kunde.test", false), ("\"a b\"@kunde.test", false), ("@", false),
    ("", false),
  ])
  func `sees an address however it is set off`(_ text: String, _ isThere: Bool) {
    #expect(!Self.mentions.keys(in: Array(text.utf8)).isEmpty == isThere, "\(text)")
  }

  @Test func `says which`() {
    #expect(
      Self.mentions.keys(in: Array("anna@kunde.test, o'brien@firma.test".utf8)) == [
        "anna@kunde.test", "o'brien@firma.test",
      ])
  }
}
