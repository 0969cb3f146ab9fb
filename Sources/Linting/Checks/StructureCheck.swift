import MailSyntax

/// Finds structure that programs read differently, so that one reader is shown what another is not: parts, boundaries,
/// types. What is judged is the union of the readings; this says that there is more than one.
struct StructureCheck: Check {
  func hits(in examination: Examination) -> [Hit] {
    guard let message = examination.message else { return [] }
    if let first = Self.fieldsShownAsText(in: message) { return [hit("blank", at: first, message)] }
    var told: Set<String> = []
    var hits: [Hit] = []
    if let other = message.otherReading, let cause = Self.repeated(in: message, other) {
      hits.append(
        hit(Self.parameters.contains(cause.kind) ? "parameter" : "repeated", at: cause.octets, message))
    }
    for defect in message.structure {
      guard let name = Self.name(of: defect.kind), !told.contains(name) else { continue }
      let range = Self.typeField(in: defect.octets, of: message) ?? defect.octets
      // One line that is wrong in two ways is told once.
      guard !hits.contains(where: { $0.place.octets == range }) else { continue }
      told.insert(name)
      hits.append(hit(name, at: range, message, isNote: name == "unclosed" || name == "line"))
    }
    return hits
  }

  private func hit(_ name: String, at range: OctetRange, _ message: Message, isNote: Bool = false) -> Hit {
    let part = message.parts.last { $0.headerSection.contains(range.lowerBound) || $0.body.contains(range.lowerBound) }
    let field = message.fields.first { $0.octets.contains(range.lowerBound) }
    return Hit(
      message: name, values: ["field": field.map(message.name) ?? ""],
      place: Place(part: (part ?? message.parts[0]).id, octets: range),
      evidence: Hit.evidence(message.octets[range]), isNote: isNote)
  }

  // MARK: What stands twice

  private static let parameters: Set<Defect.Kind> = [.duplicateParameter, .ambiguousParameter]
  private static let repetitions: Set<Defect.Kind> = parameters.union([.duplicateContentType, .duplicateField])

  /// What stands twice and makes the readings differ: in the first part that they read differently, or around it.
  private static func repeated(in message: Message, _ other: Message) -> Defect? {
    let causes = message.defects.filter { repetitions.contains($0.kind) }
    let difference = zip(message.parts, other.parts).first { !readsTheSame($0, $1) }
    var part = difference?.0
    // Where a part ends is for the boundary around it to say.
    if let (one, another) = difference, one.body != another.body { part = one.parent.map { message.parts[$0] } }
    while let current = part {
      let own = causes.filter { current.headerSection.contains($0.octets.lowerBound) }
      // Parameters often stand twice with the same value, which no reader sees.
      if let cause = own.first(where: { !parameters.contains($0.kind) }) ?? own.first { return cause }
      part = current.parent.map { message.parts[$0] }
    }
    return causes.first
  }

  private static func readsTheSame(_ one: Part, _ other: Part) -> Bool {
    one.mediaType == other.mediaType && one.body == other.body && one.charset == other.charset
      && one.transferEncoding == other.transferEncoding && one.disposition == other.disposition
      && one.fileName == other.fileName
  }

  // MARK: Damage

  /// The first of the fields that readers see as text, because a blank line stands before them: it ends the header
  /// section before it has begun. RFC 5322 §2.1.
  private static func fieldsShownAsText(in message: Message) -> OctetRange? {
    let start = message.octets.firstIndex { $0 != 0x0D && $0 != 0x0A } ?? 0
    guard start > 0, message.parts[0].fields.isEmpty else { return nil }
    let below = Message.parse(Array(message.octets[start...]))
    let fields = below.fields(of: below.parts[0])
    let isHeader = Set(fields.map(\.kind)).intersection(usual).count >= leastUsual
    return isHeader ? fields.first.map { start + $0.octets.lowerBound..<start + $0.octets.upperBound } : nil
  }

  /// Fields of nearly every message; a letter may begin with "To: all", hardly with two of them.
  private static let usual: Set<FieldName> = [.from, .to, .subject, .date, .messageID, .mimeVersion, .contentType]
  private static let leastUsual = 2

  /// Of a defect that stands for a whole header section, the field that says what the part is.
  private static func typeField(in range: OctetRange, of message: Message) -> OctetRange? {
    guard let part = message.parts.first(where: { $0.headerSection == range }) else { return nil }
    return message.fields(of: part).first { $0.kind == .contentType }?.octets
  }

  private static func name(of kind: Defect.Kind) -> String? {
    switch kind {
    case .repeatedBoundary: "boundary"
    case .missingBoundary: "no-boundary"
    case .foldedFirstLine, .spaceBeforeColon: "header"
    case .invalidField: "line"
    case .unclosedBoundary: "unclosed"
    default: nil
    }
  }
}
