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

  /// Members of a mailing list answer one another with programs that refer to nothing; newsletters have no such fields.
  private static func isDiscussion(_ message: Message) -> Bool {
    if !message.fields(named: .listPost).isEmpty { return true }
    if message.fields(named: .precedence).contains(where: { message.unstructured($0).lowercased() == "list" }) {
      return true
    }
    let names: Set<String> = ["x-mailing-list", "x-loop", "x-beenthere", "mailing-list"]
    return message.fields(of: message.parts[0]).contains {
      $0.kind == .other && names.contains(message.name(of: $0).lowercased())
    }
  }

  /// Whether something shows that there is an earlier message: a reference, a quotation, a message within.
  private static func isConversation(_ message: Message, _ examination: Examination) -> Bool {
    if Conversation.refersToAnother(message) || isDiscussion(message) { return true }
    if message.parts.contains(where: { $0.mediaType.hasPrefix("message/") }) { return true }
    return examination.ownBodies.contains(where: \.quotesEarlierMail)
  }
}
