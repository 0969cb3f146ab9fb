import MailSyntax

/// The fields that are added where the submitter left them out: RFC 5322 §3.6 demands Date and From
/// and asks for Message-ID (§3.6.4).
package struct MandatoryFields: Sendable {
  /// The body of a `Message-ID` field, with its angle brackets.
  package let messageID: String
  /// The body of a `Date` field. RFC 5322 §3.3.
  package let date: String
  /// The body of a `From` field, ready for the wire; nil to add none.
  package let from: String?

  package init(messageID: String, date: String, from: String?) {
    self.messageID = messageID
    self.date = date
    self.from = from
  }

  /// The fields that never leave: they name hidden recipients (Bcc, Resent-Bcc: RFC 5322 §3.6.3, §3.6.6), are for the
  /// final delivery to write (Return-Path: RFC 5321 §4.4), lie after any change (Content-Length), or speak to presend.
  static let dropped: [FieldName] = [.bcc, .resentBcc, .returnPath, .contentLength, .presendClass]
  /// Names that programs give to what is a Bcc.
  private static let namesOfBcc: Set<String> = ["x-bcc", "x-odoo-bcc", "x-original-bcc", "x-blind-copy"]

  /// Takes out every dropped field of the message's own header section, in whatever spelling, and adds what is missing.
  /// Nested messages keep theirs: they are content. In the order of the octets.
  /// - Complexity: O(fields).
  func edits(for message: Message) -> [Edit] {
    let added = additions(to: message).map { message.edit(prepending: $0.name, body: $0.body) }
    let removed = Self.droppedFields(of: message).map { message.edit(removing: $0) }
    return EditList(added + removed).ordered() ?? []
  }

  /// What `edits(for:)` adds, as name and body.
  func additions(to message: Message) -> [(name: String, body: String)] {
    var added: [(name: String, body: String)] = []
    if let from, message.fields(named: .from).isEmpty { added.append(("From", from)) }
    if message.fields(named: .date).isEmpty { added.append(("Date", date)) }
    if message.fields(named: .messageID).isEmpty { added.append(("Message-ID", messageID)) }
    return added
  }

  /// What `edits(for:)` takes out.
  static func droppedFields(of message: Message) -> [Field] {
    message.fields(of: message.parts[0]).filter { field in
      dropped.contains(field.kind) || field.kind == .other && namesOfBcc.contains(message.name(of: field).lowercased())
    }
  }
}
