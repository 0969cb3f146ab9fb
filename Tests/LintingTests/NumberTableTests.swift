import Testing

@testable import Policy

@Suite struct NumberTableTests {
  private static let numbers = [
    0, 1, 127, 128, 16_383, 16_384, 2_097_151, 2_097_152, NumberTable.maximum - 1, NumberTable.maximum,
  ]

  @Test func numbersComeBack() {
    let table = NumberTable(Self.numbers)
    #expect((0..<table.count).map { table[$0] } == Self.numbers)
    #expect(table.text.allSatisfy { $0 < 0x80 } && table.text.count == 4 * (1 + Self.numbers.count))
  }

  /// What a source file holds is what was written: three tables, one of them empty, as their text stands in a literal.
  @Test func tablesAreReadInTheOrderOfWriting() {
    #expect(NumberTable([1, 300]).text == Array("\u{2}\0\0\0\u{1}\0\0\0,\u{2}\0\0".utf8))
    var reader = NumberTableReader("\u{2}\0\0\0\u{1}\0\0\0,\u{2}\0\0\0\0\0\0\u{1}\0\0\0*\0\0\0")
    let tables = [reader.read(), reader.read(), reader.read()]
    #expect(tables.map { table in (0..<table.count).map { table[$0] } } == [[1, 300], [], [42]])
  }
}
