import Foundation
import TestSupport
import Testing

@testable import MailContent

/// Every file of `Fixtures/html` is read as its `.out` beside it says; `PRESEND_UPDATE_GOLDEN=1` rewrites them.
@Suite struct FixtureTests {
  static let directory = PackageFolder.fixtures.appending(path: "html")

  static let names: [String] = ((try? FileManager.default.contentsOfDirectory(atPath: directory.path)) ?? [])
    .filter { !$0.hasSuffix(".out") }.sorted()

  @Test func thereAreFixtures() {
    #expect(Self.names.count >= 4)
  }

  @Test(arguments: names) func isReadAsExpected(_ name: String) throws {
    let file = Self.directory.appendingPathComponent(name)
    let octets = SharedData.octets(file)
    let formats: [String: Body.Format] = ["html": .html, "txt": .plain, "ics": .calendar]
    let reading = Reading(template: octets, format: try #require(formats[file.pathExtension]))
    let found = Self.report(reading.bodies[0])
    let golden = Self.directory.appendingPathComponent(name + ".out")
    if ProcessInfo.processInfo.environment["PRESEND_UPDATE_GOLDEN"] != nil {
      try found.write(to: golden, atomically: true, encoding: .utf8)
    }
    #expect(try String(contentsOf: golden, encoding: .utf8) == found)
  }

  /// What was read, one thing a line.
  static func report(_ body: Body) -> String {
    func written(_ range: Range<Int>) -> String {
      String(decoding: body.octets[range], as: UTF8.self).replacingOccurrences(of: "\n", with: "⏎")
    }
    var lines = String(decoding: body.text.utf8, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
      .map { "text        \($0)" }
    lines += body.text.quoted.map {
      "quoted      " + String(decoding: body.text.utf8[$0], as: UTF8.self).replacingOccurrences(of: "\n", with: "⏎")
    }
    lines += body.links.map {
      "link        \($0.target) | \($0.text) | \($0.isVisible ? "visible" : "hidden") | \(written($0.tagRange))"
    }
    lines += body.fetches.map { fetch in
      let size = [fetch.width, fetch.height].map { $0.map { "\($0)" } ?? "?" }.joined(separator: "x")
      let marks = (fetch.isHidden ? " hidden" : "") + (fetch.isQuoted ? " quoted" : "")
      return "fetch       \(fetch.kind.rawValue) \(fetch.url) \(size)\(marks) | \(written(fetch.removal))"
    }
    lines += body.people.map { "person      \($0.role.rawValue) \($0.address) \($0.name ?? "") | \(written($0.range))" }
    lines += body.expressions.map {
      "expression  \($0.isOutput ? "prints" : "steers") \(written($0.range)) | \($0.words.joined(separator: ", "))"
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
