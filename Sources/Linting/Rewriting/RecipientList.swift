import MailSyntax

/// Who gets a message: the envelope's recipients, or where there is no envelope those whom the fields name.
enum RecipientList {
  /// Without duplicates (by `AddrSpec.comparisonKey`), in the order given.
  ///
  /// Where Resent- destination fields are present they alone count, as for `sendmail -t`: they say where the message
  /// goes this time, the others where it went before (RFC 5322 §3.6.6).
  static func recipients(of message: Message, envelope: Envelope?) -> [AddrSpec] {
    if let envelope { return distinct(envelope.recipients) }
    let resent = named([.resentTo, .resentCc, .resentBcc], in: message)
    return distinct(resent.isEmpty ? named([.to, .cc, .bcc], in: message) : resent)
  }

  private static func named(_ kinds: [FieldName], in message: Message) -> [AddrSpec] {
    kinds.flatMap { message.fields(named: $0) }.flatMap { message.mailboxes(in: $0) }.map(\.address)
  }

  private static func distinct(_ addresses: [AddrSpec]) -> [AddrSpec] {
    var seen: Set<String> = []
    return addresses.filter { seen.insert($0.comparisonKey).inserted }
  }
}
