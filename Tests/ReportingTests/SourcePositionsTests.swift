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
}
