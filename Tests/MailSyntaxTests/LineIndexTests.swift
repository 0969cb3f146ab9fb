import MailSyntax
import Testing

struct LineIndexTests {
  @Test(arguments: [(0, 1, 1), (2, 1, 3), (3, 1, 4), (4, 2, 1), (5, 2, 2), (7, 2, 3), (9, 3, 1), (99, 3, 2)])
  func position(_ offset: Int, _ line: Int, _ column: Int) {
    let found = LineIndex("ab\r\nxüy\nz".octets).position(of: offset)
    #expect(found.line == line && found.column == column, "\(found)")
  }

  @Test func emptyText() { #expect(LineIndex([]).position(of: 0) == (1, 1)) }
}
