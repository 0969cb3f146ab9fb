extension ParameterList {
  /// Reads a list in order and without extensions: `; name=token` and `; name="text"` in plain ASCII, each name once.
  /// - Returns: whether it was one; else what was read is to be thrown away.
  mutating func readPlain(_ octets: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
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
}
