import Testing

@testable import Gateway

struct TerminalTests {
  @Test(
    "Text from outside cannot steer a terminal",
    arguments: [
      ("plain äöü", "plain äöü"), ("a\u{1B}[31mb", "a\\u{1b}[31mb"), ("a\nb", "a\\u{a}b"), ("a\tb", "a b"),
      ("a\u{202E}b", "a\\u{202e}b"), ("a\u{200B}b", "a\\u{200b}b"), ("", ""),
    ])
  func safe(_ text: String, _ shown: String) { #expect(Terminal.safe(text) == shown) }

  @Test("Long text is cut")
  func cut() {
    #expect(Terminal.safe("abcdef", maximum: 3) == "abc…")
    #expect(Terminal.quoted(String(repeating: "a", count: 200)).count == 123)
  }
}
