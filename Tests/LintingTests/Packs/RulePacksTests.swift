import Configuration
import Foundation
import Linting
import Policy
import TestSupport
import Testing

@Suite struct RulePacksTests {
  /// What is compiled in is what the files say.
  @Test func builtInPacksAreThoseOfTheFiles() throws {
    let files = try FileManager.default.contentsOfDirectory(at: PackageFolder.rules, includingPropertiesForKeys: nil)
      .filter {
        $0.pathExtension == "yml" && !["trackers.yml", "classes.yml", "mailboxes.yml"].contains($0.lastPathComponent)
      }
    #expect(files.count >= 4)
    var rules: [Rule] = []
    for file in files {
      rules += try RulePackReader.read(yaml: String(contentsOf: file, encoding: .utf8), file: file.lastPathComponent)
    }
    rules.sort { $0.id < $1.id }
    #expect(rules.map { String(describing: $0.id) } == RulePacks.builtIn.map { String(describing: $0.id) })
    for (file, compiled) in zip(rules, RulePacks.builtIn) {
      #expect(file.phrases == compiled.phrases)
      #expect(file.numbers == compiled.numbers)
      #expect(file.lists == compiled.lists)
      #expect(file.messages == compiled.messages)
      #expect(file.severities == compiled.severities)
      #expect(file.sources == compiled.sources)
      #expect(
        [file.title, file.what, file.why, file.mend] == [compiled.title, compiled.what, compiled.why, compiled.mend])
      #expect(file.defaultAction == compiled.defaultAction && file.classActions == compiled.classActions)
      #expect(file.fallbackAction == compiled.fallbackAction && file.failureMode == compiled.failureMode)
    }
  }

  @Test(arguments: RulePacks.builtIn.map(\.id)) func hasSourcesAndTextsInBothLanguages(_ id: RuleID) throws {
    let rule = try #require(RulePacks.builtIn.first { $0.id == id })
    #expect(rule.sources.contains { $0.kind != .precedent })
    #expect(!rule.severities.isEmpty)
    #expect(rule.severities[.system] == nil, "notifications are judged as personal mail is")
    for text in [rule.title, rule.what, rule.why, rule.mend] + rule.messages.values {
      #expect(!text.english.isEmpty && !text.german.isEmpty && text.english != text.german)
    }
    for source in rule.sources { #expect(source.read.count == 10) }
    for (name, languages) in rule.phrases where ["link", "reason", "context", "generic", "target"].contains(name) {
      #expect(languages.keys.sorted() == ["de", "en", "es", "fr", "it", "nl", "pl", "pt"], "\(name)")
    }
  }

  @Test func idsAreDistinct() {
    #expect(Set(RulePacks.builtIn.map(\.id)).count == RulePacks.builtIn.count)
    #expect(RulePacks.trackingServices.count >= 120)
  }
}
