import Configuration
import Consent
import Linting
import Policy
import Reporting
import TestSupport
import Testing

@testable import Commands

@Suite struct BaselineTests {
  private static let pixel =
    "<img src=\"https://t.werbung.test/o.gif?id={{ id }}\" width=\"1\" height=\"1\" alt=\"\">\n"
  private static let other =
    "<img src=\"https://z.werbung.test/open.gif?u={{ u }}\" width=\"1\" height=\"1\" alt=\"\">\n"

  private let run = CheckRun(
    check: FileCheck(settings: Settings(), language: .english), consent: NoConsentStore())

  private func outcomes(_ folder: ScratchFolder) -> [FileOutcome] {
    var all: [FileOutcome] = []
    run.outcomes(of: FileFinder.files(below: [folder.path]).found.filter { $0.name.hasSuffix(".html") }) {
      all.append($0)
    }
    return all
  }

  private func baseline(_ folder: ScratchFolder) -> Baseline {
    let file = BaselineFile(folder.path + "/" + Baseline.fileName)
    var baseline = Baseline()
    for outcome in outcomes(folder) {
      for result in outcome.results {
        for finding in result.judgement.findings {
          baseline.add(
            Baseline.Key(
              path: file.name(of: outcome.file.path), rule: finding.rule.description,
              context: FindingContext.of(finding, in: result, linter: run.check.linter)))
        }
      }
    }
    return baseline
  }

  /// What is left of the folder's findings, and the comparison afterwards.
  private func compared(_ folder: ScratchFolder, with baseline: Baseline) -> (left: [String], BaselineComparison) {
    let file = BaselineFile(folder.path + "/" + Baseline.fileName)
    var comparison = BaselineComparison(
      baseline, linter: run.check.linter, path: { file.name(of: $0) }, isThere: { file.isThere($0) })
    var left: [String] = []
    for outcome in outcomes(folder) {
      for result in comparison.subtract(from: outcome).results {
        left += result.judgement.findings.map { "\(file.name(of: result.path)) \($0.rule)" }
      }
    }
    return (left, comparison)
  }

  @Test("what was there is left out, wherever its line has moved to")
  func movedLines() throws {
    try ScratchFolder.with { folder in
      try folder.write("a/x.html", "<p>x</p>\n" + Self.pixel)
      let baseline = baseline(folder)
      #expect(baseline.total == 1)
      #expect(baseline.counts.keys.map(\.path) == ["a/x.html"])
      try folder.write("a/x.html", "<h1>Neu</h1>\n\n<p>x</p>\n  " + Self.pixel)
      let (left, comparison) = compared(folder, with: baseline)
      #expect(left == [])
      #expect(comparison.resolved == 0)
      #expect(comparison.shrunk == baseline)
    }
  }

  @Test("what is new is reported: another one, the same once more, the same in another file")
  func news() throws {
    try ScratchFolder.with { folder in
      try folder.write("x.html", Self.pixel)
      let baseline = baseline(folder)
      try folder.write("x.html", Self.pixel + Self.other)
      #expect(compared(folder, with: baseline).left == ["x.html tracking/pixel"])
      try folder.write("x.html", Self.pixel)
      try folder.write("y.html", Self.pixel)
      #expect(compared(folder, with: baseline).left == ["y.html tracking/pixel"])
    }
  }

  @Test("a file that was moved is met under its new path")
  func movedFile() throws {
    try ScratchFolder.with { folder in
      try folder.write("old.html", Self.pixel)
      let baseline = baseline(folder)
      try Files.move(folder.path + "/old.html", folder.path + "/sub-new.html")
      let (left, comparison) = compared(folder, with: baseline)
      #expect(left == [])
      #expect(comparison.shrunk.counts.keys.map(\.path) == ["sub-new.html"])
    }
  }

  @Test("what no longer occurs is told and taken out; files that were not checked stay")
  func shrinks() throws {
    try ScratchFolder.with { folder in
      try folder.write("x.html", Self.pixel + Self.other)
      try folder.write("elsewhere.txt", "x")
      var baseline = baseline(folder)
      baseline.add(Baseline.Key(path: "elsewhere.txt", rule: "tracking/pixel", context: "0123"))
      baseline.add(Baseline.Key(path: "gone.html", rule: "tracking/pixel", context: "4567"))
      try folder.write("x.html", Self.other)
      let (left, comparison) = compared(folder, with: baseline)
      #expect(left == [])
      #expect(comparison.resolved == 2)
      #expect(comparison.shrunk.total == 2)
      #expect(Set(comparison.shrunk.counts.keys.map(\.path)) == ["x.html", "elsewhere.txt"])
    }
  }

  @Test("what a mail owes as a whole does not hang on the last line of its text")
  func owed() throws {
    try ScratchFolder.with { folder in
      let link = "<p>{{ unsubscribe_text }} *|LIST:DESCRIPTION|* Newsletter</p>"
      try folder.write("x.html", link + "<p>Angebote der Woche</p>")
      let baseline = baseline(folder)
      try folder.write("x.html", link + "<p>Angebote der Woche</p><p>Bis bald</p>")
      #expect(compared(folder, with: baseline).left == [])
    }
  }

  @Test("the file reads as it was written, in a stable order, one finding a line")
  func file() throws {
    var baseline = Baseline()
    for path in ["z.html", "a \"b\"\\c.html", "ü.html"] {
      for rule in ["tracking/pixel", "reason/missing"] {
        baseline.add(Baseline.Key(path: path, rule: rule, context: "whole"))
        baseline.add(Baseline.Key(path: path, rule: rule, context: "whole"))
      }
    }
    let json = baseline.json
    #expect(json.split(separator: "\n").count(where: { $0.contains("\"rule\"") }) == 6)
    let read = try Baseline.read(json: json, file: "x")
    #expect(read == baseline)
    let empty = try Baseline.read(json: Baseline().json, file: "x")
    #expect(empty == Baseline())
    #expect(baseline.json == json)
  }

  @Test(
    "a file that is wrong is refused with its place",
    arguments: [
      ("", "empty"), ("[]", "1:1"), ("{\"version\": 2, \"findings\": []}", "version"),
      ("{\"version\": 1, \"findings\": [{\"path\": \"x\"}]}", "rule"),
      ("{\"version\": 1, \"findings\": [], \"more\": 1}", "unknown key"), ("{", "not valid"),
    ])
  func wrong(_ json: String, _ word: String) {
    do {
      _ = try Baseline.read(json: json, file: "base.json")
      Issue.record("read")
    } catch {
      #expect("\(error)".contains(word))
      #expect("\(error)".contains("base.json"))
    }
  }
}
