import TestSupport
import Testing

@testable import MailSyntax

struct QuotedPrintableTests {
  static func decode(_ text: String) -> String {
    let octets = text.octets
    return String(decoding: QuotedPrintable.decode(octets.span, 0..<octets.count), as: UTF8.self)
  }

  @Test(arguments: [
    ("a=3Db", "a=b"), ("a=3db", "a=b"), ("abc=\r\ndef", "abcdef"), ("abc=\ndef", "abcdef"),
    ("abc= \t\r\ndef", "abcdef"),
    ("abc  \r\ndef", "abc\r\ndef"), ("abc\t\ndef", "abc\ndef"), ("abc=20\r\ndef", "abc \r\ndef"), ("a=b", "a=b"),
    ("a=", "a"), ("a=G1", "a=G1"), ("a=1", "a=1"), ("0123456789=C3=BC0123456789", "0123456789ü0123456789"),
    ("", ""), ("=", ""), ("==3D", "=="), ("a \r\r\nb", "a\r\r\nb"), ("   \r\nx", "\r\nx"),
  ])
  func decoding(_ text: String, _ expected: String) { #expect(Self.decode(text) == expected, "\(visible(text))") }

  /// Decoding, and the pieces that offset maps are made of, are the same.
  @Test func piecesGiveTheSame() {
    var generator = SplitMix64(seed: 7)
    let alphabet = "=\r\n \tAb3D=C3=BC".octets
    for _ in 0..<3000 {
      let octets = (0..<Int.random(in: 0...40, using: &generator)).map { _ in alphabet.randomElement(using: &generator)!
      }
      let span = octets.span
      var joined: [UInt8] = []
      QuotedPrintable.walk(span, 0..<octets.count) { piece in
        switch piece {
        case .literal(let source): joined += octets[source]
        case .escape(let source):
          joined.append(
            octets[source.lowerBound + 1].hexadecimalValue! << 4 | octets[source.lowerBound + 2].hexadecimalValue!)
        }
      }
      let decoded = QuotedPrintable.decode(span, 0..<octets.count)
      #expect(decoded == joined, "\(visible(String(decoding: octets, as: UTF8.self)))")
    }
  }

  @Test func encodingIsUndone() {
    var generator = SplitMix64(seed: 8)
    for _ in 0..<300 {
      let text = (0..<Int.random(in: 0...300, using: &generator)).map { _ in
        UInt8.random(in: 0x20...0xFF, using: &generator)
      }
      let encoded = QuotedPrintable.encode(text, lineEnd: [0x0D, 0x0A])
      #expect(QuotedPrintable.decode(encoded.span, 0..<encoded.count) == text)
      #expect(encoded.split(separator: 0x0A).allSatisfy { $0.count <= 77 })
    }
  }
}
