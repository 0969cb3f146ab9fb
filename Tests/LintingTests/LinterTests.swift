import MailContent
import MailSyntax
import Policy
import Testing

@testable import Linting

@Suite struct LinterTests {
  private let message = Samples.message(
    to: "anna@kunde.test, bert@firma.test", fields: ["Disposition-Notification-To: erika@beispiel.test"],
    html: "<p>Hallo</p><img src=\"https://t.firma.test/o/9f3a1c77e5b24d08\" width=\"1\" height=\"1\">")

  @Test func findingsComeByPlaceThenRule() {
    let findings = Samples.findings(message, Samples.context(mailClass: .newsletter))
    let starts = findings.map(\.place.octets.lowerBound)
    #expect(starts == starts.sorted())
    let expected: Set<RuleID> = [
      "recipients/open-list", "tracking/pixel", "tracking/receipt-request", "unsubscribe/missing", "reason/missing",
    ]
    #expect(Set(findings.map(\.rule)).isSuperset(of: expected))
  }

  @Test func aRuleThatIsOffFindsNothing() {
    let context = Samples.context(mailClass: .newsletter) { settings in
      for rule in Samples.linter.rules {
        settings.rules[rule.id] = RuleSettings()
        settings.rules[rule.id]?.action = .off
      }
    }
    #expect(Samples.findings(message, context).isEmpty)
  }

  @Test func aRuleCanBeOffForOneClass() {
    var off = RuleSettings()
    off.action = .off
    let context = Samples.context(mailClass: .newsletter) { settings in
      settings.rules["recipients/open-list"] = RuleSettings()
      settings.rules["recipients/open-list"]?.perClass[.newsletter] = off
    }
    #expect(Samples.findings(message, context, rule: "recipients/open-list").isEmpty)
    var personal = context
    personal.demandedClass = .personal
    #expect(Samples.findings(message, personal, rule: "recipients/open-list").count == 1)
  }

  @Test func severityAndActionAreThoseConfigured() throws {
    let context = Samples.context { settings in
      settings.rules["tracking/receipt-request"] = RuleSettings()
      settings.rules["tracking/receipt-request"]?.severity = .note
      settings.rules["tracking/receipt-request"]?.action = .hold
    }
    let finding = try #require(Samples.findings(message, context, rule: "tracking/receipt-request").first)
    #expect(finding.severity == .note && finding.action == .hold)
  }

  @Test func systemMailIsJudgedAsPersonalMailIs() {
    let found = Samples.findings(message, Samples.context(mailClass: .system))
    let personal = Samples.findings(message, Samples.context(mailClass: .personal))
    #expect(!found.isEmpty && found.map(\.rule) == personal.map(\.rule))
    #expect(found.map(\.severity) == personal.map(\.severity) && found.map(\.action) == personal.map(\.action))
    let off = Samples.context(mailClass: .system) { settings in
      settings.rules["recipients/open-list", default: .init()].perClass[.system] = RuleSettings()
      settings.rules["recipients/open-list"]?.perClass[.system]?.action = .off
    }
    #expect(Samples.findings(message, off, rule: "recipients/open-list").isEmpty)
  }

  @Test func messagesAreInTheUsersLanguageAndCiteTheirSources() {
    for language in Language.allCases {
      for finding in Samples.findings(message, Samples.context(mailClass: .newsletter, language: language)) {
        #expect(!finding.message.contains("{") && !finding.message.contains("\n"))
        #expect(!finding.sources.isEmpty)
      }
    }
    let german = Samples.findings(message, Samples.context(language: .german), rule: "recipients/open-list")
    #expect(german.first?.sources.contains("Art. 5 Abs. 1 lit. f DSGVO") == true)
  }

  @Test func aRuleGivenAtRunTimeIsJudged() {
    let text = LocalText(english: "a", german: "b")
    let own = Rule(
      id: "own/word", check: .reason, severities: [.newsletter: .warning], defaultAction: .warn, failureMode: .pass
    ) {
      Rule.Content(
        title: text, sources: [], what: text, why: text, mend: text,
        messages: ["missing": LocalText(english: "say it", german: "sag es")],
        phrases: ["reason": ["en": ["magic word"]]])
    }
    let linter = Linter(rules: [own])
    func findings(_ text: String) -> [Finding] {
      let message = Samples.message(text: text)
      return linter.findings(
        in: .message(message), reading: Reading(of: message),
        mailClass: ClassDecision(mailClass: .newsletter, evidence: ["test"]), context: Samples.context())
    }
    #expect(findings("The magic word.").isEmpty)
    #expect(findings("Nothing.").map(\.message) == ["say it"])
  }

  @Test(
    arguments: [
      ([0x61, 0x0A, 0x09, 0x62], "a b"), ([0x1B, 0x5B, 0x33, 0x31, 0x6D], "[31m"), ([], ""),
      ([0xFF, 0x61], "\u{FFFD}a"),
    ] as [([UInt8], String)])
  func evidenceIsPrintable(_ octets: [UInt8], _ text: String) { #expect(Hit.evidence(octets) == text) }

  @Test func evidenceIsCutBetweenCharacters() {
    let evidence = Hit.evidence(Array(String(repeating: "ä", count: 300).utf8))
    #expect(evidence == String(repeating: "ä", count: 100) + "…")
    #expect(Hit.evidence([UInt8](repeating: 0x61, count: 200)).count == 200)
  }
}
