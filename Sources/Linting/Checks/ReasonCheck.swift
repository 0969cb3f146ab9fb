import MailContent
import MailSyntax
import Policy

/// Finds mail that does not say why its reader gets it.
///
/// A reason is a statement ("you receive this because …"), not an address ("this mail was sent to …"). Of a
/// transactional mail the occasion is reason enough: "your order", "password reset".
struct ReasonCheck: Check {
  private let matcher: PhraseMatcher
  private let reason: Int?
  private let occasion: Int?
  private let expression: Int?
  private let weak: Int?

  init(_ rule: Rule) {
    matcher = PhraseMatcher(rule.phrases)
    reason = matcher.set(named: "reason")
    occasion = matcher.set(named: "occasion")
    expression = matcher.set(named: "expression")
    weak = matcher.set(named: "weak")
  }

  func hits(in examination: Examination) -> [Hit] {
    // The occasion of a transactional template stands in what is filled in.
    if examination.mailClass == .transactional, examination.message == nil || subjectStatesOccasion(examination) {
      return []
    }
    let views = ReaderView.all(in: examination)
    let stated = views.map { view in view.bodies.contains { states($0, examination) } }
    return zip(views, stated).compactMap { (view, isStated) -> Hit? in
      if isStated { return nil }
      let isNote = stated.contains(true) && view.isTextAlternative
      return hit(in: view, isNote: isNote, examination)
    }
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

  private func states(_ body: Body, _ examination: Examination) -> Bool {
    // What somebody else wrote in a quoted mail is no reason for this one.
    let found = matcher.hits(in: body.text.utf8).hits.filter { !body.text.isQuoted(at: $0.range.lowerBound) }
    if found.contains(where: { $0.set == reason }) { return true }
    if examination.mailClass == .transactional, found.contains(where: { $0.set == occasion }) { return true }
    if containsOwnSentence(body, examination) { return true }
    return body.expressions.contains { expression in
      expression.isOutput
        && expression.words.contains { matcher.hits(in: $0, style: .identifier).contains(self.expression) }
    }
  }

  private func subjectStatesOccasion(_ examination: Examination) -> Bool {
    guard let message = examination.message, let subject = message.fields(named: .subject).first else { return false }
    return matcher.hits(in: message.unstructured(subject)).contains(occasion)
  }

  /// The sentence that the organisation configured is a reason, however it is worded.
  private func containsOwnSentence(_ body: Body, _ examination: Examination) -> Bool {
    guard let sentence = examination.settings.organisation.reasonSentence else { return false }
    let wanted = WordScanner.words(of: sentence)
    guard !wanted.isEmpty else { return false }
    return PhraseMatcher(["sentence": ["xx": [wanted.joined(separator: " ")]]]).hits(in: body.text.utf8).contains(0)
  }
}
