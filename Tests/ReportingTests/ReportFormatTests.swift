import Foundation
import FoundationXML
import Linting
import Policy
import Testing

@testable import Reporting

@Suite struct ReportFormatTests {
  @Test(arguments: ReportFormat.allCases)
  func `a report on everything`(format: ReportFormat) throws {
    try Golden.expect(format.text(of: Samples.everything()), is: "everything.\(format.rawValue)")
  }

  @Test(arguments: [ReportFormat.text, .html])
  func `the formats for people speak German too`(format: ReportFormat) throws {
    try Golden.expect(format.text(of: Samples.everything(language: .german)), is: "everything.de.\(format.rawValue)")
  }

  @Test(arguments: ReportFormat.allCases)
  func `nothing checked gives a whole document too`(format: ReportFormat) throws {
    let text = format.text(of: Samples.report([]))
    switch format {
    case .json, .sarif, .gitlab, .rdjson: _ = try JSONSerialization.jsonObject(with: Data(text.utf8))
    case .junit, .checkstyle: #expect(XMLText.isWellFormed(text))
    case .jsonl, .github: #expect(text == "")
    case .text, .concise, .html: #expect(text.hasSuffix("\n"))
    }
  }

  /// What a hostile mail, path or message could do to a report's reader: close a tag or a line, start a command, steer
  /// a terminal.
  static let evil =
    "\u{1B}]0;x\u{7}</script><script>alert(1)</script>\"'>&amp;\r\n::error::x\u{0}\u{202E}\u{FFFE}]]>-->%0A,;"

  static func hostile() -> Report {
    let octets = Array("X: \(evil) <img src=x>\n\(evil)".utf8) + [0xFF, 0xFE, 0xC0]
    let finding = Finding(
      rule: RuleID(evil), severity: .error, action: .hold,
      place: Place(part: evil, octets: Samples.place(of: "<img src=x>", in: octets)), message: "m \(evil)",
      evidence: evil, signals: [evil], recipients: Samples.addresses("a@b.test"), sources: [evil],
      related: [RelatedPlace(.elsewhere(path: evil, line: nil), evil), RelatedPlace(.here(0..<octets.count), evil)])
    var report = Samples.report([
      Samples.result(
        "p \(evil)", octets, [finding], .tempfail(reason: evil), evidence: [evil], obstacles: [evil])
    ])
    report.problems = [evil]
    report.sketch = { _ in Sketch([.init(.field(name: evil, characters: .max), at: 0..<octets.count)]) }
    return report
  }

  @Test(arguments: ReportFormat.allCases)
  func `nothing that is quoted can act`(format: ReportFormat) throws {
    let text = format.text(of: Self.hostile())
    for scalar in text.unicodeScalars where scalar != "\n" {
      #expect(scalar.properties.generalCategory != .control, "\(format): U+\(String(scalar.value, radix: 16))")
    }
    switch format {
    case .json, .sarif, .gitlab, .rdjson: _ = try JSONSerialization.jsonObject(with: Data(text.utf8))
    case .jsonl: _ = try JSONSerialization.jsonObject(with: Data(text.utf8))
    case .junit, .checkstyle: #expect(XMLText.isWellFormed(text))
    case .github: #expect(text.split(separator: "\n").allSatisfy { $0.hasPrefix("::error title=presend") })
    case .html: #expect(!text.contains("<script") && !text.contains("alert(1)</"))
    case .text, .concise: break
    }
  }

  @Test func `a GitHub command's values cannot end early`() {
    let text = ReportFormat.github.text(of: Samples.everything())
    #expect(text.contains("file=repo/mail/b%2C 100%25.html,line=2,endLine=2,col=2,endColumn=13::a picture;"))
    #expect(text.contains("file=repo/rundbrief.eml,line=2,endLine=3::"))
    // The worst first, whatever the order of the files.
    #expect(
      text.split(separator: "\n").map { $0.prefix { $0 != " " } } == [
        "::error", "::error", "::error", "::warning", "::notice",
      ])
  }

  @Test func `GitLab's fingerprints differ within a line and outlive an edit above`() throws {
    func fingerprints(_ prefix: String) throws -> [String] {
      let octets = Array((prefix + "<img><img>\n").utf8)
      let start = prefix.utf8.count
      let findings = [start..<start + 5, start + 5..<start + 10].map {
        Finding(
          rule: "tracking/pixel", severity: .error, action: .hold, place: Place(part: nil, octets: $0), message: "m",
          evidence: "")
      }
      let text = ReportFormat.gitlab.text(of: Samples.report([Samples.result("x", octets, findings, .hold)]))
      let list = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [[String: Any]]
      return try #require(list).compactMap { $0["fingerprint"] as? String }
    }
    let found = try fingerprints("")
    #expect(Set(found).count == 2)
    #expect(try fingerprints("one more line\n") == found)
  }

  @Test func `reviewdog's columns count octets`() throws {
    let octets = Array("a\u{10428}b".utf8)
    let finding = Finding(
      rule: "tracking/pixel", severity: .error, action: .hold, place: Place(part: nil, octets: 5..<6), message: "m",
      evidence: "")
    let text = ReportFormat.rdjson.text(of: Samples.report([Samples.result("x", octets, [finding], .hold)]))
    #expect(text.contains("\"column\": 6"))
  }

  @Test func `a finding below --fail-on is no failure in JUnit`() {
    var report = Samples.everything()
    #expect(ReportFormat.junit.text(of: report).contains("tests=\"6\" failures=\"2\" errors=\"1\""))
    report.failing = .note
    #expect(ReportFormat.junit.text(of: report).contains("tests=\"6\" failures=\"4\" errors=\"1\""))
    report.failing = nil
    #expect(ReportFormat.junit.text(of: report).contains("tests=\"6\" failures=\"0\" errors=\"1\""))
  }

  @Test func `quiet shows findings and nothing else`() {
    let report = Samples.everything()
    let text = ReportFormat.text.text(of: report, display: TextDisplay(isQuiet: true))
    #expect(text.contains("rundbrief.eml:2:5: error:"))
    #expect(!text.contains("3 files") && !text.contains("presend explain") && !text.contains("rewrite:"))
    let concise = ReportFormat.concise.text(of: report, display: TextDisplay(isQuiet: true))
    #expect(concise.split(separator: "\n").count == 4)
    let clean = Samples.report([Samples.result("x", [], [], .accept([]))])
    #expect(ReportFormat.text.text(of: clean, display: TextDisplay(isQuiet: true)) == "")
  }

  @Test func `statistics count by rule, the most frequent first`() throws {
    let text = ReportFormat.text.text(of: Samples.everything(), display: TextDisplay(showsStatistics: true))
    try Golden.expect(text, is: "everything.statistics")
  }
}

enum XMLText {
  static func isWellFormed(_ text: String) -> Bool { XMLParser(data: Data(text.utf8)).parse() }
}
