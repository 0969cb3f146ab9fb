/// A charset and how its octets become UTF-8. RFC 2045 §2.2, RFC 2046 §4.1.2.
enum Charset: Equatable, Sendable {
  case utf8
  /// Nothing, US-ASCII or an unknown charset was declared: UTF-8 where it is valid, else windows-1252.
  case undeclared
  case latin1
  case windows1252
  /// HZ-GB-2312, which the C library does not know.
  case hz
  /// Any other, by the name that iconv knows.
  case other(String)

  /// The charset of a label as mail has it, without regard to case; unknown ones are `undeclared`.
  init(label: String?) {
    guard let label else {
      self = .undeclared
      return
    }
    if label == "utf-8" || label == "UTF-8" {
      self = .utf8
      return
    }
    self = CharsetLabel.charset(label)
  }

  /// The charset that the label in `range` names.
  init(_ octets: Span<UInt8>, _ range: OctetRange) {
    self = Charset.isUTF8(octets, range) ? .utf8 : CharsetLabel.charset(octets.string(range))
  }

  /// Whether the label in `range` is "utf-8".
  @inline(__always)
  static func isUTF8(_ octets: Span<UInt8>, _ range: OctetRange) -> Bool {
    range.count == 5 && octets.matches("utf-8", at: range.lowerBound, before: range.upperBound)
  }

  /// The octets as UTF-8; what is not valid in the charset becomes U+FFFD.
  func decode(_ octets: [UInt8]) -> [UInt8] {
    switch self {
    case .utf8: UTF8Repair.repaired(octets)
    case .undeclared: UTF8Repair.isValid(octets.span) ? octets : SingleByte.decode(octets, windows: true)
    case .latin1: SingleByte.decode(octets, windows: false)
    case .windows1252: SingleByte.decode(octets, windows: true)
    case .hz: HZ.decode(octets)
    case .other(let name):
      if let table = SingleByteTable.table(of: name) {
        table.decode(octets)
      } else {
        Charset.converted(octets, from: Charset.converter(name, for: octets)) ?? Charset.undeclared.decode(octets)
      }
    }
  }

  /// What the C library makes of the octets; nil where it knows no such charset, or what it makes is no UTF-8: from
  /// UCS-4 it takes numbers that are no characters.
  static func converted(_ octets: [UInt8], from name: String) -> [UInt8]? {
    guard let text = Iconv(to: "UTF-8", from: name)?.convert(octets, replacement: UTF8Repair.replacement),
      UTF8Repair.isValid(text.span)
    else { return nil }
    return text
  }

  /// The converter for a charset whose name says less than the octets do.
  ///
  /// UTF-16 without byte order mark is big-endian by RFC 2781 §4.3, but little-endian in much mail: the side on which
  /// the zeros of ASCII stand decides. ISO-2022-JP with more than RFC 1468 lets it have is read as ISO-2022-JP-3.
  static func converter(_ name: String, for octets: [UInt8]) -> String {
    switch name {
    case "utf-16", "UTF-16", "ucs-2", "UCS-2":
      if octets.starts(with: [0xFE, 0xFF]) || octets.starts(with: [0xFF, 0xFE]) { return "UTF-16" }
      var zeros = (even: 0, odd: 0)
      for (index, octet) in octets.prefix(512).enumerated() where octet == 0 {
        if index % 2 == 0 { zeros.even += 1 } else { zeros.odd += 1 }
      }
      return zeros.odd > zeros.even ? "UTF-16LE" : "UTF-16BE"
    case "iso-2022-jp", "ISO-2022-JP", "csiso2022jp":
      // ESC ( I, half-width katakana: the C library's ISO-2022-JP lets it pass as text.
      let hasKatakana = octets.indices.dropLast(2).contains { index in
        octets[index] == .escape && octets[index + 1] == .leftParenthesis && octets[index + 2] == 0x49
      }
      let isPlain = !hasKatakana && Iconv(to: "UTF-8", from: "ISO-2022-JP")?.convert(octets, replacement: nil) != nil
      return isPlain ? "ISO-2022-JP" : "ISO-2022-JP-3"
    default: return name
    }
  }

  /// UTF-8 text in this charset; nil where the charset cannot hold it.
  func encode(_ text: [UInt8]) -> [UInt8]? {
    guard text.span.hasEightBit(in: 0..<text.count) else {
      if case .other(let name) = self { return Iconv(to: name, from: "UTF-8")?.convert(text, replacement: nil) }
      return text
    }
    switch self {
    case .utf8: return text
    case .undeclared, .hz: return nil
    case .latin1: return Iconv(to: "ISO-8859-1", from: "UTF-8")?.convert(text, replacement: nil)
    case .windows1252: return Iconv(to: "CP1252", from: "UTF-8")?.convert(text, replacement: nil)
    case .other(let name): return Iconv(to: name, from: "UTF-8")?.convert(text, replacement: nil)
    }
  }
}
