/// A character reference, replaced. HTML standard §13.2.5.72 to §13.2.5.80.
struct CharacterReference {
  /// The octets it takes in the source, `&` included.
  let length: Int
  let first: UInt32
  /// The second code point of the few names that stand for two; 0 for none.
  let second: UInt32

  /// Reads the reference whose `&` stands at an index; nil if it is only text.
  /// - Parameter inAttribute: whether a name without semicolon before `=` or an alphanumeric is text.
  init?(at index: Int, to end: Int, inAttribute: Bool, in octets: Span<UInt8>) {
    guard index + 1 < end else { return nil }
    if octets[index + 1] == Octet.hash {
      self.init(numericAt: index, to: end, in: octets)
    } else {
      self.init(namedAt: index, to: end, inAttribute: inAttribute, in: octets)
    }
  }

  private init(length: Int, first: UInt32, second: UInt32 = 0) {
    self.length = length
    self.first = first
    self.second = second
  }

  private init?(namedAt start: Int, to end: Int, inAttribute: Bool, in octets: Span<UInt8>) {
    guard let match = CharacterReferenceTable.shared.longestMatch(at: start + 1, to: end, in: octets) else {
      return nil
    }
    let after = start + 1 + match.length
    if inAttribute, !match.hasSemicolon, after < end,
      octets[after] == Octet.equals || octets[after].isASCIIAlphanumeric
    {
      return nil
    }
    self.init(length: 1 + match.length, first: match.first, second: match.second)
  }

  private init?(numericAt start: Int, to end: Int, in octets: Span<UInt8>) {
    var index = start + 2
    let isHexadecimal = index < end && octets[index] | 0x20 == UInt8(ascii: "x")
    if isHexadecimal { index += 1 }
    let digits = index
    var value: UInt32 = 0
    while index < end, let digit = octets[index].hexDigit, isHexadecimal || digit < 10 {
      value = min(value * (isHexadecimal ? 16 : 10) + UInt32(digit), 0x11_0000)
      index += 1
    }
    guard index > digits else { return nil }
    if index < end, octets[index] == Octet.semicolon { index += 1 }
    self.init(length: index - start, first: Self.character(value))
  }

  /// HTML standard §13.2.5.80: what a number stands for where it is no Unicode scalar, or one of Windows-1252.
  private static func character(_ value: UInt32) -> UInt32 {
    switch value {
    case 0, 0xd800...0xdfff, 0x11_0000...: 0xfffd
    case 0x80...0x9f:
      windows1252[Int(value - 0x80)] == 0 ? value : UInt32(windows1252[Int(value - 0x80)])
    default: value
    }
  }

  private static let windows1252: [UInt16] = [
    0x20ac, 0, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017d, 0,
    0, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0, 0x017e,
    0x0178,
  ]

  /// Appends what it stands for as UTF-8.
  func append(to output: inout [UInt8]) {
    output.append(scalar: first)
    if second != 0 { output.append(scalar: second) }
  }
}

extension [UInt8] {
  /// Appends a code point as UTF-8.
  mutating func append(scalar: UInt32) {
    switch scalar {
    case 0..<0x80: append(UInt8(scalar))
    case 0x80..<0x800:
      append(UInt8(0xc0 | scalar >> 6))
      append(UInt8(0x80 | scalar & 0x3f))
    case 0x800..<0x1_0000:
      append(UInt8(0xe0 | scalar >> 12))
      append(UInt8(0x80 | scalar >> 6 & 0x3f))
      append(UInt8(0x80 | scalar & 0x3f))
    default:
      append(UInt8(0xf0 | scalar >> 18 & 0x07))
      append(UInt8(0x80 | scalar >> 12 & 0x3f))
      append(UInt8(0x80 | scalar >> 6 & 0x3f))
      append(UInt8(0x80 | scalar & 0x3f))
    }
  }
}
