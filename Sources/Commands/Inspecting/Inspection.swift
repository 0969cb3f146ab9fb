internal import Digests
internal import Gateway
internal import MailContent
internal import MailQueue
internal import MailSyntax
internal import Reporting

/// How presend reads one message: the value behind `presend inspect`, as JSON.
///
/// The format is described in docs/formats.md; keys are never renamed or removed within a version.
struct Inspection {
  /// Raised when a key changes its meaning.
  static let formatVersion = 1

  let path: String
  let message: Message
  let reading: Reading
  private let lines: LineIndex

  init(path: String, octets: [UInt8]) {
    self.path = path
    message = Message.parse(octets)
    reading = Reading(of: message)
    lines = LineIndex(message.octets)
  }

  /// - Parameter includesBodies: adds each part's decoded content in base64, text as UTF-8.
  func json(includesBodies: Bool) -> JSONValue {
    .object([
      ("version", .integer(Self.formatVersion)),
      ("path", .string(path)),
      ("fields", .array(rootFields.map(json(of:)))),
      ("addresses", .object(addresses)),
      ("otherReadings", .object(otherReadings)),
      ("subject", .optional(message.fields(named: .subject).first.map(message.unstructured))),
      (
        "parts", .array(Self.parts(of: message).map { json(of: $0.part, in: $0.message, includesBody: includesBodies) })
      ),
      ("otherParts", message.otherReading.map { .array($0.parts.map(outline)) } ?? .null),
      ("people", .array(reading.bodies.flatMap(people(of:)))),
      ("links", .array(reading.bodies.flatMap(links(of:)))),
      ("fetches", .array(reading.bodies.flatMap(fetches(of:)))),
      ("defects", .array(message.defects.map(json(of:)))),
    ])
  }

  func line(of offset: Int) -> Int { lines.line(of: offset) }

  /// Where a range of a body's text stands in the message.
  func line(of range: OctetRange, in body: Body) -> Int {
    line(of: message.source(of: range, in: body).lowerBound)
  }

  var rootFields: ArraySlice<Field> { message.fields(of: message.parts[0]) }

  /// The address fields of the message's own header section, by the key of the JSON format.
  static let addressFields: [(key: String, kind: FieldName)] = [
    ("from", .from), ("sender", .sender), ("replyTo", .replyTo), ("to", .to), ("cc", .cc), ("bcc", .bcc),
    ("resentFrom", .resentFrom), ("resentSender", .resentSender), ("resentTo", .resentTo), ("resentCc", .resentCc),
    ("resentBcc", .resentBcc), ("dispositionNotificationTo", .dispositionNotificationTo),
    ("returnReceiptTo", .returnReceiptTo), ("mailFollowupTo", .mailFollowupTo), ("apparentlyTo", .apparentlyTo),
  ]

  private var addresses: [(String, JSONValue)] {
    Self.addressFields.compactMap { key, kind in
      let fields = message.fields(named: kind)
      return fields.isEmpty ? nil : (key, .array(fields.flatMap(message.mailboxes(in:)).map(json(of:))))
    }
  }

  /// The mailboxes that other programs read where clients differ: a list of readings by address field.
  private var otherReadings: [(String, JSONValue)] {
    Self.addressFields.compactMap { key, kind in
      let others = message.fields(named: kind).flatMap { message.addressReadings(of: $0).dropFirst() }
      return others.isEmpty ? nil : (key, .array(others.map { .array($0.map(json(of:))) }))
    }
  }

  /// A message's parts, and those of messages that are encoded within it, which have octets of their own.
  static func parts(of message: Message) -> [(message: Message, part: Part)] {
    var found: [(message: Message, part: Part)] = []
    var open = message.parts.reversed().map { (message: message, part: $0) }
    while let (message, part) = open.popLast() {
      found.append((message, part))
      if let inner = message.encodedMessage(in: part) { open += inner.parts.reversed().map { (inner, $0) } }
    }
    return found
  }

  private func json(of mailbox: Mailbox) -> JSONValue {
    .object([
      ("displayName", .optional(mailbox.displayName)),
      ("address", .string(mailbox.address.text)),
      ("group", .optional(mailbox.group)),
    ])
  }

  private func json(of field: Field) -> JSONValue {
    .object([
      ("name", .string(message.name(of: field))),
      ("body", .string(message.unstructured(field))),
      ("line", .integer(line(of: field.octets.lowerBound))),
    ])
  }

  /// - Parameter message: the part's own; its line is null where that is not the inspected message itself.
  private func json(of part: Part, in message: Message, includesBody: Bool) -> JSONValue {
    let decoded = part.hasParts ? [] : message.decodedBody(of: part)
    let text = part.isText && !part.hasParts ? message.decodedText(of: part) : nil
    var members: [(String, JSONValue)] = [
      ("id", .string(part.id)),
      ("mediaType", .string(part.mediaType)),
      ("charset", .optional(part.charset)),
      ("transferEncoding", .string(part.transferEncoding.rawValue)),
      ("disposition", .optional(part.disposition)),
      ("fileName", .optional(part.fileName)),
      ("line", message.isEncoded(in: self.message) ? .null : .integer(line(of: part.headerSection.lowerBound))),
      ("decodedOctets", .integer(decoded.count)),
      ("decodedSHA256", .string(Self.digest(decoded))),
      ("textSHA256", .optional(text.map(Self.digest))),
    ]
    if let tnef = message.tnef(in: part) { members.append(("tnef", json(of: tnef))) }
    if includesBody {
      members.append(
        ("content", .string(String(decoding: Base64.encode(text ?? decoded, lineLength: nil), as: UTF8.self))))
    }
    return .object(members)
  }

  private func json(of tnef: TNEF) -> JSONValue {
    .object([
      ("subject", .optional(tnef.subject)),
      ("recipients", .array(tnef.recipients.map { recipient in
        .object([
          ("displayName", .string(recipient.displayName)), ("address", .optional(recipient.address?.text)),
          ("field", .optional(recipient.field)),
        ])
      })),
      ("bodies", .array(tnef.formats.map(JSONValue.string))),
      ("attachments", .array(tnef.attachments.map(JSONValue.string))),
      ("messages", .array(tnef.nested.map(json(of:)))),
      ("damaged", .bool(tnef.isDamaged)),
    ])
  }

  /// What tells a part of another reading from one of this.
  private func outline(of part: Part) -> JSONValue {
    .object([
      ("id", .string(part.id)), ("mediaType", .string(part.mediaType)), ("charset", .optional(part.charset)),
      ("transferEncoding", .string(part.transferEncoding.rawValue)), ("fileName", .optional(part.fileName)),
    ])
  }

  /// The part that a body stands in: of an encoded message, the one there.
  private func partID(of body: Body) -> String? {
    if case .encodedMessage(let part) = body.origin { return part }
    return body.part.map { message.parts[$0].id }
  }

  private func people(of body: Body) -> [JSONValue] {
    body.people.map { person in
      .object([
        ("part", .optional(partID(of: body))), ("role", .string(person.role.rawValue)),
        ("address", .string(person.address)), ("name", .optional(person.name)),
        ("line", .integer(line(of: person.range, in: body))),
      ])
    }
  }

  private func links(of body: Body) -> [JSONValue] {
    body.links.map { link in
      .object([
        ("part", .optional(partID(of: body))),
        ("target", .string(link.target)), ("text", .string(link.text)), ("visible", .bool(link.isVisible)),
        ("line", .integer(line(of: link.range, in: body))),
      ])
    }
  }

  private func fetches(of body: Body) -> [JSONValue] {
    body.fetches.map { fetch in
      .object([
        ("part", .optional(partID(of: body))),
        ("kind", .string(fetch.kind.rawValue)), ("url", .string(fetch.url)),
        ("width", fetch.width.map(JSONValue.number) ?? .null), ("height", fetch.height.map(JSONValue.number) ?? .null),
        ("hidden", .bool(fetch.isHidden)), ("line", .integer(line(of: fetch.range, in: body))),
      ])
    }
  }

  private func json(of defect: Defect) -> JSONValue {
    .object([
      ("kind", .string(defect.kind.rawValue)),
      ("ambiguous", .bool(defect.kind.isAmbiguity)), ("reference", .string(defect.kind.reference)),
      ("line", .integer(line(of: defect.octets.lowerBound))),
      ("message", .string(defect.kind.explanation)),
    ])
  }

  private static func digest(_ octets: [UInt8]) -> String {
    Hexadecimal.text(of: SHA256.hash(octets))
  }
}

extension TNEF {
  /// The forms in which it holds its text.
  var formats: [String] {
    [("html", htmlBody), ("plain", plainBody), ("rtf", richTextBody)].compactMap { $1 == nil ? nil : $0 }
  }
}

extension TNEF.Recipient {
  /// The field that the recipient would stand in.
  var field: String? {
    switch kind {
    case 1: "To"
    case 2: "Cc"
    case 3: "Bcc"
    default: nil
    }
  }
}

extension Message {
  /// Whether it is another message's content, decoded, rather than that message.
  func isEncoded(in outer: Message) -> Bool { parts[0].id != outer.parts[0].id }
}

extension Part {
  /// Whether its content is text, which has a charset. RFC 2046 §4.1.
  var isText: Bool { mediaType.hasPrefix("text/") }
}
