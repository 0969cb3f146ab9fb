import MailSyntax

/// Recognises addresses that say that nobody reads what is sent to them.
enum UnreadAddress {
  private static let names = [
    "noreply", "donotreply", "dontreply", "noresponse", "keineantwort", "nichtantworten", "nepasrepondre", "norepondre",
    "noresponder", "nonrispondere", "nietbeantwoorden", "nieodpowiadaj", "naoresponda",
  ]

  /// The first such address among those that answers to a message go to; nil where they are read.
  static func whereAnswersGo(_ examination: Examination) -> AddrSpec? {
    guard let message = examination.message else { return nil }
    let replyTo = message.fields(named: .replyTo)
    let fields = replyTo.isEmpty ? message.fields(named: .from) : replyTo
    return fields.flatMap { message.mailboxes(in: $0) }.map(\.address).first { address in
      let name = address.localPart.lowercased().filter(\.isLetter)
      return names.contains { name.hasPrefix($0) }
    }
  }
}
