/// The octets that the grammars name, and the classes of RFC 5234 and RFC 5322 on single octets.
extension UInt8 {
  @inline(__always) static var nul: UInt8 { 0x00 }
  @inline(__always) static var tab: UInt8 { 0x09 }
  @inline(__always) static var lineFeed: UInt8 { 0x0A }
  @inline(__always) static var carriageReturn: UInt8 { 0x0D }
  @inline(__always) static var escape: UInt8 { 0x1B }
  @inline(__always) static var space: UInt8 { 0x20 }
  @inline(__always) static var quote: UInt8 { 0x22 }
  @inline(__always) static var percent: UInt8 { 0x25 }
  @inline(__always) static var apostrophe: UInt8 { 0x27 }
  @inline(__always) static var leftParenthesis: UInt8 { 0x28 }
  @inline(__always) static var rightParenthesis: UInt8 { 0x29 }
  @inline(__always) static var asterisk: UInt8 { 0x2A }
  @inline(__always) static var comma: UInt8 { 0x2C }
  @inline(__always) static var hyphen: UInt8 { 0x2D }
  @inline(__always) static var dot: UInt8 { 0x2E }
  @inline(__always) static var slash: UInt8 { 0x2F }
  @inline(__always) static var colon: UInt8 { 0x3A }
  @inline(__always) static var semicolon: UInt8 { 0x3B }
  @inline(__always) static var lessThan: UInt8 { 0x3C }
  @inline(__always) static var equals: UInt8 { 0x3D }
  @inline(__always) static var greaterThan: UInt8 { 0x3E }
  @inline(__always) static var questionMark: UInt8 { 0x3F }
  @inline(__always) static var at: UInt8 { 0x40 }
  @inline(__always) static var leftBracket: UInt8 { 0x5B }
  @inline(__always) static var backslash: UInt8 { 0x5C }
  @inline(__always) static var rightBracket: UInt8 { 0x5D }
  @inline(__always) static var underscore: UInt8 { 0x5F }

  /// WSP of RFC 5234 §B.1: space or horizontal tab.
  @inline(__always) var isWSP: Bool { self == .space || self == .tab }
  /// White space of folded text, `FWS` of RFC 5322 §3.2.2: WSP and the octets of line ends.
  @inline(__always) var isFoldingWhiteSpace: Bool {
    self == .space || self == .tab || self == .lineFeed || self == .carriageReturn
  }
  /// DIGIT of RFC 5234 §B.1.
  @inline(__always) var isDigit: Bool { self &- 0x30 < 10 }
  /// ALPHA of RFC 5234 §B.1.
  @inline(__always) var isLetter: Bool { (self | 0x20) &- 0x61 < 26 }
  /// CTL of RFC 5234 §B.1: 0 to 31, and 127.
  @inline(__always) var isControl: Bool { self < 0x20 || self == 0x7F }
  /// Small letters for capital ones, of ASCII alone.
  @inline(__always) var lowercased: UInt8 { self &- 0x41 < 26 ? self | 0x20 : self }
  /// The value of a hexadecimal digit of either case; nil for any other octet.
  @inline(__always) var hexadecimalValue: UInt8? {
    if self &- 0x30 < 10 { return self &- 0x30 }
    let letter = (self | 0x20) &- 0x61
    return letter < 6 ? letter &+ 10 : nil
  }
  /// `atext` of RFC 5322 §3.2.3.
  var isAtomText: Bool {
    switch self {
    case 0x21, 0x23...0x27, 0x2A, 0x2B, 0x2D, 0x2F...0x39, 0x3D, 0x3F, 0x41...0x5A, 0x5E...0x7E: true
    default: false
    }
  }
}
