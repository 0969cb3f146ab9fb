import MailContent
import MailSyntax
import Policy

/// Finds mail that owes its readers a way to stop it and shows none: a visible, working link or address in each body
/// that a reader may see.
struct UnsubscribeCheck: Check {
  private let offers: UnsubscribeOffers

  init(_ rule: Rule) {
    offers = UnsubscribeOffers(rule)
  }

  func hits(in examination: Examination) -> [Hit] {
    let views = ReaderView.all(in: examination).map { view in (view: view, offer: offers.best(in: view, examination)) }
    let isOffered = views.contains { $0.offer?.state == .working }
    return views.compactMap { view, offer in
      if offer?.state == .working { return nil }
      // Readers of the text alternative can reach the HTML, where the link is.
      let isNote = isOffered && view.isTextAlternative
      guard let offer else {
        guard let end = view.endOfText(examination) else { return nil }
        return Hit(message: isNote ? "text" : "missing", place: end.place, evidence: end.evidence, isNote: isNote)
      }
      return Hit(
        message: isNote ? "text" : offer.state.rawValue, values: ["target": Hit.evidence(offer.target.utf8)],
        place: examination.place(of: offer.range, in: offer.body),
        evidence: Hit.evidence(offer.body.octets[offer.range]), isNote: isNote)
    }
  }
}
