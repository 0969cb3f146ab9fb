import MailSyntax
import Policy

/// What the words of a message say of its class: what it asks for, what it offers, how one leaves it.
///
/// People write about newsletters, offers and consent too, so one such word is no evidence in a message; and what is
/// quoted, or said in an answer, is none at all. Between colleagues nobody advertises.
struct WordEvidence {
  /// The class; nil where the words say nothing.
  private(set) var decision: ClassDecision?
  /// What was seen of mail to many where it does not suffice.
  private(set) var weakSigns: [String] = []
  /// Whether it refers to an earlier mail, or its subject says so.
  let isAnswer: Bool

  init(_ words: OwnWords) {
    let refersToAnother = Conversation.refersToAnother(words.message)
    isAnswer = refersToAnother || Self.hasPrefix(words)
    if refersToAnother { return }
    decision = isAnswer ? Self.pretendedAnswer(words) : decided(on: words)
  }

  private mutating func decided(on words: OwnWords) -> ClassDecision? {
    if let program = words.mailbox("mailbox-machine") {
      return ClassDecision(mailClass: words.isInternal ? .system : .transactional, evidence: [program])
    }
    let business = BusinessEvidence.signs(in: words)
    let isBusiness = BusinessEvidence.isBusiness(business, words)
    let transactional = ClassDecision(mailClass: .transactional, evidence: business.evidence)
    if words.isInternal { return isBusiness ? transactional : nil }
    if let request = RequestEvidence.sign(in: words) {
      return ClassDecision(mailClass: .consentRequest, evidence: [request])
    }
    let mailing = MailingEvidence.signs(in: words)
    // A newsletter may ask too, beside much else.
    if mailing.weight < MailingEvidence.least || !MailingEvidence.isLeft(words),
      let request = RequestEvidence.signs(in: words)
    {
      return ClassDecision(mailClass: .consentRequest, evidence: request.evidence)
    }
    let isMailing = mailing.weight >= MailingEvidence.least
    let approach = FirstContactEvidence.signs(in: words, isOtherwiseKnown: isBusiness || isMailing)
    if let approach, approach.weight > business.weight {
      return ClassDecision(mailClass: .firstContact, evidence: approach.evidence)
    }
    if isMailing, mailing.weight > business.weight {
      return ClassDecision(mailClass: .newsletter, evidence: mailing.evidence)
    }
    if isBusiness { return transactional }
    weakSigns = mailing.evidence
    // A person would have written the name.
    return words.unfilledGreeting().map { tag in
      ClassDecision(mailClass: mailing.weight > 1 ? .newsletter : .transactional, evidence: mailing.evidence + [tag])
    }
  }

  private static func hasPrefix(_ words: OwnWords) -> Bool {
    let subject = words.message.fields(named: .subject).first.map { words.message.unstructured($0) } ?? ""
    return SubjectPrefix(subject) != nil
  }

  /// "Re:" before what refers to no other mail and quotes none. People's programs do that too, now and then; only what
  /// bears the marks of mail to many, or to strangers, beyond doubt pretends to be an answer.
  private static func pretendedAnswer(_ words: OwnWords) -> ClassDecision? {
    if words.isInternal || words.bodies.contains(where: \.body.quotesEarlierMail) { return nil }
    if let mailing = MailingEvidence.unmistakableSigns(in: words) {
      return ClassDecision(mailClass: .newsletter, evidence: mailing.evidence)
    }
    guard let approach = FirstContactEvidence.signs(in: words),
      approach.weight >= FirstContactEvidence.leastAgainstSubject
    else { return nil }
    return ClassDecision(mailClass: .firstContact, evidence: approach.evidence)
  }
}
