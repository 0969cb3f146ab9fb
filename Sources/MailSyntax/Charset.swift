/// A charset and how its octets become UTF-8. RFC 2045 §2.2, RFC 2046 §4.1.2.
enum Charset: Equatable, Sendable {
  case utf8
  /// Nothing, US-ASCII or an unknown charset was declared: UTF-8 where it is valid, else windows-1252.
  case undeclared
  case latin1
  case windows1252
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
    case .other(let name):
      Iconv(to: "UTF-8", from: name)?.convert(octets, replacement: UTF8Repair.replacement)
        ?? Charset.undeclared.decode(octets)
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
    case .undeclared: return nil
    case .latin1: return Iconv(to: "ISO-8859-1", from: "UTF-8")?.convert(text, replacement: nil)
    case .windows1252: return Iconv(to: "CP1252", from: "UTF-8")?.convert(text, replacement: nil)
    case .other(let name): return Iconv(to: name, from: "UTF-8")?.convert(text, replacement: nil)
    }
  }
}

/// Charset labels as mail has them. IANA character sets; common wrong labels.
enum CharsetLabel {
  /// Whether a label names US-ASCII, or nothing in particular.
  static func isASCII(_ label: String) -> Bool {
    switch label.lowercased() {
    case "us-ascii", "ascii", "ansi_x3.4-1968", "ansi_x3.4-1986", "iso646-us", "646", "": true
    default: false
    }
  }

  static func charset(_ label: String) -> Charset {
    var name = label.lowercased()
    while let last = name.utf8.last, last.isFoldingWhiteSpace || last == .quote || last == .apostrophe { name.removeLast() }
    while let first = name.utf8.first, first.isFoldingWhiteSpace || first == .quote || first == .apostrophe { name.removeFirst() }
    switch name {
    case "utf-8", "utf8", "unicode-1-1-utf-8", "utf-8n": return .utf8
    case "us-ascii", "ascii", "ansi_x3.4-1968", "ansi_x3.4-1986", "iso646-us", "646", "", "x-unknown", "unknown-8bit":
      return .undeclared
    case "iso-8859-1", "iso8859-1", "iso_8859-1", "iso-8859_1", "latin1", "latin-1", "l1", "iso-ir-100", "cp819", "8859-1":
      return .latin1
    case "windows-1252", "cp1252", "cp-1252", "win-1252", "x-cp1252", "ansi": return .windows1252
    default: break
    }
    let known = alias[name] ?? name
    return Iconv(to: "UTF-8", from: known) != nil ? .other(known) : .undeclared
  }

  private static let alias: [String: String] = [
    "ks_c_5601-1987": "CP949", "ks_c_5601-1989": "CP949", "ksc5601": "CP949", "euc-kr": "CP949", "korean": "CP949",
    "gb2312": "GB18030", "gbk": "GB18030", "gb_2312-80": "GB18030", "x-gbk": "GB18030", "hz-gb-2312": "HZ",
    "shift_jis": "CP932", "shift-jis": "CP932", "sjis": "CP932", "x-sjis": "CP932", "windows-31j": "CP932",
    "big5": "BIG5-HKSCS", "x-mac-roman": "MACINTOSH", "unicode-1-1-utf-7": "UTF-7", "x-euc-jp": "EUC-JP",
    "iso-8859-8-i": "ISO-8859-8", "iso-8859-6-i": "ISO-8859-6",
  ]
}
