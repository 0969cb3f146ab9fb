import MailSyntax
import Testing

@testable import Reporting

@Suite struct SourcePositionsTests {
  /// The same answers as `LineIndex`, at every offset, also across the marks.
  @Test(arguments: [
    "", "a", "\n", "a\r\nbä\n東", String(repeating: "ä", count: 1500) + "\nx\n" + String(repeating: "b", count: 2048),
  ])
  func `agrees with LineIndex`(text: String) {
    let octets = Array(text.utf8)
    let index = LineIndex(octets)
    let positions = SourcePositions(octets)
    for offset in -1...octets.count + 1 { #expect(positions.position(of: offset) == index.position(of: offset)) }
  }

  /// As a reader of the decoded text counts, who sees U+FFFD for what is no UTF-8.
  @Test(arguments: [
    [0xFC], [0x47, 0x72, 0xFC, 0xDF, 0x65], [0xA7, 0x20, 0xAB], [0xF0, 0x9F, 0x98, 0x80, 0xF6, 0x0A, 0x80, 0x41],
    [0xE2, 0x82, 0x41], [0xC3], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80], [0x61, 0xC0, 0x80, 0xC3, 0xA4],
  ])
  func `text that is no UTF-8 has columns`(octets: [UInt8]) {
    let long = [UInt8](repeating: 0xFC, count: 1500) + octets
    for unit in [SourcePositions.Unit.scalars, .utf16] {
      let positions = SourcePositions(long, counting: unit)
      let text = String(decoding: long, as: UTF8.self)
      let line = String(text.split(separator: "\n", omittingEmptySubsequences: false).last ?? "")
      let count = unit == .utf16 ? line.utf16.count : line.unicodeScalars.count
      #expect(positions.position(of: long.count).column == count + 1)
    }
  }
}
