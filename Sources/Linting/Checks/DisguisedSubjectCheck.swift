import MailContent
import MailSyntax
import Policy

/// Finds advertising whose subject pretends to be an answer or to be passed on: "Re:", "AW:", "Fwd:" in a message that
/// refers to none and quotes none.
struct DisguisedSubjectCheck: Check {
  func hits(in examination: Examination) -> [Hit] {
    guard let message = examination.message, let field = message.fields(named: .subject).first else { return [] }
    guard let prefix = SubjectPrefix(message.unstructured(field)), !Self.isConversation(message, examination) else {
      return []
    }
    return [
      Hit(
        message: prefix == .reply ? "reply" : "forward", place: examination.place(of: field),
        evidence: Hit.evidence(message.octets[field.octets]))
    ]
  }

  /// Whether something shows that there is an earlier message: a reference, a quotation, a message within.
  private static func isConversation(_ message: Message, _ examination: Examination) -> Bool {
    if Conversation.refersToAnother(message) || !message.fields(named: .listPost).isEmpty { return true }
    if message.parts.contains(where: { $0.mediaType.hasPrefix("message/") }) { return true }
    return examination.ownBodies.contains { body in
      !body.text.quoted.isEmpty || body.people.contains { $0.role == .quotedField }
    }
  }
}
