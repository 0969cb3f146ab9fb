import MailSyntax
import Testing

@testable import Linting

@Suite struct EditListTests {
  private func edit(_ range: Range<Int>, _ text: String = "") -> Edit {
    Edit(range: range, replacement: Array(text.utf8))
  }

  @Test func `insertions at one place keep their order and stand before a removal`() {
    let list = EditList([edit(0..<4), edit(0..<0, "a"), edit(0..<0, "b")])
    #expect(list.ordered() == [edit(0..<0, "a"), edit(0..<0, "b"), edit(0..<4)])
  }

  @Test func `overlapping removals become one`() {
    #expect(EditList([edit(3..<9), edit(1..<5), edit(4..<6)]).ordered() == [edit(1..<9)])
  }

  @Test func `the same edit twice counts once`() {
    #expect(EditList([edit(3..<9, "x"), edit(3..<9, "x")]).ordered() == [edit(3..<9, "x")])
  }

  @Test(arguments: [(3..<9, "x", 5..<6, ""), (3..<9, "", 5..<5, "y"), (3..<9, "x", 3..<9, "y")])
  func `other overlaps have no meaning`(first: Range<Int>, a: String, second: Range<Int>, b: String) {
    #expect(EditList([edit(first, a), edit(second, b)]).ordered() == nil)
  }

  @Test func `edits that touch are kept apart`() {
    #expect(EditList([edit(4..<6, "b"), edit(2..<4, "a")]).ordered() == [edit(2..<4, "a"), edit(4..<6, "b")])
  }
}
