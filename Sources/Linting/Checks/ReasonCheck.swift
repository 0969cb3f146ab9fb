import MailContent
import MailSyntax
import Policy

/// Finds mail that does not say why its reader gets it, or says it where nobody sees it. One cause is one finding: each
/// of the two rules that share this check tells another.
struct ReasonCheck: OwedCheck {
  enum Fault {
    case missing, hidden
  }
  private let rule: RuleID
  private let statements: ReasonStatements
  /// The fault that this rule tells.
  private let fault: Fault

  init(_ rule: Rule, _ book: PhraseBook, tells fault: Fault) {
    self.rule = rule.id
    self.fault = fault
    statements = ReasonStatements(
      sets: book.sets[rule.id] ?? [:], leaving: book.sets["unsubscribe/missing"] ?? [:], evidence: book.evidence)
  }

  func outcome(in examination: Examination) -> Outcome {
    if statements.isEvident(examination) { return Outcome() }
    let views = examination.views
    let search = OwedSearch(rule: rule, looksBeyond: fault == .missing) { body in
      statements.statement(in: body, examination)
    } missing: { view, isNote in
      let hidden = isNote ? nil : hiddenHit(in: view, of: views, examination)
      return fault == .hidden ? hidden : hidden == nil ? missingHit(in: view, isNote: isNote, examination) : nil
    }
    return search.outcome(in: examination)
  }

  private func missingHit(in view: ReaderView, isNote: Bool, _ examination: Examination) -> Hit? {
    for scanned in view.bodies {
      guard let weak = scanned.text.first(statements.weak) else { continue }
      let place = examination.place(of: scanned.body.text.source(of: weak.range), in: scanned.body)
      return hit(isNote ? "text" : "weak", place, scanned.sentence(of: weak), isNote: isNote, examination)
    }
    guard let end = view.endOfText(examination) else { return nil }
    return hit(isNote ? "text" : "missing", end.place, end.evidence, isNote: isNote, examination)
  }

  /// The reason stands in the markup of a view, or in the text alternative alone.
  private func hiddenHit(in view: ReaderView, of views: [ReaderView], _ examination: Examination) -> Hit? {
    for scanned in view.bodies {
      guard let range = statements.hiddenStatement(in: scanned) else { continue }
      let text = Hit.evidence(scanned.body.octets[range])
      return hit("hidden", examination.place(of: range, in: scanned.body), text, examination)
    }
    guard !view.isTextAlternative, let end = view.endOfText(examination) else { return nil }
    for scanned in views.filter(\.isTextAlternative).flatMap(\.bodies) {
      guard let range = statements.statement(in: scanned, examination) else { continue }
      return hit("text-only", end.place, Hit.evidence(scanned.body.octets[range]), examination)
    }
    return nil
  }

  private func hit(
    _ message: String, _ place: Place, _ evidence: String, isNote: Bool = false, _ examination: Examination
  ) -> Hit {
    let canAppend = examination.settings.organisation.reasonSentence != nil
    return Hit(
      message: message, values: message == "missing" ? [:] : ["text": evidence], place: place, evidence: evidence,
      remedy: canAppend ? .appendReason : nil, isMendable: canAppend, isNote: isNote)
  }
}

/// Finds reasons that give none: that an address could be found, or that somebody had it.
struct VagueReasonCheck: Check {
  private let statements: ReasonStatements

  init(_ rule: Rule, _ book: PhraseBook) {
    statements = ReasonStatements(
      sets: book.sets[rule.id] ?? [:], leaving: book.sets["unsubscribe/missing"] ?? [:], evidence: book.evidence)
  }

  func hits(in examination: Examination) -> [Hit] {
    examination.words.bodies.filter(\.body.isOwn).compactMap { scanned in
      guard let hit = statements.vagueStatement(in: scanned, examination) else { return nil }
      let text = Hit.evidence(scanned.body.text.utf8[hit.range])
      return Hit(
        message: "weak", values: ["text": text],
        place: examination.place(of: scanned.body.text.source(of: hit.range), in: scanned.body),
        evidence: scanned.sentence(of: hit))
    }
  }
}
