import MailSyntax
import Testing

@testable import Linting

@Suite struct AddressTokensTests {
  @Test(arguments: [
    ("anna@kunde.test", ["anna@kunde.test"]),
    ("Anna <anna@kunde.test>; bert@firma.test.", ["anna@kunde.test", "bert@firma.test"]),
    ("EMAIL;TYPE=work:anna@kunde.test\r\nmailto:bert@firma.test", ["anna@kunde.test", "bert@firma.test"]),
    ("\"a\",\"anna@kunde.test\"|x@y", ["anna@kunde.test"]), ("a@1.2.3.4 @ @x.y a@ a@b", []), ("", []),
  ] as [(String, [String])])
  func finds(_ text: String, _ addresses: [String]) {
    #expect(AddressTokens.find(in: Array(text.utf8)).map(\.wireForm) == addresses)
  }

  @Test func isBounded() {
    let text = String(repeating: "a@b.test ", count: 20_000)
    #expect(AddressTokens.find(in: Array(text.utf8)).count == AddressTokens.maximumAddresses)
  }
}
