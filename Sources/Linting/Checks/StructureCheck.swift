import MailSyntax

/// Finds structure that programs read differently, so that one reader is shown what another is not: parts, boundaries,
/// types. What is judged is the union of the readings; this says that there is more than one.
struct StructureCheck: Check {
  func hits(in examination: Examination) -> [Hit] {
    guard let message = examination.message else { return [] }
    var told: Set<String> = []
    var hits: [Hit] = []
    if message.otherReading != nil, let range = Self.repeated(in: message) {
      told.insert("repeated")
      hits.append(hit("repeated", at: range, message))
    }
    for defect in message.structure {
      guard let name = Self.name(of: defect.kind), told.insert(name).inserted else { continue }
      let range = Self.typeField(in: defect.octets, of: message) ?? defect.octets
      hits.append(hit(name, at: range, message, isNote: name == "unclosed" || name == "line"))
    }
    return hits
  }

  private func hit(_ name: String, at range: OctetRange, _ message: Message, isNote: Bool = false) -> Hit {
    let part = message.parts.last { $0.headerSection.contains(range.lowerBound) || $0.body.contains(range.lowerBound) }
    return Hit(
      message: name, place: Place(part: (part ?? message.parts[0]).id, octets: range),
      evidence: Hit.evidence(message.octets[range]), isNote: isNote)
  }

  /// The first that stands twice and says what a part is.
  private static func repeated(in message: Message) -> OctetRange? {
    let kinds: Set<Defect.Kind> = [.duplicateContentType, .duplicateField, .duplicateParameter, .ambiguousParameter]
    return message.defects.first { kinds.contains($0.kind) }?.octets
  }

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
