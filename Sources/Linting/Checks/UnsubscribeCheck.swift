import MailContent
import MailSyntax
import Policy

/// Finds mail that owes its readers a way to stop it and shows none: a visible, working link or address in each body
/// that a reader may see.
struct UnsubscribeCheck: OwedCheck {
  private let rule: RuleID
  private let offers: UnsubscribeOffers

  init(_ rule: Rule) {
    self.rule = rule.id
    offers = UnsubscribeOffers(rule)
  }

  func outcome(in examination: Examination) -> Outcome {
    let search = OwedSearch(rule: rule) { body in
      let offer = offers.best(in: body, examination)
      return offer?.state == .working ? offer?.range : nil
    } missing: { view, isNote in
      // Readers of the text alternative can reach the HTML, where the link is.
      hit(in: view, isNote: isNote, examination)
    }
    return search.outcome(in: examination)
  }

  private func hit(in view: ReaderView, isNote: Bool, _ examination: Examination) -> Hit? {
    guard let offer = offers.best(in: view, examination) else {
      guard let end = view.endOfText(examination) else { return nil }
      return Hit(message: isNote ? "text" : "missing", place: end.place, evidence: end.evidence, isNote: isNote)
    }
    return Hit(
      message: isNote ? "text" : offer.state.rawValue, values: ["target": Hit.evidence(offer.target.utf8)],
      place: examination.place(of: offer.range, in: offer.body),
      evidence: Hit.evidence(offer.body.octets[offer.range]), isNote: isNote)
  }
}
