import Linting
import MailSyntax
import Policy
import Testing

@testable import Reporting

@Suite struct TextReportTests {
  private func text(
    _ results: [CheckResult], language: Language = .english, width: Int = 100, usesColour: Bool = false
  ) -> String {
    TextReport(Samples.report(results, language: language), display: TextDisplay(width: width, usesColour: usesColour))
      .text
  }

  @Test(arguments: [(Language.english, "circular.en.txt"), (.german, "circular.de.txt")])
  func `a circular with a pixel`(language: Language, golden: String) throws {
    try Golden.expect(text([Samples.circular(language: language)], language: language), is: golden)
  }

  @Test func `a narrow terminal breaks running text and cuts the source`() throws {
    let report = text([Samples.circular()], width: 48)
    try Golden.expect(report, is: "circular.narrow.txt")
    for line in report.split(separator: "\n") where line.contains("|") {
      #expect(DisplayWidth.of(String(line)) <= 48)
    }
  }

  /// The first line of a finding is one line, as editors and CI systems follow it; a word may be longer than a terminal
  /// is wide.
  @Test(arguments: [30, 40, 60, 80, 200]) func `all else fits the terminal`(width: Int) {
    for report in [Samples.everything(), Samples.everything(language: .german)] {
      let text = ReportFormat.text.text(of: report, display: TextDisplay(width: width))
      for line in text.split(separator: "\n")
      where !line.contains("]") && !line.contains("html:") && !line.contains("eml:") {
        let isOneWord = line.split(separator: " ").count <= 2
        #expect(DisplayWidth.of(String(line)) <= width || isOneWord, "\(line)")
      }
    }
  }

  /// A field that shows others goes for everybody; one that tracks, for those who have not agreed.
  @Test func `who has not agreed is told of where somebody was asked`() {
    let octets = Array("X-To: a@b.test, c@d.test\r\n\r\nx".utf8)
    func told(_ recipients: [AddrSpec]) -> String {
      let finding = Samples.finding(
        Samples.pixel, on: "X-To", in: octets, message: "m", recipients: recipients, remedy: .removeField(0))
      return text([Samples.result("a.eml", octets, [finding], .hold)], width: 200)
    }
    #expect(told([]).contains("without this field") && !told([]).contains("agreed"))
    #expect(told(Samples.addresses("a@b.test")).contains("without this field for all who have not agreed"))
  }

  @Test func `colours come only when told so`() throws {
    let coloured = text([Samples.circular()], usesColour: true)
    try Golden.expect(coloured, is: "circular.colour.txt")
    #expect(coloured.contains("\u{1B}["))
    #expect(!text([Samples.circular()]).contains("\u{1B}"))
  }

  @Test func `a line of a million octets is cut around the place`() throws {
    let padding = String(repeating: "<b>x</b> ", count: 60_000)
    let octets = Array("Subject: x\n\n\(padding)<img src=//t.example/p>\(padding)".utf8)
    let finding = Samples.finding(
      Samples.pixel, on: "<img src=//t.example/p>", in: octets, message: "this picture reports the opening")
    let report = text([
      Samples.result("long.eml", octets, [finding], .hold, obstacles: ["tracking/pixel: part 1 is signed"])
    ])
    try Golden.expect(report, is: "long-line.txt")
    #expect(report.utf8.count < 2_000)
  }

  @Test func `wide characters keep the marks in place`() throws {
    let octets = Array("件名: 東京都 <img src=x> 終わり".utf8)
    let finding = Samples.finding(
      Samples.pixel, on: "<img src=x>", in: octets, severity: .note, action: .warn, message: "開封を報告する画像")
    let results = [Samples.result("件.html", octets, [finding], .accept([]), kind: .template)]
    try Golden.expect(text(results), is: "wide.txt")
  }

  @Test func `nothing from a message reaches the terminal raw`() throws {
    let evil = "\u{1B}]0;owned\u{07}\u{1B}[2J\u{0}\u{9B}31m\u{202E}gro.elpmaxe\u{7F}\t\r"
    let octets = Array("X: \(evil) <img src=x>\u{1B}[1A\n".utf8) + [0xFF, 0xFE, 0x9B, 0x0A]
    let finding = Samples.finding(
      Samples.pixel, on: "<img src=x>", in: octets, message: "message \(evil)", signals: ["signal \(evil)"],
      recipients: Samples.addresses("a@b.test"), evidence: "evidence \(evil)")
    let result = Samples.result(
      "path \(evil)\n.eml", octets, [finding], .tempfail(reason: "reason \(evil)"), evidence: ["class \(evil)"],
      obstacles: ["obstacle \(evil)"])
    let report = text([result])
    try Golden.expect(report, is: "hostile.txt")
    for scalar in report.unicodeScalars where scalar != "\n" {
      #expect(scalar.properties.generalCategory != .control)
      #expect(scalar.properties.generalCategory != .format)
    }
  }

  @Test func `an encoded place is shown as it reads`() throws {
    let octets = Array("Content-Transfer-Encoding: base64\n\nPGltZyBzcmM9Ii8vdC5leGFtcGxlL3AiPg==".utf8)
    let finding = Samples.finding(
      Samples.pixel, on: "PGltZyBzcmM9Ii8vdC5leGFtcGxlL3AiPg==", in: octets, action: .reject,
      message: "this picture reports the opening", evidence: "<img src=\"//t.example/p\">")
    try Golden.expect(text([Samples.result("encoded.eml", octets, [finding], .reject)]), is: "encoded.txt")
  }

  @Test func `a file with a finding at every tag does not flood the terminal`() {
    let octets = Array(String(repeating: "<img>\n", count: 500).utf8)
    let findings = (0..<500).map { index in
      Finding(
        rule: "tracking/pixel", severity: .error, action: .hold,
        place: Place(part: "1", octets: index * 6..<index * 6 + 5),
        message: "m", evidence: "<img>")
    }
    let report = text([Samples.result("many.eml", octets, findings, .hold)])
    #expect(report.split(separator: "\n").count { $0.hasPrefix("many.eml:") && $0.contains("error: m") } == 100)
    #expect(report.contains("many.eml: 400 more findings"))
    #expect(report.contains("500 errors"))
  }

  @Test func `signals that the message names already are not said twice`() {
    let octets = Array("<img>".utf8)
    let finding = Samples.finding(
      Samples.pixel, on: "<img>", in: octets, message: "a picture of 1x1", signals: ["1x1", "hidden"])
    let report = text([Samples.result("x", octets, [finding], .hold)])
    #expect(report.contains("= signals: hidden\n"))
  }

  /// Whatever the widths, the line fits, the marks fit below it, and the place's first octet is seen.
  @Test func `every excerpt fits`() {
    let line = String(repeating: "abcdefghij", count: 30)
    let octets = Array("first\n\(line)\r\nlast".utf8)
    for width in stride(from: 20, through: 320, by: 7) {
      for start in stride(from: 6, to: 306, by: 13) {
        for length in [0, 1, 9, 60, 200] {
          let excerpt = Excerpt(of: octets, at: start..<start + length, width: width)
          #expect(DisplayWidth.of(excerpt.line) <= width)
          let blanks = excerpt.marks.prefix { $0 == " " }.count
          let shown = Array(excerpt.line)
          #expect(blanks < shown.count)
          #expect(shown[blanks] == Character(Unicode.Scalar(octets[start])))
          #expect(length == 0 || excerpt.marks.count <= shown.count)
        }
      }
    }
  }

  @Test func `clean files are silent unless alone`() {
    let clean = Samples.result("clean.eml", Array("Subject: x\n".utf8), [], .accept([]), mailClass: .personal)
    let alone = text([clean])
    #expect(alone.hasPrefix("clean.eml: accept: goes out as it is\n"))
    #expect(text([clean, clean]) == "2 files, 0 errors, 0 warnings, 0 notes in 0.004 s\n")
  }

  @Test func `a place outside of the octets does not trap`() {
    let finding = Finding(
      rule: "a/b", severity: .error, action: .warn, place: Place(part: "1", octets: 90..<95), message: "m", evidence: ""
    )
    for octets in [[], Array("x".utf8), Array("x\r\n".utf8)] {
      let report = text([Samples.result("x", octets, [finding], .hold)])
      #expect(report.contains("error: m [a/b]"))
    }
  }
}
