import Configuration
import Foundation
import MailContent
import MailSyntax
import Policy
import TestSupport
import Testing

@testable import Linting

@Suite struct RulePackReaderTests {
  private static let pack = """
    version: 1
    group: wording
    rules:
      pressure:
        check: reason
        title: { en: Pressure, de: Druck }
        severity: { newsletter: warning }
        action: warn
        failure-mode: pass
        sources:
          - kind: law
            citation: { en: Section 4a UWG, de: § 4a UWG }
            says: { en: No aggressive practice., de: Keine aggressive Handlung. }
            read: 2026-11-21
        what: { en: Looks., de: Sucht. }
        why: { en: Because., de: Darum. }
        mend: { en: Mend., de: Heilen. }
        messages:
          finding: { en: "{count} times", de: "{count} Mal" }
        phrases:
          reason: { en: ["last chance"], de: ["letzte Chance"] }
        numbers: { limit: 3 }
    """

  @Test func reads() throws {
    let rule = try #require(try RulePackReader.read(yaml: Self.pack, file: "p.yml").first)
    #expect(rule.id == "wording/pressure")
    #expect(rule.severities == [.newsletter: .warning])
    #expect(rule.sources.first?.citation(.german) == "§ 4a UWG")
    #expect(rule.sources.first?.citation(.english) == "Section 4a UWG")
    #expect(rule.numbers == ["limit": 3])
    #expect(rule.fallbackAction == .hold)
  }

  /// What is replaced, by what, and the error that comes of it.
  @Test(arguments: [
    ("failure-mode", "failuremode", 9, 5, "unknown key “failuremode”", "did you mean “failure-mode”?"),
    ("title: { en: Pressure, de: Druck }", "title: { en: Pressure }", 6, 12, "“de” is missing", "add “de:” here"),
    ("action: warn", "action: shout", 8, 13, "unknown value “shout”", "use one of"),
    ("read: 2026-11-21", "read: yesterday", 14, 15, "“yesterday” is no date", "YYYY-MM-DD"),
    ("kind: law", "kind: rumour", 11, 15, "unknown value “rumour”", "use one of"),
    ("[\"last chance\"]", "[\"last (chance\"]", 21, 22, "a bracket is not closed", "close it"),
    ("de: \"{count} Mal\"", "de: \"{counts} Mal\"", 19, 16, "different placeholders", "the same"),
    ("limit: 3", "limit: three", 22, 23, "“three”", "a whole number"),
    ("check: reason", "check: magic", 5, 12, "unknown value “magic”", "use one of"),
    ("newsletter: warning", "newsletters: warning", 7, 17, "unknown key “newsletters”", "did you mean “newsletter”?"),
  ])
  func namesThePlaceOfAnError(
    _ old: String, _ new: String, _ line: Int, _ column: Int, _ problem: String, _ mend: String
  ) throws {
    let broken = Self.pack.replacing(old, with: new, maxReplacements: 1)
    #expect(broken != Self.pack)
    let error = #expect(throws: ConfigurationError.self) { try RulePackReader.read(yaml: broken, file: "p.yml") }
    #expect(error?.line == line)
    #expect(error?.column == column)
    #expect(error?.problem.contains(problem) == true, "\(String(describing: error))")
    #expect(error?.mend.contains(mend) == true, "\(String(describing: error))")
  }

  @Test func refusesARuleWithoutASource() {
    let start = Self.pack.ranges(of: "    sources:")[0].lowerBound
    let end = Self.pack.ranges(of: "    what:")[0].lowerBound
    let without = Self.pack.replacingCharacters(start..<end, with: "")
    #expect(throws: ConfigurationError.self) { try RulePackReader.read(yaml: without, file: "p.yml") }
    let empty = Self.pack.replacingCharacters(start..<end, with: "    sources: []\n")
    let error = #expect(throws: ConfigurationError.self) { try RulePackReader.read(yaml: empty, file: "p.yml") }
    #expect(error?.problem == "the rule has no source")
  }

  @Test func refusesADuplicateKey() {
    let twice = Self.pack + "\n    action: hold\n"
    let error = #expect(throws: ConfigurationError.self) { try RulePackReader.read(yaml: twice, file: "p.yml") }
    #expect(error?.problem.contains("stands twice") == true)
  }

  @Test(arguments: [
    "", "# nothing", "version: 1", "- a", "version: 2\ngroup: a\nrules: {}", "version: 1\ngroup: a\nrules: {}",
  ])
  func refusesWhatIsNoPack(_ yaml: String) {
    #expect(throws: ConfigurationError.self) { try RulePackReader.read(yaml: yaml, file: "p.yml") }
  }
}

extension String {
  fileprivate func replacingCharacters(_ range: Range<String.Index>, with text: String) -> String {
    self[..<range.lowerBound] + text + self[range.upperBound...]
  }
}

@Suite struct WordRuleTests {
  /// The example of docs/rules.md is a rule that works as it stands there.
  @Test func theExampleOfTheDocumentWorks() throws {
    let page = try String(contentsOf: PackageFolder.root.appending(path: "docs/rules.md"), encoding: .utf8)
    let fence = try #require(page.range(of: "```yaml\n"))
    let close = try #require(page[fence.upperBound...].range(of: "```"))
    let yaml = "version: 1\ngroup: house\nrules:\n" + page[fence.upperBound..<close.lowerBound]
    let linter = Linter(rules: try RulePackReader.read(yaml: yaml, file: "house.yml"))
    func hits(_ text: String) -> [RuleID] {
      let message = Samples.message(text: text)
      let decision = ClassDecision(mailClass: .transactional, evidence: ["test"])
      return linter.findings(
        in: .message(message), reading: Reading(of: message), mailClass: decision, context: Context()
      ).map(\.rule)
    }
    #expect(hits("There is a handling fee of 5 euros.") == ["house/handling-fee"])
    #expect(hits("There is a handling fee of 5 euros. The fee covers the parcel.").isEmpty)
    #expect(hits("Der Bearbeitungszuschlag beträgt 5 Euro. Der Zuschlag deckt den Karton.").isEmpty)
    #expect(hits("No fee at all.").isEmpty)
  }

  @Test(arguments: [
    ("<mail> now", "(email|message) now"), ("(<mail>|letter) now", "(email|message|letter) now"), ("now", "now"),
  ])
  func aVocabularyStandsForItsWords(_ written: String, _ meant: String) throws {
    let yaml = Self.pack(phrase: written)
    let rule = try #require(try RulePackReader.read(yaml: yaml, file: "p.yml").first)
    #expect(rule.phrases == ["forbidden": ["en": [meant]], "shared": ["en": ["common"]]])
  }

  @Test(arguments: [("<nail> now", "has no words for “en”"), ("<mail now", "is not closed")])
  func aVocabularyIsChecked(_ written: String, _ problem: String) {
    #expect {
      try RulePackReader.read(yaml: Self.pack(phrase: written), file: "p.yml")
    } throws: { error in
      "\(error)".contains(problem)
    }
  }

  private static func pack(phrase: String) -> String {
    """
    version: 1
    group: house
    vocabulary:
      mail: { en: [email, message] }
    phrases:
      shared: { en: [common] }
    rules:
      tone:
        check: words
        title: { en: a, de: b }
        severity: { newsletter: warning }
        action: warn
        failure-mode: pass
        sources: [{ kind: practice, citation: x, says: { en: a, de: b }, read: 2026-11-22 }]
        what: { en: a, de: b }
        why: { en: a, de: b }
        mend: { en: a, de: b }
        phrases:
          forbidden: { en: ["\(phrase)"] }
    """
  }
}
