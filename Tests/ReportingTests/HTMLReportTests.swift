import Foundation
import Linting
import Policy
import Testing

@testable import Reporting

@Suite struct HTMLReportTests {
  private let page = HTMLReport(Samples.everything()).text

  @Test func `loads nothing and runs nothing`() {
    let tags = page.matches(of: #/<[^>]+>/#).map { String($0.output) }.joined()
    for forbidden in ["<script", "<link", "<img", "<iframe", "<object", "<form", " src=", " style=", "javascript:"] {
      #expect(!tags.contains(forbidden), "\(forbidden)")
    }
    #expect(!HTMLStyle.sheet.contains("url(") && !HTMLStyle.sheet.contains("@import"))
    #expect(page.contains("default-src 'none'; style-src 'sha256-"))
  }

  @Test func `attributes that act are on no element`() throws {
    let handlers = try Regex("<[a-z][^>]* on[a-z]+=")
    #expect(page.firstMatch(of: handlers) == nil)
    #expect(HTMLReport(ReportFormatTests.hostile()).text.firstMatch(of: handlers) == nil)
  }

  @Test func `every reference within the page leads somewhere`() throws {
    let targets = page.matches(of: try Regex("href=\"#([^\"]+)\"")).compactMap { $0.output[1].substring }
    #expect(targets.count > 8)
    for target in targets { #expect(page.contains("id=\"\(target)\""), "\(target)") }
    let ids = page.matches(of: try Regex(" id=\"([^\"]+)\"")).compactMap { $0.output[1].substring }
    #expect(Set(ids).count == ids.count)
  }

  @Test func `files beyond the first are closed, and clean ones are a list`() {
    let octets = Array("<img>".utf8)
    let finding = Samples.finding(Samples.pixel, on: "<img>", in: octets, message: "m")
    let results = (0..<12).map { Samples.result("\($0).html", octets, [finding], .hold, kind: .template) }
    let page = HTMLReport(Samples.report(results)).text
    #expect(page.matches(of: #/<details class="file [^>]* open>/#).count == 5)
    #expect(page.matches(of: #/<details class="file /#).count == 12)
    #expect(self.page.contains("<li>clean.eml</li>"))
  }

  @Test func `the worst file comes first`() throws {
    let octets = Array("<img>".utf8)
    let results = [Severity.note, .error, .warning].map { severity in
      Samples.result(
        "\(severity).html", octets,
        [Samples.finding(Samples.pixel, on: "<img>", in: octets, severity: severity, message: "m")], .hold)
    }
    let page = HTMLReport(Samples.report(results)).text
    let order = page.matches(of: #/class="path">(\w+)/#).map { String($0.output.1) }
    #expect(order == ["error", "warning", "note"])
  }

  @Test("a check that passes whatever it finds mends no mail", arguments: [
    (Severity.error, "2 of 3 mails need work"), (.warning, "Nothing stands in the way"),
  ])
  func headline(_ severity: Severity, _ text: String) {
    let octets = Array("<img>".utf8)
    let found = Samples.finding(Samples.pixel, on: "<img>", in: octets, severity: severity, message: "m")
    let results = (0..<3).map { Samples.result("\($0).html", octets, $0 == 0 ? [] : [found], .hold, kind: .template) }
    var report = Samples.report(results)
    report.failing = nil
    #expect(HTMLReport(report).text.contains("<h1>\(text)</h1>"))
  }

  /// Whatever the mail, the drawing stays of a size that can be looked at, and every finding has its pin.
  @Test(arguments: [0, 1, 3, 119, 120, 121, 2_000])
  func `the picture is bounded`(blocks: Int) {
    let sketch = Sketch((0..<blocks).map { .init(.text(characters: 5_000), at: $0 * 10..<$0 * 10 + 9) })
    let findings = (0..<min(blocks, 7)).map { index in
      Samples.finding(Samples.pixel, on: "", in: [], message: "m").placed(at: index * 10 + 3..<index * 10 + 5)
    }
    let picture = SketchPicture(
      sketch, findings: findings, ids: findings.indices.map { "f1-\($0 + 1)" }, words: HTMLWords(language: .english)
    ).svg
    #expect(picture.isEmpty == (blocks == 0))
    #expect(picture.utf8.count < 60_000)
    for index in findings.indices { #expect(picture.contains("href=\"#f1-\(index + 1)\"")) }
  }

  @Test func `source far into a long line is cut around the place`() {
    let octets = Array((String(repeating: "ä", count: 10_000) + "<img>" + String(repeating: "ü", count: 10_000)).utf8)
    let listing = SourceListing(
      of: octets, at: Samples.place(of: "<img>", in: octets), positions: SourcePositions(octets)
    ).html(label: "x")
    #expect(listing.contains("ä<mark>&lt;img&gt;</mark>ü"))
    #expect(listing.contains("<code>…ä") && listing.contains("ü…</code>"))
    #expect(listing.utf8.count < 800)
    #expect(!listing.contains("\u{FFFD}"))
  }

  @Test func `source is shown without its common indentation`() {
    let octets = Array("\t\t<p>\n\t\t\t<img>\n\n\t\t</p>".utf8)
    let listing = SourceListing(
      of: octets, at: Samples.place(of: "<img>", in: octets), positions: SourcePositions(octets)
    ).html(label: "x")
    #expect(listing.contains("<code>&lt;p&gt;</code>"))
    #expect(listing.contains("<code>  <mark>&lt;img&gt;</mark></code>"))
  }
}

extension Finding {
  fileprivate func placed(at octets: Range<Int>) -> Finding {
    Finding(
      rule: rule, severity: severity, action: action, place: Place(part: nil, octets: octets), message: message,
      evidence: evidence)
  }
}
