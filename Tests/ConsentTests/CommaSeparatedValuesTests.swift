import Consent
import TestSupport
import Testing

@Suite struct CommaSeparatedValuesTests {
  private func records(_ text: String) throws -> [[String]] {
    var table = CommaSeparatedValues(Array(text.utf8))
    var records: [[String]] = []
    while let record = try table.next() { records.append(record.fields) }
    return records
  }

  @Test(
    arguments: [
      ("", []),
      ("\u{FEFF}a,b", [["a", "b"]]),
      ("a,b\r\nc,d\r\n", [["a", "b"], ["c", "d"]]),
      ("a,b\nc,d", [["a", "b"], ["c", "d"]]),
      ("a,b\rc,d\r", [["a", "b"], ["c", "d"]]),
      ("\n\na\n\r\n\nb\n", [["a"], ["b"]]),
      (",\n,,", [["", ""], ["", "", ""]]),
      ("\"a,b\",\"c\"\"d\",\"\"", [["a,b", "c\"d", ""]]),
      ("\"a\r\nb\",c\nd", [["a\r\nb", "c"], ["d"]]),
      (" a , b ", [[" a ", " b "]]),
      ("ä,€,😀", [["ä", "€", "😀"]]),
    ] as [(String, [[String]])])
  func isRead(_ text: String, _ expected: [[String]]) throws { #expect(try records(text) == expected) }

  @Test(arguments: [
    ("a\nb\"c", 2, "a quote inside of a field"),
    ("\"a\"b", 1, "text after a closing quote"),
    ("\"a\nb\"c", 2, "text after a closing quote"),
    ("a\n\"b\nc\nd", 2, "a quote is never closed"),
  ])
  func isRefused(_ text: String, _ line: Int, _ problem: String) {
    #expect(throws: CommaSeparatedValues.Malformation.self) { try records(text) }
    do { _ = try records(text) } catch let error as CommaSeparatedValues.Malformation {
      #expect(error.line == line)
      #expect(error.problem == problem)
    } catch {}
  }

  @Test func textThatIsNotUTF8IsRefused() {
    var table = CommaSeparatedValues([0x61, 0x0A, 0xFC, 0x0A])
    #expect(throws: Never.self) { try table.next() }
    #expect(throws: CommaSeparatedValues.Malformation.self) { try table.next() }
  }

  @Test func goesOnAfterABadRow() throws {
    var table = CommaSeparatedValues(Array("\"a\"b\nc\n".utf8))
    #expect(throws: CommaSeparatedValues.Malformation.self) { try table.next() }
    #expect(try table.next() == .init(line: 2, fields: ["c"]))
    #expect(try table.next() == nil)
  }

  @Test func linesAreCountedThroughQuotedLineEnds() throws {
    var table = CommaSeparatedValues(Array("\"a\r\nb\nc\"\r\nd".utf8))
    #expect(try table.next()?.line == 1)
    #expect(try table.next()?.line == 4)
  }

  @Test func whatIsWrittenIsReadBack() throws {
    var chance = SplitMix64(seed: 2)
    let pieces = ["a", ",", "\"", "\r", "\n", "\r\n", " ", "ü", "=", "'", "\t", ";", "\u{301}", "👩‍👩‍👧"]
    for _ in 0..<1_000 {
      // A single empty field would be an empty line.
      let fields =
        ["x"]
        + (0..<Int.random(in: 0...4, using: &chance)).map { _ in
          (0..<Int.random(in: 0...6, using: &chance)).map { _ in pieces.randomElement(using: &chance)! }.joined()
        }
      let text = CommaSeparatedValues.record(fields) + CommaSeparatedValues.record(["end"])
      let read = try records(text)
      #expect(read.map { $0.map { Array($0.utf8) } } == [fields, ["end"]].map { $0.map { Array($0.utf8) } })
    }
  }
}
