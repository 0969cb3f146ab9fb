import MailContent
import MailSyntax
import Policy

/// Finds mail that does not say why its reader gets it.
///
/// A reason is a statement ("you receive this because …"), not an address ("this mail was sent to …"). Of a
/// transactional mail the occasion is reason enough: "your order", "password reset".
struct ReasonCheck: OwedCheck {
  private let rule: RuleID
  private let matcher: PhraseMatcher
  private let reason: Int?
  private let occasion: Int?
  private let expression: Int?
  private let weak: Int?

  init(_ rule: Rule) {
    self.rule = rule.id
    matcher = PhraseMatcher(rule.phrases)
    reason = matcher.set(named: "reason")
    occasion = matcher.set(named: "occasion")
    expression = matcher.set(named: "expression")
    weak = matcher.set(named: "weak")
  }

  func outcome(in examination: Examination) -> Outcome {
    // The occasion of a transactional template stands in what is filled in.
    if examination.mailClass == .transactional, examination.message == nil || subjectStatesOccasion(examination) {
      return Outcome()
    }
    let search = OwedSearch(rule: rule) { body in
      statement(in: body, examination)
    } missing: { view, isNote in
      hit(in: view, isNote: isNote, examination)
    }
    return search.outcome(in: examination)
  }

  private func hit(in view: ReaderView, isNote: Bool, _ examination: Examination) -> Hit? {
    let canAppend = examination.settings.organisation.reasonSentence != nil
    for body in view.bodies {
      let found = matcher.hits(in: body.text.utf8)
      guard let weak = found.first(weak) else { continue }
      return Hit(
        message: isNote ? "text" : "weak", place: examination.place(of: body.text.source(of: weak.range), in: body),
        evidence: Hit.evidence(body.text.utf8[found.sentence(weak.sentence)]), remedy: canAppend ? .appendReason : nil,
        isMendable: canAppend, isNote: isNote)
    }
    guard let end = view.endOfText(examination) else { return nil }
    return Hit(
      message: isNote ? "text" : "missing", place: end.place, evidence: end.evidence,
      remedy: canAppend ? .appendReason : nil, isMendable: canAppend, isNote: isNote)
  }

  /// Where a body states a reason.
  private func statement(in body: Body, _ examination: Examination) -> OctetRange? {
    let acceptsOccasion = examination.mailClass == .transactional
    // What somebody else wrote in a quoted mail is no reason for this one.
    let found = matcher.hits(in: body.text.utf8).hits.first { hit in
      (hit.set == reason || acceptsOccasion && hit.set == occasion) && !body.text.isQuoted(at: hit.range.lowerBound)
    }
    if let found { return body.text.source(of: found.range) }
    if let sentence = ownSentence(in: body, examination) { return body.text.source(of: sentence) }
    return body.expressions.first { expression in
      expression.isOutput
        && expression.words.contains { matcher.hits(in: $0, style: .identifier).contains(self.expression) }
    }?.range
  }

  private func subjectStatesOccasion(_ examination: Examination) -> Bool {
    guard let message = examination.message, let subject = message.fields(named: .subject).first else { return false }
    return matcher.hits(in: message.unstructured(subject)).contains(occasion)
  }

  /// The sentence that the organisation configured is a reason, however it is worded.
  private func ownSentence(in body: Body, _ examination: Examination) -> Range<Int>? {
    guard let sentence = examination.settings.organisation.reasonSentence else { return nil }
    let wanted = WordScanner.words(of: sentence)
    guard !wanted.isEmpty else { return nil }
    return PhraseMatcher(["sentence": ["xx": [wanted.joined(separator: " ")]]]).hits(in: body.text.utf8).first(0)?.range
  }
}
