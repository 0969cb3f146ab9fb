import MailSyntax
import Testing

@Suite struct DecodedTextTests {
  private static func file(_ start: [UInt8], _ text: String = "", _ end: [UInt8] = []) -> [UInt8] {
    start + Array(text.utf8) + end
  }

  private static let mark: [UInt8] = [0xEF, 0xBB, 0xBF]

  private static let texts: [(file: [UInt8], text: String)] = [
    (file([], "aäb"), "aäb"), (file(mark, "aä"), "aä"), ([0x61, 0xE4, 0x80], "aä€"),
    ([0xFF, 0xFE, 0x61, 0, 0xE4, 0, 0x0A, 0], "aä\n"), ([0xFE, 0xFF, 0, 0x61, 0x20, 0xAC], "a€"),
    (file([], "<meta charset=\"iso-8859-2\">", [0xB3]), "<meta charset=\"iso-8859-2\">ł"),
    (file([], "<meta charset=utf-8>", [0xE4]), "<meta charset=utf-8>ä"), ([], ""),
  ]

  @Test(arguments: texts) func decodes(_ file: [UInt8], _ text: String) {
    #expect(String(decoding: DecodedText(file).octets, as: UTF8.self) == text)
  }

  /// A charset that says more than the file holds makes nothing fail.
  @Test(arguments: [[0xFF, 0xFE, 0x61], [0xFE, 0xFF], [0xFF, 0xFE, 0x00, 0xD8]]) func damaged(_ file: [UInt8]) {
    let text = DecodedText(file)
    #expect(text.source(of: 0..<text.octets.count).upperBound <= file.count)
  }

  private static let files: [[UInt8]] = [
    file([], "aäb"), file(mark, "aä"), [0x61, 0xE4, 0x62], [0xFF, 0xFE, 0x61, 0, 0xE4, 0, 0x62, 0],
  ]

  /// Every stretch of the text has its place in the file, in order.
  @Test(arguments: files) func places(_ file: [UInt8]) throws {
    let text = DecodedText(file)
    let unit = file.starts(with: [0xFF, 0xFE]) ? 2 : 1
    let a = try #require(text.octets.firstIndex(of: 0x61))
    let source = text.source(of: a..<(a + 1))
    #expect(file[source.lowerBound] == 0x61)
    #expect(source.count == unit)
    #expect(text.source(of: 0..<text.octets.count).upperBound == file.count)
    #expect(text.source(of: text.octets.count..<text.octets.count).lowerBound == file.count)
  }
}
