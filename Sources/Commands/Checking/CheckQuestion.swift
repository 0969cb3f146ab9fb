internal import MailSyntax
internal import Policy

/// What is assumed of the mail that is checked, where it is not to be judged as it is.
struct CheckQuestion: Sendable {
  var mailClass: MailClass?
  /// Who gets it; empty for whom the fields name.
  var recipients: [AddrSpec] = []
  /// What these people agreed to; empty to ask the store.
  var consent: [Purpose: ConsentState] = [:]

  /// Whether anything is assumed, so that what is not found says nothing about the file.
  var isAsked: Bool { mailClass != nil || !recipients.isEmpty }

  /// The consent of `recipients`, where it is assumed.
  var answers: ConsentAnswers? {
    guard !consent.isEmpty else { return nil }
    return ConsentAnswers(
      states: Dictionary(recipients.map { ($0.comparisonKey, consent) }) { first, _ in first },
      isKept: consent[.mail] != nil)
  }
}
