package import MailSyntax

/// What is to be done with a message.
package enum Verdict: Sendable {
  /// Relay these variants; together they reach every recipient of the envelope exactly once.
  case accept([Variant])
  /// Keep it until a person decides.
  case hold
  /// Give it back to its sender.
  case reject
  /// Not now: what was needed to judge could not be had.
  case tempfail(reason: String)

  /// The word of the JSON formats: accept, rewrite, hold, reject or tempfail.
  package var word: String {
    switch self {
    case .accept(let variants): variants.contains { $0.isRewritten } ? "rewrite" : "accept"
    case .hold: "hold"
    case .reject: "reject"
    case .tempfail: "tempfail"
    }
  }
}

/// One group of recipients and the edits that make the octets they get.
package struct Variant: Sendable, Hashable {
  package let recipients: [AddrSpec]
  /// In `Message.octets`, ordered, not overlapping.
  package let edits: [Edit]
  /// Whether a finding was mended; the fields that are always dropped or added do not count.
  package let isRewritten: Bool
  /// The organisation's domains whose signatures the edits would break and therefore take out; whoever sends on has to
  /// sign again.
  package let droppedSignatures: [String]
  package init(recipients: [AddrSpec], edits: [Edit], isRewritten: Bool, droppedSignatures: [String] = []) {
    self.recipients = recipients
    self.edits = edits
    self.isRewritten = isRewritten
    self.droppedSignatures = droppedSignatures
  }
}

/// What judging one message or template says.
package struct Judgement: Sendable {
  package let mailClass: ClassDecision
  /// In the order of the places, then of the rule ids.
  package let findings: [Finding]
  package let verdict: Verdict
  /// Why what should have been rewritten is held instead: one line each, in the user's language. Empty otherwise.
  package let obstacles: [String]
  /// Of a template: where it meets what rules demand, in the order of the rules; empty for messages.
  package let provisions: [Provision]
  /// Of a message that is held: what could be sent instead, with all mended that can be mended; empty where that is
  /// nothing.
  package let proposal: [Variant]
  /// Of a template: what its comments ask to ignore. The verdict does not: the messages made from it hold no comments.
  package let ignored: [IgnoredFinding]
  package init(
    mailClass: ClassDecision, findings: [Finding], verdict: Verdict, obstacles: [String] = [],
    provisions: [Provision] = [], ignored: [IgnoredFinding] = [], proposal: [Variant] = []
  ) {
    self.mailClass = mailClass
    self.findings = findings
    self.verdict = verdict
    self.obstacles = obstacles
    self.provisions = provisions
    self.ignored = ignored
    self.proposal = proposal
  }

  /// The same with some of the findings moved to what is ignored.
  package func with(findings: [Finding], ignoring more: [IgnoredFinding]) -> Judgement {
    Judgement(
      mailClass: mailClass, findings: findings, verdict: verdict, obstacles: obstacles, provisions: provisions,
      ignored: ignored + more, proposal: proposal)
  }
}
