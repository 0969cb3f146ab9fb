import MailSyntax
import Policy

/// Recognises the class of a message by its words: what it asks for, what it offers, how one leaves it.
///
/// People write about newsletters, offers and consent too, so one such word is no evidence in a message; and what is
/// quoted, or said in an answer, is none at all. Between colleagues nobody advertises.
enum WordEvidence {
  /// The class; nil where the words say nothing.
  static func decision(on words: OwnWords) -> ClassDecision? {
    if Conversation.refersToAnother(words.message) { return nil }
    if hasPrefix(words) { return pretendedAnswer(words) }
    if let program = words.mailbox("mailbox-machine") {
      return ClassDecision(mailClass: words.isInternal ? .system : .transactional, evidence: [program])
    }
    let business = BusinessEvidence.signs(in: words)
    let isBusiness = business.weight >= BusinessEvidence.least
    let transactional = ClassDecision(mailClass: .transactional, evidence: business.evidence)
    if words.isInternal { return isBusiness ? transactional : nil }
    if let request = RequestEvidence.sign(in: words) {
      return ClassDecision(mailClass: .consentRequest, evidence: [request])
    }
    let mailing = MailingEvidence.signs(in: words)
    let approach = FirstContactEvidence.signs(in: words)
    if let approach, approach.weight > business.weight {
      return ClassDecision(mailClass: .firstContact, evidence: approach.evidence)
    }
    if mailing.weight >= MailingEvidence.least, mailing.weight > business.weight {
      return ClassDecision(mailClass: .newsletter, evidence: mailing.evidence)
    }
    return isBusiness ? transactional : nil
  }

  private static func hasPrefix(_ words: OwnWords) -> Bool {
    let subject = words.message.fields(named: .subject).first.map { words.message.unstructured($0) } ?? ""
    return SubjectPrefix(subject) != nil
  }

  /// "Re:" before what refers to no other mail and quotes none. People's programs do that too, now and then; only what
  /// bears the marks of mail to many beyond doubt pretends to be an answer.
  private static func pretendedAnswer(_ words: OwnWords) -> ClassDecision? {
    if words.isInternal || words.bodies.contains(where: \.body.quotesEarlierMail) { return nil }
    return MailingEvidence.unmistakableSigns(in: words).map {
      ClassDecision(mailClass: .newsletter, evidence: $0.evidence)
    }
  }
}
