import MailContent
import MailSyntax
import Policy

/// Finds mail that owes its readers a way to stop it, in each body that a reader may see, where there is none, or one
/// that does not work. One cause is one finding: each of the rules that share this check tells another cause.
struct UnsubscribeCheck: OwedCheck {
  /// What is wrong with the best way that a view offers.
  enum Fault {
    case missing, dead, hidden, unread

    init?(_ state: UnsubscribeOffer.State?) {
      switch state {
      case nil: self = .missing
      case .dead, .unfilled: self = .dead
      case .hidden, .conditional: self = .hidden
      case .unread: self = .unread
      case .working: return nil
      }
    }
  }

  private let rule: RuleID
  private let offers: UnsubscribeOffers
  /// The fault that this rule tells.
  private let fault: Fault

  init(_ rule: Rule, _ book: PhraseBook, tells fault: Fault) {
    self.rule = rule.id
    self.fault = fault
    // One cause is one finding: "log in to unsubscribe" is that rule's.
    let login = book.sets["unsubscribe/login-required"]?["forbidden"]
    offers = UnsubscribeOffers(sets: book.sets[rule.id] ?? [:], login: login)
  }

  func outcome(in examination: Examination) -> Outcome {
    let views = examination.views
    // In a template, what is there and does not work is certain, whatever a layout may add.
    let isFaulty = views.contains { offers.best(in: $0, examination).map { $0.state < .working } ?? false }
    let search = OwedSearch(rule: rule, looksBeyond: fault == .missing && !isFaulty) { body in
      let offer = offers.best(in: body, examination)
      return offer?.state == .working ? offer?.range : nil
    } missing: { view, isNote in
      hit(in: view, of: views, isNote: isNote, examination)
    }
    return search.outcome(in: examination)
  }

  private func hit(in view: ReaderView, of views: [ReaderView], isNote: Bool, _ examination: Examination) -> Hit? {
    guard let offer = offers.best(in: view, examination) else {
      // The text alternative has it, those who are shown the HTML do not see it.
      let isHidden =
        !view.isTextAlternative
        && views.contains { $0.isTextAlternative && offers.best(in: $0, examination)?.state == .working }
      guard fault == (isHidden ? .hidden : .missing), let end = view.endOfText(examination) else { return nil }
      let isLetter = examination.mailClass == .firstContact
      let message = isHidden ? "text-only" : isNote ? "text" : isLetter ? "letter" : "missing"
      return Hit(message: message, place: end.place, evidence: end.evidence, isNote: isNote)
    }
    guard fault == Fault(offer.state) else { return nil }
    let address = UnreadAddress.whereAnswersGo(examination)?.wireForm ?? ""
    return Hit(
      message: Self.message(offer.state, isNote: isNote),
      values: ["target": Hit.evidence(offer.target.utf8), "address": address],
      place: examination.place(of: offer.range, in: offer.body),
      evidence: Hit.evidence(offer.body.octets[offer.range]), isNote: isNote)
  }

  private static func message(_ state: UnsubscribeOffer.State, isNote: Bool) -> String {
    switch state {
    case .dead: isNote ? "text" : "dead"
    case .unfilled: isNote ? "text" : "unfilled"
    case .hidden: "hidden"
    case .conditional: "conditional"
    case .unread, .working: "found"
    }
  }
}
