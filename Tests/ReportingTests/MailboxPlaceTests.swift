import Foundation
import Linting
import Testing

@testable import Reporting

/// Reports that open a file at a line name the mailbox and its lines; those for people name the message and its own.
@Suite struct MailboxPlaceTests {
  private static let report: Report = {
    let octets = Array("From: a@b.test\r\n\r\n<p>x\r\n<img src=x>\r\n".utf8)
    let finding = Samples.finding(
      Samples.pixel, on: "<img src=x>", in: octets, message: "m")
    let related = Finding(
      rule: finding.rule, severity: finding.severity, action: finding.action, place: finding.place,
      message: finding.message, evidence: finding.evidence, recipients: [], sources: [],
      related: [RelatedPlace(.here(0..<4), "r")])
    let result = Samples.result("ignored", octets, [related], .hold)
    let results = [(1, 30, 2), (2, 130, 12)].map { number, offset, line in
      CheckResult(
        path: "mail/a b.mbox#\(number)", kind: .message, octets: octets, judgement: result.judgement,
        mailbox: MailboxPlace(path: "mail/a b.mbox", number: number, offset: offset, line: line))
    }
    return Samples.report(results)
  }()

  @Test func sarif() throws {
    let text = SARIFReport(Self.report).text
    let log = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    let results = try #require((log["runs"] as? [[String: Any]])?.first?["results"] as? [[String: Any]])
    #expect(results.count == 2)
    for (index, (offset, line)) in [(30, 2), (130, 12)].enumerated() {
      let location = try #require((results[index]["locations"] as? [[String: Any]])?.first)
      let place = try #require(location["physicalLocation"] as? [String: Any])
      let region = try #require(place["region"] as? [String: Int])
      #expect((place["artifactLocation"] as? [String: String])?["uri"] == "mail/a%20b.mbox")
      #expect(region["startLine"] == line + 3 && region["startColumn"] == 1 && region["byteOffset"] == offset + 24)
      let logical = try #require((location["logicalLocations"] as? [[String: String]])?.first)
      let number = "\(index + 1)"
      #expect(logical == ["name": number, "fullyQualifiedName": "mail/a b.mbox#\(number)", "kind": "message"])
      let related = try #require((results[index]["relatedLocations"] as? [[String: Any]])?.first)
      let other = try #require(related["physicalLocation"] as? [String: [String: Any]])
      #expect(other["region"]?["startLine"] as? Int == line)
    }
    let prints = results.compactMap { ($0["partialFingerprints"] as? [String: String])?["primaryLocationLineHash"] }
    #expect(Set(prints).count == 2)
  }

  @Test(arguments: [
    (ReportFormat.github, ["file=mail/a b.mbox,line=5,", "file=mail/a b.mbox,line=15,", "a b.mbox:12: r"]),
    (.gitlab, ["\"path\": \"mail/a b.mbox\"", "\"begin\": 5", "\"begin\": 15"]),
    (.checkstyle, ["<file name=\"mail/a b.mbox\">", "line=\"5\"", "line=\"15\""]),
    (.rdjson, ["\"path\": \"mail/a b.mbox\"", "\"line\": 5", "\"line\": 15", "mail/a b.mbox:12: r"]),
    (.concise, ["mail/a b.mbox#1:4:1:", "mail/a b.mbox#2:4:1:"]),
    (.json, ["\"mail/a b.mbox#1\"", "\"line\": 4"]),
  ])
  func others(_ format: ReportFormat, _ expected: [String]) {
    let text = format.text(of: Self.report)
    for wanted in expected { #expect(text.contains(wanted), "\(format): \(wanted)") }
  }
}
