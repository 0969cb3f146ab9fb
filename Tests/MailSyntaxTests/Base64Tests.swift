import TestSupport
import Testing

@testable import MailSyntax

struct Base64Tests {
  static func decode(_ octets: [UInt8]) -> [UInt8] { Base64.decode(octets.span, 0..<octets.count) }

  @Test(arguments: [
    ("", ""), ("YQ==", "a"), ("YWI=", "ab"), ("YWJj", "abc"), ("YQ", "a"), ("YWI", "ab"), ("Y", ""),
    ("aGVs\r\nbG8=\r\n", "hello"), ("aGVs bG8=", "hello"), ("a#G$V%s&bG8", "hello"), ("YQ==YQ==", "a"),
    ("aGVsbG8gd29ybGQsIGhlbGxv\r\nIHdvcmxk", "hello world, hello world"), ("=YQ==", "a"),
  ])
  func decoding(_ text: String, _ expected: String) {
    #expect(Self.decode(text.octets) == expected.octets, "\(visible(text))")
  }

  @Test func encodingIsUndone() {
    var generator = SplitMix64(seed: 9)
    for count in 0..<300 {
      let octets = (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
      #expect(Self.decode(Base64.encode(octets, lineLength: nil)) == octets)
      let lines = Base64.encode(octets, lineLength: 76)
      #expect(Self.decode(lines) == octets)
      #expect(lines.split(separator: 0x0A).allSatisfy { $0.count <= 77 })
    }
  }
}
