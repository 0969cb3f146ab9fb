/// The parameters of a structured MIME field.
///
/// Grammar: RFC 2045 §5.1 (parameter := attribute "=" value), RFC 2231 §3 (continuations), §4 (charset and language);
/// encoded-words within values are decoded though RFC 2047 §5 forbids them: most programs write and read them.
struct ParameterList {
  /// Names in lower case, values decoded; the first of each name counts.
  var list: [Parameter] = []
  /// The octets of `boundary`, unquoted but otherwise as they stand.
  var boundary: [UInt8]?

  /// What is wrong with the list.
  private(set) var defects: [Defect.Kind] = []

  /// Reads from the first semicolon at or behind `start`.
  /// - Parameter prefersLast: whether of a name that stands twice the last counts, and the extended form of both.
  init(_ octets: Span<UInt8>, from start: Int, to end: Int, prefersLast: Bool = false) {
    if readPlain(octets, start, end) { return }
    list.removeAll()
    boundary = nil
    var pieces: [Piece] = []
    var hasPieces = false
    var index = start
    while index < end {
      index = ParameterList.skipWhiteSpace(octets, index, end)
      guard index < end else { break }
      if octets[index] == .semicolon {
        index &+= 1
        continue
      }
      guard let piece = Piece(octets, at: &index, before: end) else {
        index = octets.first(.semicolon, in: index..<end)
        continue
      }
      guard pieces.count < Limits.parameters else { break }
      if piece.section != nil || piece.isExtended { hasPieces = true }
      pieces.append(piece)
    }
    guard !pieces.isEmpty else { return }
    list.reserveCapacity(pieces.count)
    if prefersLast {
      if hasPieces { appendExtended(pieces) }
      pieces.reverse()
    }
    for piece in pieces where piece.section == nil && !piece.isExtended {
      if piece.name == "boundary", boundary == nil { boundary = piece.value }
      if piece.value.starts(with: "=?".utf8) { defects.append(.encodedWordInParameter) }
      append(Parameter(name: piece.name, value: EncodedWord.decode(value: piece.value)))
    }
    if hasPieces, !prefersLast {
      defects.append(.extendedParameter)
      appendExtended(pieces)
    }
  }

  private mutating func append(_ parameter: Parameter, isExtended: Bool = false) {
    guard let first = list.first(where: { $0.name == parameter.name }) else {
      list.append(parameter)
      return
    }
    if !isExtended {
      defects.append(.duplicateParameter)
    } else if first.value != parameter.value {
      defects.append(.ambiguousParameter)
    }
  }

  /// Joins continuations in the order of their numbers and decodes them. RFC 2231 §3 and §4.1.
  private mutating func appendExtended(_ pieces: [Piece]) {
    var done: Set<String> = []
    for piece in pieces where (piece.section != nil || piece.isExtended) && done.insert(piece.name).inserted {
      let family = pieces.filter { $0.name == piece.name && ($0.section != nil || $0.isExtended) }
      let sorted = family.enumerated().sorted {
        ($0.element.section ?? 0, $0.offset) < ($1.element.section ?? 0, $1.offset)
      }.map(\.element)
      var charset: String?
      var raw: [UInt8] = []
      var last: Int?
      for (offset, member) in sorted.enumerated() {
        if offset > 0, member.section == last { continue }
        last = member.section
        raw.append(contentsOf: member.isExtended ? member.percentDecoded(isFirst: offset == 0, &charset) : member.value)
      }
      if piece.name == "boundary", boundary == nil { boundary = raw }
      guard let charset else {
        append(Parameter(name: piece.name, value: EncodedWord.decode(value: raw)), isExtended: true)
        continue
      }
      let value = Charset(label: charset.isEmpty ? nil : charset).decode(raw)
      append(Parameter(name: piece.name, value: String(decoding: value, as: UTF8.self)), isExtended: true)
    }
  }
}
