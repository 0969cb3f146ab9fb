import Foundation
import Linting
import Policy
import TestSupport
import Testing

@Suite struct RuleFixtureTests {
  static let linter = Linter()

  @Test func everyRuleHasFixturesOfBothKinds() {
    #expect(!RulePacks.builtIn.isEmpty)
    for rule in RulePacks.builtIn {
      let fixtures = RuleFixture.all.filter { $0.rule == rule.id }
      #expect(fixtures.contains { $0.expectsFinding }, "\(rule.id) has no err fixture")
      #expect(fixtures.contains { !$0.expectsFinding }, "\(rule.id) has no ok fixture")
    }
    let known = Set(RulePacks.builtIn.map(\.id))
    for fixture in RuleFixture.all { #expect(known.contains(fixture.rule), "\(fixture.rule) is no rule") }
  }

  @Test(arguments: RuleFixture.all) func hitsWhereItShould(_ fixture: RuleFixture) throws {
    let findings = try fixture.judged(by: Self.linter).findings
    #expect(findings.contains { $0.rule == fixture.rule } == fixture.expectsFinding)
  }

  /// `PRESEND_UPDATE_GOLDEN=1` rewrites the golden files; CI never sets it.
  @Test(arguments: RuleFixture.all) func saysWhatTheGoldenFileSays(_ fixture: RuleFixture) throws {
    let report = try fixture.report(by: Self.linter)
    if ProcessInfo.processInfo.environment["PRESEND_UPDATE_GOLDEN"] == "1" {
      try report.write(to: fixture.golden, atomically: true, encoding: .utf8)
    }
    let golden = try String(contentsOf: fixture.golden, encoding: .utf8)
    #expect(report == golden)
  }

  @Test func everyGoldenFileHasItsFixture() throws {
    let goldens = Set(RuleFixture.all.map { $0.golden.path })
    let folder = PackageFolder.fixtures.appending(path: "rules")
    let all = try #require(FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil))
    let outs = all.compactMap { ($0 as? URL)?.resolvingSymlinksInPath() }.filter { $0.pathExtension == "out" }
    #expect(!outs.isEmpty)
    for out in outs { #expect(goldens.contains(out.path), "\(out.lastPathComponent) belongs to no fixture") }
  }
}
