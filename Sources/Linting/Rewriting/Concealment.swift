import MailSyntax

/// What a recipient sees in To and Cc after an open list was rewritten.
enum DestinationView: Hashable {
  /// As the author wrote it.
  case asWritten
  /// `To: undisclosed-recipients:;` and no more.
  case undisclosed
  /// Only the recipient's own mailbox; by `AddrSpec.comparisonKey`.
  case own(String)
  /// The internal mailboxes, in the fields where the author put them.
  case internals
}

/// The edits that conceal the recipients from each other.
///
/// The empty group "undisclosed-recipients:;" is what RFC 5322 Appendix A.1.3 shows for hidden recipients.
struct Concealment {
  static let undisclosedBody = "undisclosed-recipients:;"
  /// A field line is folded before this many octets. RFC 5322 §2.1.1.
  private static let maximumLineOctets = 78

  let message: Message
  /// The root's To, Cc, Resent-To and Resent-Cc fields, in order.
  let fields: [Field]
  private let lineEnd: [UInt8]
  private let spellings: [String: [UInt8]]

  init(_ message: Message) {
    self.message = message
    fields = Self.destinationFields(of: message)
    lineEnd = Array(LineEnd.of(message).utf8)
    var spellings: [String: [UInt8]] = [:]
    for field in fields {
      let isAmbiguous = message.addressReadings(of: field).count > 1
      for mailbox in message.mailboxes(in: field) {
        let key = mailbox.address.comparisonKey
        if spellings[key] == nil {
          spellings[key] = MailboxSpelling.octets(of: mailbox, in: message, isAmbiguous: isAmbiguous)
        }
      }
    }
    self.spellings = spellings
  }

  static func destinationFields(of message: Message) -> [Field] {
    message.fields(of: message.parts[0]).filter { [.to, .cc, .resentTo, .resentCc].contains($0.kind) }
  }

  /// Whether the fields name this address, in a spelling that can be sent on.
  func names(_ key: String) -> Bool { spellings[key] != nil }

  /// - Parameter isInternal: whether an address is one of the organisation's own.
  func edits(for view: DestinationView, isInternal: (AddrSpec) -> Bool) -> [Edit] {
    switch view {
    case .asWritten: []
    case .undisclosed: withoutRepetition + showingOnly(Array(Self.undisclosedBody.utf8))
    case .own(let key): withoutRepetition + showingOnly(spellings[key] ?? Array(Self.undisclosedBody.utf8))
    case .internals: withoutRepetition + showingInternals(isInternal)
    }
  }

  /// Fields that repeat the recipients for programs, which would show them again.
  static func repeatingFields(of message: Message) -> [Field] {
    message.fields(of: message.parts[0]).filter { $0.kind == .mailFollowupTo || $0.kind == .apparentlyTo }
  }
  private var withoutRepetition: [Edit] { Self.repeatingFields(of: message).map { message.edit(removing: $0) } }

  /// The first To shows `body`, every other destination field goes. Without To, the first of the others becomes one.
  private func showingOnly(_ body: [UInt8]) -> [Edit] {
    guard let shown = fields.first(where: { $0.kind == .to }) ?? fields.first else {
      return [message.edit(prepending: "To", body: String(decoding: body, as: UTF8.self))]
    }
    let removals = fields.filter { $0 != shown }.map { message.edit(removing: $0) }
    if shown.kind == .to { return [replacing(shown, with: body)] + removals }
    let named = shown.name.lowerBound..<shown.body.upperBound
    return [Edit(range: named, replacement: Array("To: ".utf8) + body)] + removals
  }

  /// Whether the fields name a colleague.
  func namesInternals(_ isInternal: (AddrSpec) -> Bool) -> Bool {
    fields.contains { field in
      message.addressReadings(of: field).count <= 1
        && message.mailboxes(in: field).contains { isInternal($0.address) }
    }
  }

  /// To keeps its internal mailboxes, and so does Cc and each of the others; what has none goes. Fields that stand
  /// twice become one, as RFC 5322 §3.6 demands.
  private func showingInternals(_ isInternal: (AddrSpec) -> Bool) -> [Edit] {
    var edits: [Edit] = []
    var shows = false
    for kind in [FieldName.to, .cc, .resentTo, .resentCc] {
      let group = fields.filter { $0.kind == kind }
      if group.count == 1, showsInternalsOnly(group[0], isInternal) {
        shows = true
        continue
      }
      let kept = group.flatMap { internalSpellings(in: $0, isInternal) }
      guard !kept.isEmpty else {
        edits += group.map { message.edit(removing: $0) }
        continue
      }
      shows = true
      edits.append(replacing(group[0], with: folded(kept)))
      edits += group.dropFirst().map { message.edit(removing: $0) }
    }
    return shows ? edits : showingOnly(Array(Self.undisclosedBody.utf8))
  }

  private func showsInternalsOnly(_ field: Field, _ isInternal: (AddrSpec) -> Bool) -> Bool {
    guard message.addressReadings(of: field).count <= 1 else { return false }
    let mailboxes = message.mailboxes(in: field)
    return !mailboxes.isEmpty && mailboxes.allSatisfy { isInternal($0.address) }
  }

  /// A field that clients would read in different ways keeps nothing.
  private func internalSpellings(in field: Field, _ isInternal: (AddrSpec) -> Bool) -> [[UInt8]] {
    guard message.addressReadings(of: field).count <= 1 else { return [] }
    return message.mailboxes(in: field).filter { isInternal($0.address) }
      .compactMap { spellings[$0.address.comparisonKey] }
  }

  private func replacing(_ field: Field, with body: [UInt8]) -> Edit {
    Edit(range: field.body, replacement: [0x20] + body)
  }

  /// Mailboxes joined by commas, folded between them.
  private func folded(_ mailboxes: [[UInt8]]) -> [UInt8] {
    var body = mailboxes[0]
    var column = "Resent-To: ".utf8.count + body.count
    for mailbox in mailboxes.dropFirst() {
      body.append(UInt8(ascii: ","))
      if column + 2 + mailbox.count > Self.maximumLineOctets {
        body += lineEnd
        column = 0
      }
      body.append(0x20)
      body += mailbox
      column += 2 + mailbox.count
    }
    return body
  }
}
