/// Makes octets valid UTF-8. RFC 3629; substitution as Unicode 15 §3.9 (maximal subparts) has it.
enum UTF8Repair {
  /// U+FFFD.
  static let replacement: [UInt8] = [0xEF, 0xBF, 0xBD]

  /// Whether the octets are UTF-8.
  static func isValid(_ octets: Span<UInt8>) -> Bool { isValid(octets, 0..<octets.count) }

  /// Whether the octets of `range` are UTF-8.
  static func isValid(_ octets: Span<UInt8>, _ range: OctetRange) -> Bool {
    var index = range.lowerBound
    while index < range.upperBound {
      if octets[index] < 0x80 {
        index = asciiEnd(octets, index)
        continue
      }
      let length = sequence(octets, at: index)
      guard length > 0, index &+ length <= range.upperBound else { return false }
      index &+= length
    }
    return true
  }

  /// The octets with U+FFFD for each maximal part that is no UTF-8; unchanged and uncopied where all is.
  static func repaired(_ octets: [UInt8]) -> [UInt8] {
    if isValid(octets.span) { return octets }
    let span = octets.span
    var result: [UInt8] = []
    result.reserveCapacity(octets.count + 64)
    var index = 0
    while index < span.count {
      let length = sequence(span, at: index)
      if length > 0 {
        result.append(span, index..<index + length)
        index += length
      } else {
        result += replacement
        index += -length
      }
    }
    return result
  }

  /// The first octet of 128 or above at or behind `start`.
  static func asciiEnd(_ octets: Span<UInt8>, _ start: Int) -> Int {
    var index = start
    let raw = octets.bytes
    while index &+ 8 <= octets.count {
      let word = raw.unsafeLoadUnaligned(fromUncheckedByteOffset: index, as: UInt64.self) & 0x8080_8080_8080_8080
      if word != 0 { return index &+ word.trailingZeroBitCount &>> 3 }
      index &+= 8
    }
    while index < octets.count, octets[index] < 0x80 { index &+= 1 }
    return index
  }

  /// The length of the sequence at `index`; minus the length of the part to replace where it is not valid.
  /// Table 3-7 of the Unicode standard.
  static func sequence(_ octets: Span<UInt8>, at index: Int) -> Int {
    let first = octets[index]
    if first < 0x80 { return 1 }
    let needed: Int
    var lower: UInt8 = 0x80
    var upper: UInt8 = 0xBF
    switch first {
    case 0xC2...0xDF: needed = 1
    case 0xE0...0xEF:
      needed = 2
      if first == 0xE0 { lower = 0xA0 }
      if first == 0xED { upper = 0x9F }
    case 0xF0...0xF4:
      needed = 3
      if first == 0xF0 { lower = 0x90 }
      if first == 0xF4 { upper = 0x8F }
    default: return -1
    }
    var length = 1
    while length <= needed {
      guard index &+ length < octets.count else { return -length }
      let octet = octets[index &+ length]
      guard octet >= lower, octet <= upper else { return -length }
      lower = 0x80
      upper = 0xBF
      length &+= 1
    }
    return length
  }
}
