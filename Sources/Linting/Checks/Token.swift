/// A run of characters in a URL that looks like an identifier of one message or person.
struct Token: Comparable {
  let length: Int
  let isStrong: Bool

  static func < (a: Token, b: Token) -> Bool { (a.isStrong ? 1 : 0, a.length) < (b.isStrong ? 1 : 0, b.length) }

  init(length: Int, isStrong: Bool) {
    self.length = length
    self.isStrong = isStrong
  }

  /// Letters and digits mixed, as no word or version is. Ten or more are strong, four to nine weak; nil for what is no
  /// token.
  init?(_ octets: Span<UInt8>, _ range: Range<Int>) {
    guard range.count >= 4 else { return nil }
    var letters = 0
    var digits = 0
    var upper = 0
    var changes = 0
    var last: UInt8 = 0
    for index in range {
      let octet = octets[index]
      let kind: UInt8
      switch octet {
      case 0x30...0x39:
        digits += 1
        kind = 1
      case 0x41...0x5A:
        upper += 1
        letters += 1
        kind = 2
      case 0x61...0x7A:
        letters += 1
        kind = 3
      case UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "="), UInt8(ascii: "%"), UInt8(ascii: "~"): continue
      case UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: ":"), UInt8(ascii: "+"): continue
      default: return nil
      }
      if last != 0, last != kind { changes += 1 }
      last = kind
    }
    let length = letters + digits
    guard length >= 4, letters > 0, digits > 0 || upper > 3 && changes > length / 3 else { return nil }
    // "h600", "2x1", "v2beta": one change from letters to digits is a name, not a token, unless it is long.
    if changes < 2, length < 12 { return nil }
    self.init(length: length, isStrong: length >= 10 && changes >= 3 || length >= 24)
  }
}
