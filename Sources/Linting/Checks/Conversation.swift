import MailContent
import MailSyntax

/// The conversation that a message goes on with, as far as the message itself tells.
struct Conversation {
  /// Those whom the earlier messages name where they are quoted: in blocks of header fields ("From: … To: …") and in
  /// the line that introduces a quotation. By `AddrSpec.comparisonKey`.
  let participants: [String: AddrSpec]
  /// Whether a quoted block names at least two people, so that somebody who is not among them is new.
  let namesRecipients: Bool

  /// nil where the message answers none: RFC 5322 §3.6.4 has In-Reply-To and References for it. A message that is
  /// passed on is no answer.
  init?(_ examination: Examination) {
    guard let message = examination.message, Self.refersToAnother(message) else { return nil }
    let subject = message.fields(named: .subject).first.map { message.unstructured($0) } ?? ""
    if SubjectPrefix(subject) == .forward { return nil }
    var participants: [String: AddrSpec] = [:]
    var fields: Set<String> = []
    for body in examination.ownBodies {
      for person in body.people where person.role == .quotedField || person.role == .text {
        guard let address = AddrSpec(parsing: person.address) else { continue }
        participants[address.comparisonKey] = address
        if person.role == .quotedField { fields.insert(address.comparisonKey) }
      }
    }
    self.participants = participants
    namesRecipients = fields.count > 1
  }

  /// Whether it names another message, in whatever form; old programs wrote In-Reply-To in words.
  static func refersToAnother(_ message: Message) -> Bool {
    [FieldName.inReplyTo, .references].contains { kind in
      message.fields(named: kind).contains { field in message.octets[field.body].contains { $0 > 0x20 } }
    }
  }

  /// Whether all these people are named in what is quoted.
  func names(all people: [AddrSpec]) -> Bool { people.allSatisfy { participants[$0.comparisonKey] != nil } }
}

extension Body {
  /// Whether it shows an earlier mail, quoted or by a block of its header fields.
  var quotesEarlierMail: Bool { !text.quoted.isEmpty || people.contains { $0.role == .quotedField } }
}
