import MailContent
import MailSyntax
import Policy
import Testing

@testable import Linting

@Suite struct UnsubscribeFieldTests {
  private static func newsletter(_ template: String) -> JudgeCase {
    var judged = JudgeCase(
      JudgeSamples.newsletter.replacingFirst(
        "</p>", with: "</p><a href=\"https://beispiel.test/ab\">Newsletter abbestellen</a>"))
    judged.demandedClass = .newsletter
    judged.settings.organisation.listUnsubscribe = template
    judged.envelope.recipients = ["anna@kunde.test", "bert@firma.test", "eva@beispiel.test"].map(MessageSamples.address)
    for rule in Linter().rules where rule.id != "unsubscribe/header-missing" { judged.set(rule.id, .off) }
    return judged
  }

  private static func variants(_ judged: JudgeCase, tokens: [String: String]?) -> [Variant]? {
    var context = judged.context
    context.unsubscribeTokens = tokens
    let message = MessageSamples.message(judged.message)
    let judgement = Judge.judge(
      message, reading: .init(of: message), context: context, linter: JudgeCase.linter,
      additions: MessageSamples.additions)
    guard case .accept(let variants) = judgement.verdict else { return nil }
    return variants
  }

  private static let tokens = ["anna@kunde.test": "AAA", "bert@firma.test": "BBB", "eva@beispiel.test": "EEE"]

  @Test func `one field for all is one copy for all`() throws {
    let judged = Self.newsletter("<https://beispiel.test/ab>")
    let variants = try #require(Self.variants(judged, tokens: [:]))
    #expect(variants.count == 1)
    #expect(judged.octets(variants[0]).hasPrefix("List-Unsubscribe: <https://beispiel.test/ab>\nFrom:"))
  }

  @Test func `each recipient gets a token of their own, and one click beside it`() throws {
    let judged = Self.newsletter("<https://beispiel.test/u/{token}>, <mailto:ab+{token}@beispiel.test>")
    let variants = try #require(Self.variants(judged, tokens: Self.tokens))
    #expect(variants.map(\.recipients.count) == [1, 1, 1])
    for variant in variants {
      let token = try #require(Self.tokens[variant.recipients[0].comparisonKey])
      let message = Message.parse(Array(judged.octets(variant).utf8))
      let list = ListUnsubscribe(message)
      #expect(list.addresses == ["https://beispiel.test/u/\(token)", "mailto:ab+\(token)@beispiel.test"])
      #expect(list.post?.value == "List-Unsubscribe=One-Click")
    }
  }

  @Test func `by mail alone there is no one click`() throws {
    let judged = Self.newsletter("<mailto:ab+{token}@beispiel.test>")
    let variants = try #require(Self.variants(judged, tokens: Self.tokens))
    #expect(!judged.octets(variants[0]).contains("List-Unsubscribe-Post"))
  }

  @Test func `without its key it is left out, and in a check shown without one`() {
    let judged = Self.newsletter("<https://beispiel.test/u/{token}>")
    #expect(Self.variants(judged, tokens: [:])?.map { judged.octets($0) } == [judged.message])
    #expect(Self.variants(judged, tokens: nil).map { judged.octets($0[0]).contains("/u/token>") } == true)
  }

  @Test func `under a signature that forbids it, it is left out`() {
    for name in ["list-unsubscribe", "list-unsubscribe-post"] {
      var judged = Self.newsletter("<https://beispiel.test/u/{token}>")
      judged.message = "DKIM-Signature: d=esp.test; h=from:\(name); bh=x; b=y\n" + judged.message
      #expect(Self.variants(judged, tokens: Self.tokens)?.map { judged.octets($0) } == [judged.message])
    }
  }

  @Test func `a file gets no token`() {
    let judged = Self.newsletter("<https://beispiel.test/u/{token}>")
    let message = MessageSamples.message(judged.message)
    let findings = judged.judgement().findings
    #expect(findings.contains { $0.remedy == .addListUnsubscribe })
    let mend = FileMend(
      message, reading: .init(of: message), findings: findings, organisation: judged.settings.organisation,
      language: .english)
    #expect(mend.edits.isEmpty && mend.refusals.count == 1)
  }
}
