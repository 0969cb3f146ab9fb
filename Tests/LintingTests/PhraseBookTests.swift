import MailContent
import Policy
import Testing

@testable import Linting

@Suite struct PhraseBookTests {
  /// What the build compiled is what the packs say.
  @Test func theBuiltInBookIsThatOfTheRules() {
    let book = PhraseBook(rules: RulePacks.builtIn, evidence: RulePacks.classEvidence)
    #expect(book.tables.text == RulePacks.phraseBook.tables.text)
    #expect(book.sets.filter { !$0.value.isEmpty } == RulePacks.phraseBook.sets)
    #expect(book.evidence == RulePacks.phraseBook.evidence)
    #expect(book.sets.count > 15 && book.tables.text.utf8.count > 10_000)
  }

  @Test func rulesWithTheSamePhrasesShareASet() throws {
    let sets = RulePacks.phraseBook.sets
    let missing = try #require(sets["unsubscribe/missing"]?["link"])
    #expect(sets["unsubscribe/dead-link"]?["link"] == missing)
    #expect(sets["unsubscribe/missing"]?["target"] != missing)
  }

  @Test func aLinterOfOtherRulesCompilesThem() {
    var rules = RulePacks.builtIn
    rules.removeAll { $0.id != "reason/missing" }
    let message = Samples.message(text: "You receive this because you signed up.")
    let decision = ClassDecision(mailClass: .newsletter, evidence: ["test"])
    let findings = Linter(rules: rules).findings(
      in: .message(message), reading: .init(of: message), mailClass: decision, context: Samples.context())
    #expect(findings.isEmpty)
  }
}
