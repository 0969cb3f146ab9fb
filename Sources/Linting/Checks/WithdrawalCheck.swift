import MailContent
import MailSyntax
import Policy

/// Finds mail that tracks those who have agreed, but offers them no way to withdraw that consent.
struct WithdrawalCheck: Check {
  private let fetches: FetchJudge
  private let links: LinkJudge
  private let matcher: PhraseMatcher
  private let offer: Int?

  init(_ rule: Rule, fetches: FetchJudge, links: LinkJudge) {
    self.fetches = fetches
    self.links = links
    matcher = PhraseMatcher(rule)
    offer = matcher.set(named: "offer")
  }

  func hits(in examination: Examination) -> [Hit] {
    let agreed = examination.recipients.filter { examination.context.consent.state(of: $0, for: .tracking) == .granted }
    let isTemplate = examination.message == nil
    guard isTemplate ? isTrackingWanted(examination) : !agreed.isEmpty else { return [] }
    guard let (body, range) = tracked(in: examination), !isOffered(in: examination) else { return [] }
    return [
      Hit(
        message: isTemplate ? "template" : "finding", place: examination.place(of: range, in: body),
        evidence: Hit.evidence(body.octets[range]), recipients: agreed)
    ]
  }

  /// Whether the organisation lets templates track, because its readers agree: else the tracker itself has to go, and
  /// that is told already.
  private func isTrackingWanted(_ examination: Examination) -> Bool {
    switch examination.settings.action(of: fetches.rule, for: examination.mailClass) {
    case .off, .warn: true
    case .rewrite, .hold, .reject: false
    }
  }

  /// The first thing that tracks.
  private func tracked(in examination: Examination) -> (Body, OctetRange)? {
    for verdicts in fetches.verdicts(in: examination) where !verdicts.isNested {
      let isCounted = { (verdict: FetchVerdict) in
        !verdict.isQuoted && (verdict.kind == .tracker || verdict.kind == .personalised)
      }
      if let verdict = verdicts.verdicts.first(where: isCounted) { return (verdicts.body, verdict.fetch.removal) }
    }
    let isTemplate = examination.message == nil
    let scan = links.makeScan()
    for scanned in examination.ownScannedBodies {
      for link in scanned.links where !link.link.isQuoted {
        let verdicts = links.verdicts(on: link, isTemplate: isTemplate, scan)
        if verdicts.contains(where: { !$0.isNote }) { return (scanned.body, link.link.tagRange) }
      }
    }
    return nil
  }

  /// A link whose text, title or target speaks of it.
  private func isOffered(in examination: Examination) -> Bool {
    examination.ownBodies.contains { body in
      body.links.contains { link in
        guard link.isVisible, !link.isQuoted, !link.target.isEmpty else { return false }
        return matcher.hits(in: link.text).contains(offer) || matcher.hits(in: link.title).contains(offer)
          || matcher.hits(in: link.target, style: .identifier).contains(offer)
      }
    }
  }
}
