import Policy
import Testing

@testable import Linting

/// What holds for a rule where several lines of a configuration speak of it.
@Suite struct EffectiveSettingsTests {
  private static let pixel = RulePacks.builtIn.first { $0.id == "tracking/pixel" }!

  private func rule(_ change: (inout RuleSettings) -> Void) -> RuleSettings {
    var settings = RuleSettings()
    change(&settings)
    return settings
  }

  private func severity(
    _ first: RuleSettings, then later: RuleSettings?, for mailClass: MailClass = .newsletter
  ) -> Severity? {
    var settings = Settings()
    settings.rules = ["tracking/pixel": first]
    return settings.overlaid(with: later.map { [["tracking/pixel": $0]] } ?? []).severity(
      of: Self.pixel, for: mailClass)
  }

  @Test("a later severity switches on again what was off, with the action of the pack")
  func laterSeverity() {
    let off = rule { $0.action = .off }
    #expect(severity(off, then: nil) == nil)
    #expect(severity(off, then: rule { $0.severity = .warning }) == .warning)
    #expect(severity(off, then: rule { $0.numbers = ["x": 1] }) == nil)
    #expect(severity(rule { $0.severity = .note }, then: off) == nil)
  }

  @Test("the same for one class alone")
  func classes() {
    let off = rule { $0.action = .off }
    let newsletters = rule { $0.perClass[.newsletter] = rule { $0.severity = .warning } }
    #expect(severity(off, then: newsletters) == .warning)
    #expect(severity(off, then: newsletters, for: .transactional) == nil)
    #expect(severity(newsletters, then: off) == nil)
    let without = rule { $0.perClass[.newsletter] = off }
    #expect(severity(without, then: nil) == nil)
    #expect(severity(without, then: rule { $0.severity = .note }) == .note)
  }
}
