import TestSupport
import Testing

@testable import MailContent

@Suite struct VisibleTextDecoderTests {
  /// Text without markup: words with single spaces between them, each octet where it stands.
  @Test(arguments: 0..<8) func whiteSpaceIsCollapsed(_ seed: Int) {
    var random = SplitMix64(seed: UInt64(seed))
    let pieces: [[UInt8]] = [
      [0x61], [0x7a], [0x20], [0x20], [0x20, 0x20], [0x0a], [0x09], [0xc3, 0xa9], [0x3e], [0x21], [0x7f],
    ]
    for _ in 0..<400 {
      let octets = (0..<Int.random(in: 0...40, using: &random)).flatMap { _ in
        pieces.randomElement(using: &random) ?? []
      }
      let words = octets.split { $0.isHTMLSpace }
      let sample = HTMLSample(octets)
      #expect(sample.result.text.utf8 == Array(words.joined(separator: [0x20])))
      for (offset, octet) in sample.result.text.utf8.enumerated() where octet != 0x20 {
        let source = sample.result.text.source(of: offset..<(offset + 1))
        #expect(source.count == 1 && octets[source.lowerBound] == octet)
      }
    }
  }
}
