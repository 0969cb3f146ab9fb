import MailContent
import MailSyntax
import Policy

/// Recognises where a body says why its reader gets the mail.
///
/// A reason is a statement ("you receive this because …"), not an address ("this mail was sent to …"). Of a
/// transactional mail the occasion is reason enough: "your order", "password reset"; of a request to confirm what was
/// signed up for; of a first letter any "because", and how the writer came upon the reader.
struct ReasonStatements {
  private let reason: Int?
  /// "why you get this": the answer is beside it.
  private let heading: Int?
  private let sentences: ReasonSentences
  private let occasion: Int?
  /// "confirm your subscription".
  private let signUp: Int?
  /// In a first letter: "because you sell …", how the writer came upon the reader or what was seen of their affairs,
  /// and the interest that it rests on.
  private let firstLetter: [Int]
  /// In a request: what was signed up for, what may be agreed to, or that the writer asks to go on.
  private let request: [Int]
  /// In a request: that leave is asked, and what for.
  private let leave: [Int]
  private let matters: [Int]
  private let expression: Int?
  /// "sent to anna@kunde.test".
  let weak: Int?
  /// "because your website is publicly accessible".
  private let vague: Int?

  /// - Parameters:
  ///   - sets: the phrase sets of the rule, by name.
  ///   - leaving: those of the rule on unsubscribing.
  ///   - evidence: those of the class evidence.
  init(sets: [String: Int], leaving: [String: Int], evidence: [String: Int]) {
    reason = sets["reason"]
    heading = sets["heading"]
    sentences = ReasonSentences(sets: sets, leaving: leaving, evidence: evidence)
    occasion = sets["occasion"]
    signUp = sets["sign-up"]
    firstLetter = [sets["because"]].compactMap(\.self)
      + ["found", "referred", "noticed", "legal-basis"].compactMap { evidence[$0] }
    request = [signUp].compactMap(\.self)
      + [
        "consent-request", "signed-up", "signed-up-otherwise", "confirm", "confirm-otherwise", "asks", "may-we",
        "only-with", "consent-matter", "confirms-wish",
      ].compactMap { evidence[$0] }
    leave = ["asks-leave", "may-we-do"].compactMap { evidence[$0] }
    matters = ["publishes", "keeps", "sends", "measures"].compactMap { evidence[$0] }
    expression = sets["expression"]
    weak = sets["weak"]
    vague = sets["vague"]
  }

  /// Whether no statement is needed: the subject, or what is filled into a template, names the occasion.
  func isEvident(_ examination: Examination) -> Bool {
    switch examination.mailClass {
    case .transactional: examination.message == nil || examination.words.subject.hits.contains(occasion)
    case .consentRequest: request.contains { examination.words.subject.hits.contains($0) }
    default: false
    }
  }

  /// Where a body states a reason, a vague one too; nil where it does not.
  func statement(in scanned: ScannedBody, _ examination: Examination) -> OctetRange? {
    let sufficient: [Int?] =
      switch examination.mailClass {
      case .transactional: [occasion]
      case .consentRequest: request
      case .firstContact: firstLetter
      default: []
      }
    // What somebody else wrote in a quoted mail is no reason for this one.
    if let found = reasonHit(in: scanned, examination) { return scanned.body.text.source(of: found.range) }
    for set in [heading, vague] + sufficient {
      if let found = scanned.first(set) { return scanned.body.text.source(of: found.range) }
    }
    if examination.mailClass == .consentRequest, let found = leaveHit(in: scanned) {
      return scanned.body.text.source(of: found.range)
    }
    if let range = sentences.first(in: scanned, examination) { return scanned.body.text.source(of: range) }
    if let sentence = ownSentence(in: scanned.body, examination) { return scanned.body.text.source(of: sentence) }
    return scanned.expressions.first { $0.names.contains { $0.contains(expression) } }?.range
  }

  /// A phrase that states a reason. Mail for its reader alone may say "if you did not ask for this"; in mail to many
  /// that is said of others, and "have you ordered yet?" asks for an order.
  private func reasonHit(in scanned: ScannedBody, _ examination: Examination) -> PhraseHits.Hit? {
    guard let reason, scanned.text.sets.mayContain(reason) else { return nil }
    let isToMany = examination.mailClass == .newsletter
    var stated = sentences.stated(in: scanned)
    return scanned.text.hits.first { hit in
      hit.set == reason && !scanned.body.text.isQuoted(at: hit.range.lowerBound) && (!isToMany || stated.contain(hit))
    }
  }

  /// Where leave is asked for something that the same sentence names.
  private func leaveHit(in scanned: ScannedBody) -> PhraseHits.Hit? {
    let hits = scanned.text.hits
    let named = Set(hits.lazy.filter { matters.contains($0.set) }.map(\.sentence))
    return hits.first { hit in
      leave.contains(hit.set) && named.contains(hit.sentence) && !scanned.body.text.isQuoted(at: hit.range.lowerBound)
    }
  }

  /// A vague reason in a body that states no better one.
  func vagueStatement(in scanned: ScannedBody, _ examination: Examination) -> PhraseHits.Hit? {
    guard let hit = scanned.first(vague) else { return nil }
    // The same sentence also reads as a reason ("because …"); another sentence may give a real one.
    let isStatedElsewhere = scanned.text.hits.contains { other in
      other.set == reason && other.sentence != hit.sentence && !scanned.body.text.isQuoted(at: other.range.lowerBound)
    }
    return isStatedElsewhere || ownSentence(in: scanned.body, examination) != nil ? nil : hit
  }

  /// A reason that stands in the octets of a body and not in what is shown of it.
  func hiddenStatement(in scanned: ScannedBody) -> Range<Int>? {
    guard scanned.body.format == .html, scanned.body.part != nil else { return nil }
    // What is shown as somebody else's words is not hidden.
    guard !scanned.text.contains(reason) else { return nil }
    return scanned.source.first(reason)?.range
  }

  /// The sentence that the organisation configured is a reason, however it is worded.
  private func ownSentence(in body: Body, _ examination: Examination) -> Range<Int>? {
    guard let sentence = examination.settings.organisation.reasonSentence else { return nil }
    let wanted = WordScanner.words(of: sentence)
    guard !wanted.isEmpty else { return nil }
    return PhraseMatcher(["sentence": ["xx": [wanted.joined(separator: " ")]]]).hits(in: body.text.utf8).first(0)?.range
  }
}
