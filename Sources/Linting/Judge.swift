package import MailContent
package import MailSyntax
import Policy

/// From octets to verdict: class, findings, and what the organisation's policy makes of them.
///
/// The strictest action among the findings counts: reject, then tempfail, then hold, then rewrite. A rewrite that
/// cannot be done, or that does not mend what it should, becomes a hold, and so does a message that could not be read
/// to its end; nothing is altered or passed over in silence.
package enum Judge {
  /// Judges a message.
  ///
  /// - Mail of class `system` (notifications, automatic answers) is judged like any other and never held or rejected:
  ///   RFC 5321 §6.1 and RFC 3834 §2 count on it to arrive. A list of recipients is concealed where that can be done,
  ///   since any program can write Auto-Submitted; nothing else is changed.
  /// - `mode: shadow` judges the same and carries out nothing: only the fields that must not leave go, and those that
  ///   must be there come.
  /// - Parameter additions: the fields to add where the submitter left them out.
  /// - Complexity: O(octets × variants).
  package static func judge(
    _ message: Message, reading: Reading, context: Context, linter: Linter, additions: MandatoryFields
  ) -> Judgement {
    let subject = Subject.message(message)
    let words = linter.scanned(subject, reading, context)
    let mailClass = ClassDecider.decide(subject, words, context)
    var found = linter.judged(subject, words, mailClass, context).findings
    // What conceals a notification's list is a rewrite, whatever is done about other mail's.
    let conceals = { (finding: Finding) in
      finding.remedy == .concealRecipients
        && (finding.action == .rewrite || mailClass.mailClass == .system && finding.action.rank > Action.rewrite.rank)
    }
    if found.contains(where: conceals) {
      found = linter.findings(found, ofConcealed: subject, words, mailClass, context)
    }
    found += findingsOfOtherReading(of: message, beyond: found, mailClass: mailClass, context: context, linter: linter)
    let recipients = RecipientList.recipients(of: message, envelope: context.envelope)
    let rewriter = Rewriter(
      message: message, reading: reading, context: context, mailClass: mailClass, linter: linter,
      additions: additions, recipients: recipients)
    guard context.settings.mode == .enforce else {
      return Judgement(mailClass: mailClass, findings: found, verdict: .accept([rewriter.asItCame]))
    }
    let unread = Completeness.obstacle(of: message, reading: reading)
    if mailClass.mailClass == .system { return notification(found, mailClass, unread: unread, by: rewriter) }
    let consent = ConsentFailure(context: context, mailClass: mailClass, linter: linter)
    let findings = found.map(consent.flagged)
    if findings.contains(where: { $0.action == .reject && !consent.leavesOpen($0) }) {
      return Judgement(mailClass: mailClass, findings: findings, verdict: .reject)
    }
    if let unread {
      let line = unread.text(context.language)
      return Judgement(mailClass: mailClass, findings: findings, verdict: .hold, obstacles: [line])
    }
    if let open = findings.first(where: consent.leavesOpen) {
      let reason = consent.reason(for: open.rule)
      return Judgement(mailClass: mailClass, findings: findings, verdict: .tempfail(reason: reason))
    }
    if findings.contains(where: { $0.action == .hold }) {
      return Judgement(
        mailClass: mailClass, findings: findings, verdict: .hold, proposal: proposal(for: findings, by: rewriter))
    }
    return rewritten(findings, mailClass, by: rewriter)
  }

  /// A notification goes out whatever is found: with its recipients concealed from each other, or as it came.
  /// - Parameter unread: what was not read of it; then nothing is changed.
  private static func notification(
    _ found: [Finding], _ mailClass: ClassDecision, unread: Obstacle?, by rewriter: Rewriter
  ) -> Judgement {
    var findings = found.map { finding in
      if finding.action == .off || finding.action == .warn { return finding }
      return finding.with(action: finding.disclosesRecipients && unread == nil ? .rewrite : .warn)
    }
    var lines = unread.map { [$0.text(rewriter.context.language)] } ?? []
    while true {
      let open = findings.indices.filter { findings[$0].action == .rewrite }
      switch rewriter.rewrite(for: findings) {
      case .variants(let variants):
        return Judgement(mailClass: mailClass, findings: findings, verdict: .accept(variants), obstacles: lines)
      case .obstacles(_, let whole) where open.isEmpty:
        lines += whole.map { $0.text(rewriter.context.language) }
        return Judgement(
          mailClass: mailClass, findings: findings, verdict: .accept([rewriter.asItCame]), obstacles: lines)
      case .obstacles(let obstacles, let whole):
        lines += rewriter.lines(obstacles, whole, findings).filter { !lines.contains($0) }
        for index in obstacles.isEmpty ? open : Array(obstacles.keys) {
          findings[index] = findings[index].with(action: .warn)
        }
      }
    }
  }

  /// What only those programs would show that take the last of what stands twice where presend takes the first. It has
  /// no remedy, since what mends one reading would leave the other; so it is held where the rule would rewrite.
  private static func findingsOfOtherReading(
    of message: Message, beyond known: [Finding], mailClass: ClassDecision, context: Context, linter: Linter
  ) -> [Finding] {
    guard let other = message.otherReading else { return [] }
    let findings = linter.findings(
      in: .message(other), reading: Reading(of: other), mailClass: mailClass, context: context)
    return findings.filter { finding in
      !known.contains { $0.rule == finding.rule && $0.place.octets == finding.place.octets }
    }.map(\.withoutRemedy)
  }

  /// Judges a template: the verdict is that of the messages made from it. Nothing is rewritten.
  package static func judge(
    template octets: [UInt8], reading: Reading, context: Context, linter: Linter
  ) -> Judgement {
    let subject = Subject.template(octets)
    let words = linter.scanned(subject, reading, context)
    let mailClass = ClassDecider.decide(subject, words, context)
    let (findings, provisions, ignored) = linter.judged(subject, words, mailClass, context)
    let enforced = mailClass.mailClass != .system && context.settings.mode == .enforce
    // The gateway knows no comments of a template: it judges what is made from it.
    let all = findings + ignored.map(\.finding)
    let verdict: Verdict =
      switch enforced ? all.map(\.action).max(by: { $0.rank < $1.rank }) : nil {
      case .reject: .reject
      case .hold: .hold
      case .rewrite: .accept([Variant(recipients: [], edits: [], isRewritten: true)])
      case .warn, .off, nil: .accept([Variant(recipients: [], edits: [], isRewritten: false)])
      }
    return Judgement(
      mailClass: mailClass, findings: findings, verdict: verdict, provisions: provisions, ignored: ignored)
  }

  /// Rewrites. A finding that cannot be mended falls back to what its rule says for this case; while that is no more
  /// than a warning, the others are still mended.
  private static func rewritten(_ findings: [Finding], _ mailClass: ClassDecision, by rewriter: Rewriter) -> Judgement {
    var findings = findings
    var lines: [String] = []
    while true {
      switch rewriter.rewrite(for: findings) {
      case .variants(let variants):
        return Judgement(mailClass: mailClass, findings: findings, verdict: .accept(variants), obstacles: lines)
      case .obstacles(let obstacles, let whole):
        lines += rewriter.lines(obstacles, whole, findings).filter { !lines.contains($0) }
        for index in obstacles.keys {
          findings[index] = findings[index].with(action: rewriter.fallback(for: findings[index]))
        }
        let strictest = findings.map(\.action).max { $0.rank < $1.rank } ?? .hold
        guard obstacles.isEmpty || strictest.rank >= Action.hold.rank else { continue }
        let verdict: Verdict = strictest == .reject ? .reject : .hold
        return Judgement(
          mailClass: mailClass, findings: findings, verdict: verdict, obstacles: lines,
          proposal: strictest == .reject ? [] : proposal(for: findings, by: rewriter))
      }
    }
  }

  /// What a person may choose to send of a held message: all is mended that can be, and what cannot be is left to the
  /// person, who has read of it. Empty where nothing can be.
  private static func proposal(for findings: [Finding], by rewriter: Rewriter) -> [Variant] {
    var wanted = findings.map { $0.action == .hold && $0.remedy != nil ? $0.with(action: .rewrite) : $0 }
    wanted = wanted.map { $0.action == .hold ? $0.with(action: .warn) : $0 }
    // Each turn takes at least one finding out of those that are to be mended.
    while wanted.contains(where: { $0.action == .rewrite }) {
      switch rewriter.rewrite(for: wanted) {
      case .variants(let variants): return variants.contains(where: \.isRewritten) ? variants : []
      case .obstacles(let obstacles, _):
        let those = obstacles.keys.filter { wanted[$0].action == .rewrite }
        if those.isEmpty { return [] }
        for index in those { wanted[index] = wanted[index].with(action: .warn) }
      }
    }
    return []
  }
}

extension Action {
  /// The order of strictness.
  fileprivate var rank: Int {
    switch self {
    case .off: 0
    case .warn: 1
    case .rewrite: 2
    case .hold: 3
    case .reject: 4
    }
  }
}
