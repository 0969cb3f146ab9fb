import MailContent
import MailSyntax
import Policy
import Testing

@testable import Linting

/// What holds for every rewriting, whatever the message: checked on messages drawn from seeds.
@Suite struct RewritingPropertyTests {
  private static let seeds: ClosedRange<UInt64> = 1...400
  private static let editable: Set<FieldName> = [
    .to, .cc, .resentTo, .resentCc, .bcc, .resentBcc, .returnPath, .contentLength, .presendClass,
    .dispositionNotificationTo,
  ]

  private func judgement(_ drawn: RandomCase) -> Judgement {
    Judge.judge(
      drawn.message, reading: Reading(of: drawn.message), context: drawn.context, linter: JudgeCase.linter,
      additions: MessageSamples.additions)
  }

  private func variants(_ drawn: RandomCase) -> [Variant] {
    guard case .accept(let variants) = judgement(drawn).verdict else { return [] }
    return variants
  }

  /// What the properties below are about is drawn often enough to say something; a seed without it passes them unseen.
  @Test func `the messages drawn have something to rewrite`() {
    var drawn = (openLists: 0, pictures: 0, rewritten: 0)
    for seed in Self.seeds {
      let judgement = judgement(RandomCase(seed: seed))
      let rewrites = judgement.findings.filter { $0.action == .rewrite }.map(\.rule)
      if rewrites.contains("recipients/open-list") { drawn.openLists += 1 }
      if rewrites.contains("tracking/pixel") { drawn.pictures += 1 }
      if case .accept(let variants) = judgement.verdict, variants.contains(where: \.isRewritten) {
        drawn.rewritten += 1
      }
    }
    #expect(drawn.openLists > 200 && drawn.pictures > 100 && drawn.rewritten > 300, "\(drawn)")
  }

  @Test(arguments: seeds)
  func `every recipient of the envelope is in exactly one variant`(seed: UInt64) {
    let drawn = RandomCase(seed: seed)
    let variants = variants(drawn)
    #expect(!variants.isEmpty)
    let reached = variants.flatMap(\.recipients).map(\.comparisonKey)
    #expect(reached.sorted() == drawn.context.envelope!.recipients.map(\.comparisonKey).sorted())
    #expect(Set(variants.map { Octets(drawn.message.applying($0.edits)) }).count == variants.count, "fewest variants")
  }

  @Test(arguments: seeds)
  func `judging twice gives the same`(seed: UInt64) {
    #expect(variants(RandomCase(seed: seed)) == variants(RandomCase(seed: seed)))
  }

  @Test(arguments: seeds)
  func `edits are ordered and touch the named fields and the bodies only`(seed: UInt64) {
    let drawn = RandomCase(seed: seed)
    let message = drawn.message
    for variant in variants(drawn) {
      var position = 0
      for edit in variant.edits {
        #expect(edit.range.lowerBound >= position && edit.range.upperBound <= message.octets.count)
        position = edit.range.upperBound
        let isInsertion = edit.range.isEmpty && edit.range.lowerBound == message.fields[0].octets.lowerBound
        let isInField = message.fields.contains {
          Self.editable.contains($0.kind) && $0.octets.lowerBound <= edit.range.lowerBound
            && edit.range.upperBound <= $0.octets.upperBound
        }
        let isInBody = edit.range.lowerBound >= message.parts[0].body.lowerBound
        #expect(isInsertion || isInField || isInBody)
      }
    }
  }

  @Test(arguments: seeds)
  func `the body stays octet for octet unless a picture is taken out`(seed: UInt64) {
    let drawn = RandomCase(seed: seed)
    let hasPixel = judgement(drawn).findings.contains { $0.rule == "tracking/pixel" }
    for variant in variants(drawn) {
      let after = Message.parse(drawn.message.applying(variant.edits))
      let same = after.octets[after.parts[0].body].elementsEqual(drawn.message.octets[drawn.message.parts[0].body])
      #expect(same || hasPixel)
      let tracks = MessageSamples.text(after.decodedText(of: after.parts[0])).contains("tracker.example")
      let agreed = variant.recipients.allSatisfy { drawn.context.consent.state(of: $0, for: .tracking) == .granted }
      #expect(!tracks || agreed || variant.recipients.isEmpty)
    }
  }

  @Test(arguments: seeds)
  func `after an open list nobody outside is shown to anybody but themselves`(seed: UInt64) {
    let drawn = RandomCase(seed: seed)
    guard judgement(drawn).findings.contains(where: {
      $0.rule == "recipients/open-list" && $0.action == .rewrite
    }) else { return }
    let internals = InternalDomains(drawn.context.settings.organisation.domains)
    for variant in variants(drawn) {
      let after = Message.parse(drawn.message.applying(variant.edits))
      let shown = Concealment.destinationFields(of: after).flatMap { after.mailboxes(in: $0) }.map(\.address)
      let outside = shown.filter { !internals.contain($0) }.map(\.comparisonKey)
      #expect(outside.isEmpty || outside == variant.recipients.map(\.comparisonKey))
      #expect(after.fields(named: .to).count == 1 || after.fields(named: .to).isEmpty && !shown.isEmpty)
    }
  }

  @Test(arguments: seeds)
  func `no hidden recipient leaves in a field, and what must be there is there once`(seed: UInt64) {
    let drawn = RandomCase(seed: seed)
    for variant in variants(drawn) {
      let after = Message.parse(drawn.message.applying(variant.edits))
      #expect(after.fields(named: .bcc).isEmpty)
      for kind in [FieldName.from, .date, .messageID] { #expect(after.fields(named: kind).count == 1) }
    }
  }

  @Test(arguments: seeds)
  func `a rewritten variant judged anew is clean`(seed: UInt64) {
    let drawn = RandomCase(seed: seed)
    for variant in variants(drawn) where variant.isRewritten {
      let after = Message.parse(drawn.message.applying(variant.edits))
      var context = drawn.context
      context.envelope?.recipients = variant.recipients
      let again = Judge.judge(
        after, reading: Reading(of: after), context: context, linter: JudgeCase.linter,
        additions: MessageSamples.additions)
      #expect(again.verdict.word == "accept")
      #expect(!again.findings.contains { $0.action == .rewrite })
    }
  }

  /// Without this the properties could hold of nothing.
  @Test func `the seeds draw every kind of case`() {
    let judgements = Self.seeds.map { judgement(RandomCase(seed: $0)) }
    #expect(judgements.count { $0.verdict.word == "rewrite" } > 100)
    #expect(judgements.count { $0.verdict.word == "accept" } > 5)
    for rule in ["recipients/open-list", "tracking/pixel", "tracking/receipt-request"] as [RuleID] {
      #expect(judgements.count { $0.findings.contains { $0.rule == rule } } > 40)
    }
  }

  private struct Octets: Hashable {
    let octets: [UInt8]
    init(_ octets: [UInt8]) { self.octets = octets }
  }
}
