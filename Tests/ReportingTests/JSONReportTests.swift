import Foundation
import Linting
import Policy
import Testing

@testable import Reporting

@Suite struct JSONReportTests {
  private func text(_ results: [CheckResult]) -> String {
    JSONReport.text(Samples.report(results))
  }

  @Test func `the format is that of the documentation, key by key`() throws {
    let template = Samples.result(
      "mail.html", Array("<p>x</p>".utf8), [], .accept([]), kind: .template, mailClass: .transactional,
      evidence: ["configuration: path"])
    try Golden.expect(text([Samples.circular(), template]), is: "circular.json")
  }

  @Test func `the end is the place behind the last octet`() throws {
    let octets = Array("a\n\u{E4}<img>\nb".utf8)
    let finding = Samples.finding(Samples.pixel, on: "<img>", in: octets, message: "m")
    let value = try parsed([Samples.result("x", octets, [finding], .hold)])
    #expect(value["line"] as? Int == 2)
    #expect(value["column"] as? Int == 2)
    #expect(value["endLine"] as? Int == 2)
    #expect(value["endColumn"] as? Int == 7)
    #expect(value["octetStart"] as? Int == 4)
    #expect(value["octetEnd"] as? Int == 9)
  }

  @Test func `a template's finding has no part`() throws {
    let octets = Array("<img>".utf8)
    let finding = Samples.finding(Samples.pixel, on: "<img>", in: octets, message: "m", part: nil)
    #expect(try parsed([Samples.result("x", octets, [finding], .hold, kind: .template)])["part"] is NSNull)
  }

  /// Every scalar that ever troubled a JSON reader or a terminal, and what broken UTF-8 turns into.
  @Test(arguments: [
    "\u{0}", "\u{1B}[2J", "\u{7F}", "\u{9B}", "\u{2028}", "\u{2029}", "\u{202E}", "\u{FEFF}", "\"", "\\", "\r\n", "\t",
    "\u{1D173}", "😀", "ä", "\u{FFFD}", "</script>",
    String(decoding: [0xFF, 0xC0, 0x80, 0xED, 0xA0, 0x80], as: UTF8.self),
  ])
  func `any text survives as valid JSON`(text hostile: String) throws {
    let octets: [UInt8] = [0xFF, 0xFE, 0x0A, 0x00]
    let finding = Samples.finding(
      Samples.pixel, on: "", in: octets, message: hostile, signals: [hostile], evidence: hostile)
    let results = [Samples.result(hostile, octets, [finding], .hold, evidence: [hostile])]
    let json = self.text(results)
    let value = try parsed(results)
    #expect(value["message"] as? String == hostile)
    #expect(value["evidence"] as? String == hostile)
    #expect(!json.unicodeScalars.contains { $0.properties.generalCategory == .control && $0 != "\n" })
    #expect(!json.unicodeScalars.contains { $0.properties.generalCategory == .format })
  }

  @Test func `the same results give the same octets`() {
    #expect(text([Samples.circular()]) == text([Samples.circular()]))
  }

  /// The first finding of the first result.
  private func parsed(_ results: [CheckResult]) throws -> [String: Any] {
    let value = try JSONSerialization.jsonObject(with: Data(text(results).utf8)) as? [String: Any]
    let result = try #require((value?["results"] as? [[String: Any]])?.first)
    return try #require((result["findings"] as? [[String: Any]])?.first)
  }
}
