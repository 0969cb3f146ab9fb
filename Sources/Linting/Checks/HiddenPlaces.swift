import MailContent
import MailSyntax
import Policy

/// Where else than in To and Cc a message names people to all who get it.
struct HiddenPlaces {
  enum Kind: String {
    /// A field that a reader seldom looks at; any program shows it.
    case field
    case calendar
    /// The recipient table of winmail.dat.
    case table
    /// The fields of a message that is passed on.
    case forwarded
    /// A block of fields above a quoted message.
    case quoted
    /// A table or vCards as a file.
    case file
    /// The key ids of an encrypted message.
    case keys
  }

  struct Found {
    let kind: Kind
    let people: [AddrSpec]
    let place: Place
    let evidence: String
    /// The field's index and name; nil where it is no field.
    var field: (index: Int, name: String)?
    /// Whether the field is there to say who gets the message.
    var namesRecipients = true
  }

  /// An attached table is decoded up to this size; larger ones are exports that no reader opens by chance.
  private static let maximumFileOctets = 1 << 20
  private static let tables: Set<String> = [
    "text/csv", "application/csv", "text/vcard", "text/x-vcard", "text/directory", "text/tab-separated-values",
  ]
  /// Fields that say who writes or how the message came, not to whom it goes.
  private let ignored: [String]

  init(_ rule: Rule) { ignored = (rule.lists["other-fields"] ?? []).map { $0.lowercased() } }

  func find(in examination: Examination) -> [Found] {
    guard let message = examination.message else { return [] }
    return fields(of: message, examination) + earlier(in: message, examination) + bodies(examination)
      + nested(in: message) + files(in: message)
  }

  // MARK: Fields

  private static let kinds: [FieldName] = [.replyTo, .mailFollowupTo, .apparentlyTo, .other]

  private func fields(of message: Message, _ examination: Examination) -> [Found] {
    message.parts[0].fields.compactMap { index in
      let field = message.fields[index]
      guard Self.kinds.contains(field.kind), Self.mayHoldAddress(message.octets[field.body]) else { return nil }
      let name = message.name(of: field)
      if field.kind == .other, isIgnored(name.lowercased()) { return nil }
      let people = AddressTokens.find(in: Array(message.unstructured(field).utf8))
      guard !people.isEmpty else { return nil }
      return Found(
        kind: .field, people: people, place: examination.place(of: field),
        evidence: Hit.evidence(message.octets[field.octets]), field: (index, name),
        namesRecipients: field.kind != .other || Self.saysRecipients(name))
    }
  }

  /// An "@", or an encoded-word that may hold one.
  private static func mayHoldAddress(_ body: ArraySlice<UInt8>) -> Bool {
    body.contains(UInt8(ascii: "@")) || body.contains(UInt8(ascii: "?")) && body.contains(UInt8(ascii: "="))
  }

  /// Names that begin as one of the list; ids look like addresses and are none.
  private func isIgnored(_ name: String) -> Bool {
    name.hasSuffix("-id") || name.hasSuffix("-ids") || name.hasSuffix("message-id") || name.hasSuffix("id-hash")
      || ignored.contains { name.hasPrefix($0) }
  }

  /// "X-Bcc", "Delivered-To", "X-Original-Recipient".
  private static func saysRecipients(_ name: String) -> Bool {
    let words: Set<String> = ["to", "cc", "bcc", "rcpt", "rcpts", "recipient", "recipients", "envelope"]
    return WordScanner.words(of: name, style: .identifier).contains(where: words.contains)
  }

  /// Whom a resent message went to before: the fields of that sending, as in a message that is forwarded.
  private func earlier(in message: Message, _ examination: Examination) -> [Found] {
    guard VisibleRecipients.isResent(message) else { return [] }
    let fields = VisibleRecipients.earlierKinds.flatMap { message.fields(named: $0) }
    guard let first = fields.first else { return [] }
    return [
      Found(
        kind: .forwarded, people: fields.flatMap { message.mailboxes(in: $0) }.map(\.address),
        place: examination.place(of: first), evidence: Hit.evidence(message.octets[first.octets]))
    ]
  }

  // MARK: Bodies

  private func bodies(_ examination: Examination) -> [Found] {
    examination.reading.bodies.flatMap { body -> [Found] in
      let named: [(Kind, [Person])] = [
        (.calendar, body.people.filter { $0.role == .attendee || $0.role == .organizer }),
        (.table, body.people.filter { $0.role == .recipient }),
        (.quoted, body.people.filter { $0.role == .quotedField }),
      ]
      return named.compactMap { kind, people in
        guard let first = people.first, let last = people.last else { return nil }
        let range = first.range.lowerBound..<max(first.range.upperBound, last.range.upperBound)
        return Found(
          kind: kind, people: people.compactMap { AddrSpec(parsing: $0.address) },
          place: examination.place(of: range, in: body),
          evidence: range.isEmpty
            ? Hit.evidence(people.map(\.address).joined(separator: ", ").utf8) : Hit.evidence(body.octets[range]))
      }
    }
  }

  // MARK: Nested messages

  private static let shown: [FieldName] = [.from, .to, .cc, .bcc, .resentTo, .resentCc]

  private func nested(in message: Message) -> [Found] {
    message.parts.flatMap { part -> [Found] in
      if let parent = part.parent, message.parts[parent].mediaType.hasPrefix("message/") {
        return [Self.found(part, in: message, at: Place(part: part.id, octets: part.headerSection))]
      }
      guard let inner = message.encodedMessage(in: part) else { return [] }
      return [Self.found(inner.parts[0], in: inner, at: Place(part: part.id, octets: part.headerSection))]
    }
  }

  private static func found(_ part: Part, in message: Message, at place: Place) -> Found {
    let fields = message.fields(of: part).filter { shown.contains($0.kind) }
    let evidence = fields.first { $0.kind == .to || $0.kind == .cc }.map { Hit.evidence(message.octets[$0.octets]) }
    return Found(
      kind: .forwarded, people: fields.flatMap { message.mailboxes(in: $0) }.map(\.address), place: place,
      evidence: evidence ?? "")
  }

  // MARK: Files

  private func files(in message: Message) -> [Found] {
    message.parts.compactMap { part in
      guard Self.isTable(part), part.body.count <= Self.maximumFileOctets else { return nil }
      return Found(
        kind: .file, people: AddressTokens.find(in: message.decodedBody(of: part)),
        place: Place(part: part.id, octets: part.headerSection), evidence: Hit.evidence((part.fileName ?? "").utf8))
    }
  }

  private static func isTable(_ part: Part) -> Bool {
    if tables.contains(part.mediaType) { return true }
    let name = part.fileName?.lowercased() ?? ""
    return [".csv", ".vcf", ".tsv"].contains { name.hasSuffix($0) }
  }
}
