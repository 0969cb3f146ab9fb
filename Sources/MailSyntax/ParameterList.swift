/// The parameters of a structured MIME field.
///
/// Grammar: RFC 2045 §5.1 (parameter := attribute "=" value), RFC 2231 §3 (continuations), §4 (charset and language);
/// encoded-words within values are decoded though RFC 2047 §5 forbids them: most programs write and read them.
struct ParameterList {
  /// Names in lower case, values decoded; the first of each name counts.
  private(set) var list: [Parameter] = []
  /// The octets of `boundary`, unquoted but otherwise as they stand.
  private(set) var boundary: [UInt8]?

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

  /// Reads a list in order and without extensions: `; name=token` and `; name="text"` in plain ASCII, each name once.
  /// - Returns: whether it was one; else what was read is to be thrown away.
  private mutating func readPlain(_ octets: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
    var index = start
    while index < end {
      guard octets[index] == .semicolon else { return false }
      index &+= 1
      while index < end, octets[index].isFoldingWhiteSpace { index &+= 1 }
      if index == end { break }
      let name = index
      while index < end, octets[index].isLetter || octets[index] == .hyphen { index &+= 1 }
      guard index > name, index < end, octets[index] == .equals else { return false }
      let nameEnd = index
      index &+= 1
      var value = index..<index
      if index < end, octets[index] == .quote {
        while index &+ 1 < end, octets[index &+ 1] != .quote {
          index &+= 1
          guard ParameterList.isPlain(octets[index]) || octets[index] == .space else { return false }
        }
        value = value.lowerBound &+ 1..<index &+ 1
        index &+= 2
        guard index <= end else { return false }
      } else {
        while index < end, ParameterList.isPlain(octets[index]), octets[index] != .semicolon { index &+= 1 }
        value = value.lowerBound..<index
        guard !value.isEmpty else { return false }
      }
      while index < end, octets[index].isFoldingWhiteSpace { index &+= 1 }
      guard appendPlain(octets, name..<nameEnd, value) else { return false }
    }
    return true
  }

  /// Whether an octet of a value stands for itself, and is no part of an encoded-word or comment.
  @inline(__always)
  private static func isPlain(_ octet: UInt8) -> Bool {
    octet > .space && octet < 0x7F && octet != .backslash && octet != .questionMark && octet != .leftParenthesis
      && octet != .quote
  }

  private mutating func appendPlain(_ octets: Span<UInt8>, _ name: OctetRange, _ value: OctetRange) -> Bool {
    let key = ParameterList.name(octets, name)
    for parameter in list where parameter.name == key { return false }
    guard list.count < Limits.parameters else { return false }
    if key == "boundary" { boundary = octets.array(value) }
    list.append(Parameter(name: key, value: octets.string(value)))
    return true
  }

  /// A name in lower case; the common ones cost nothing.
  private static func name(_ octets: Span<UInt8>, _ range: OctetRange) -> String {
    func named(_ name: StaticString) -> Bool { octets.matches(name, at: range.lowerBound, before: range.upperBound) }
    switch range.count {
    case 4 where named("name"): return "name"
    case 7 where named("charset"): return "charset"
    case 8 where named("boundary"): return "boundary"
    case 8 where named("filename"): return "filename"
    default: return MediaType.lowercased(octets, range)
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

  /// One `attribute=value` as it stands.
  private struct Piece {
    let name: String
    let section: Int?
    let isExtended: Bool
    let value: [UInt8]

    init?(_ octets: Span<UInt8>, at index: inout Int, before end: Int) {
      index = skipWhiteSpace(octets, index, end)
      let start = index
      while index < end, octets[index] != .equals, octets[index] != .semicolon { index &+= 1 }
      guard index < end, octets[index] == .equals else { return nil }
      var attribute = octets.trimmed(start..<index)
      index &+= 1
      var isExtended = false
      if !attribute.isEmpty, octets[attribute.upperBound - 1] == .asterisk {
        isExtended = true
        attribute = attribute.lowerBound..<attribute.upperBound - 1
      }
      var section: Int?
      let star = octets.first(.asterisk, in: attribute)
      if star < attribute.upperBound {
        var number = 0
        for digit in star + 1..<attribute.upperBound {
          guard octets[digit].isDigit, number < 100_000 else { return nil }
          number = number * 10 + Int(octets[digit] - 0x30)
        }
        section = number
        attribute = attribute.lowerBound..<star
      }
      guard !attribute.isEmpty else { return nil }
      name = MediaType.lowercased(octets, attribute)
      self.section = section
      self.isExtended = isExtended
      index = skipWhiteSpace(octets, index, end)
      let isQuoted = index < end && octets[index] == .quote
      value = ParameterList.value(octets, at: &index, before: end)
      if value.isEmpty, !isQuoted { return nil }
    }

    /// The value with `%XX` decoded; the first section begins with charset and language. RFC 2231 §4.
    func percentDecoded(isFirst: Bool, _ charset: inout String?) -> [UInt8] {
      var text = value[...]
      if isFirst, let first = text.firstIndex(of: .apostrophe),
        let second = text[(first + 1)...].firstIndex(of: .apostrophe)
      {
        charset = String(decoding: text[..<first], as: UTF8.self)
        text = text[(second + 1)...]
      }
      var result: [UInt8] = []
      var index = text.startIndex
      while index < text.endIndex {
        if text[index] == .percent, index + 2 < text.endIndex, let high = text[index + 1].hexadecimalValue,
          let low = text[index + 2].hexadecimalValue
        {
          result.append(high << 4 | low)
          index += 3
        } else {
          result.append(text[index])
          index += 1
        }
      }
      return result
    }
  }

  /// A quoted-string or token at `index`, unquoted; a token may hold spaces and tspecials, as much real mail has them.
  private static func value(_ octets: Span<UInt8>, at index: inout Int, before end: Int) -> [UInt8] {
    index = skipWhiteSpace(octets, index, end)
    var result: [UInt8] = []
    guard index < end, octets[index] == .quote else {
      let start = index
      while index < end, octets[index] != .semicolon, !beginsParameter(octets, index, end) { index &+= 1 }
      var range = octets.trimmed(start..<index)
      let comment = octets.first(.leftParenthesis, in: range)
      if comment > range.lowerBound, comment < range.upperBound, octets[comment &- 1].isFoldingWhiteSpace {
        range = octets.trimmed(range.lowerBound..<comment)
      }
      for position in range where octets[position] != .lineFeed && octets[position] != .carriageReturn {
        result.append(octets[position])
      }
      return result
    }
    index &+= 1
    while index < end, octets[index] != .quote {
      if octets[index] == .backslash, index &+ 1 < end { index &+= 1 }
      if octets[index] != .lineFeed, octets[index] != .carriageReturn { result.append(octets[index]) }
      index &+= 1
    }
    if index < end { index &+= 1 }
    return result
  }

  /// The token at or behind `start`, after white space and comments.
  static func token(_ octets: Span<UInt8>, from start: Int, to end: Int) -> OctetRange {
    let first = skipWhiteSpace(octets, start, end)
    var index = first
    while index < end {
      let octet = octets[index]
      if octet == .semicolon || octet == .slash || octet == .leftParenthesis || octet.isFoldingWhiteSpace { break }
      index &+= 1
    }
    return first..<index
  }

  /// Skips white space, line ends and comments; nested comments are counted, not recursed into.
  static func skipWhiteSpace(_ octets: Span<UInt8>, _ start: Int, _ end: Int) -> Int {
    var index = start
    var depth = 0
    while index < end {
      let octet = octets[index]
      if octet == .leftParenthesis {
        depth &+= 1
      } else if depth > 0 {
        if octet == .rightParenthesis { depth &-= 1 }
        if octet == .backslash { index &+= 1 }
      } else if !octet.isFoldingWhiteSpace {
        return index
      }
      index &+= 1
    }
    return end
  }

  /// Whether a folded line begins at `index` with `attribute=`: the semicolon before it was forgotten.
  private static func beginsParameter(_ octets: Span<UInt8>, _ index: Int, _ end: Int) -> Bool {
    guard octets[index] == .lineFeed else { return false }
    var next = index &+ 1
    while next < end, octets[next].isWSP { next &+= 1 }
    let start = next
    while next < end,
      octets[next].isLetter || octets[next].isDigit || octets[next] == .hyphen || octets[next] == .asterisk
    { next &+= 1 }
    return next > start && next < end && octets[next] == .equals
  }
}
