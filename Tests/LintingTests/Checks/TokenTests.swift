import Testing

@testable import Linting

/// What looks like an identifier, and how sure that is.
@Suite struct TokenTests {
  private func token(_ text: String) -> Token? {
    let octets = Array(text.utf8)
    return Token(octets.span, 0..<octets.count)
  }

  @Test(arguments: [
    "abc123def4", "ab-c1.2_3:d=e%f4", "aB3dE6gH9k", "abcdefghijkl123456789012", "0123456789abcdef0123456789abcdef",
  ])
  func strong(_ text: String) { #expect(token(text)?.isStrong == true) }

  @Test(arguments: ["a1b2", "abc123def", "abc123defg", "abcdef123456", "abcdefghijk123456789012", "AbCdEfGh"])
  func weak(_ text: String) { #expect(token(text)?.isStrong == false) }

  @Test(arguments: [
    "", "a1b", "abcd", "1234567890123", "h600", "v2", "abcde123456", "AbCdEf", "abc/1d2e3f", "äb1c2d3e4f5",
  ])
  func none(_ text: String) { #expect(token(text) == nil) }

  @Test func strengthCountsBeforeLength() {
    #expect(Token(length: 30, isStrong: false) < Token(length: 10, isStrong: true))
    #expect(Token(length: 10, isStrong: true) < Token(length: 11, isStrong: true))
  }
}
