/// A lexical token of an address list. RFC 5322 §3.2 and §3.4.
struct AddressToken {
  enum Kind: UInt8 {
    /// A run of octets that are neither white space nor special; may hold dots and 8-bit octets.
    case atom
    /// A quoted-string with its quotes. §3.2.4.
    case quoted
    /// A comment with its parentheses. §3.2.2.
    case comment
    /// A domain-literal with its brackets. §3.4.1.
    case literal
    /// One of the `specials` that separate. §3.2.3.
    case less, greater, comma, semicolon, colon, at
  }

  /// How many quoted-strings, comments and literals were not closed. Each was looked for up to the end, so after a few
  /// none is looked for any more: that keeps reading linear.
  struct Damage {
    var count = 0
    var isTooMuch: Bool { count >= 8 }
  }

  let kind: Kind
  let range: OctetRange

  /// The class of each octet: 0 for atoms, 1 for white space, then the specials (RFC 5322 §3.2.3): 2 quote, 3 `(`,
  /// 4 `[`, 5 `<`, 6 `>`, 7 `,`, 8 `;`, 9 `:`, 10 `@`, and 11 for `)` and `]`, which close nothing where they stand
  /// alone.
  static let classes: [256 of UInt8] = [
    1, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    1, 0, 2, 0, 0, 0, 0, 0, 3, 11, 0, 0, 7, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 9, 8, 5, 0, 6, 0,
    10, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4, 0, 11, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
  ]

  /// The token at or behind `index`, which moves behind it; nil at the end. White space is skipped.
  @inline(__always)
  static func next(_ octets: Span<UInt8>, _ index: inout Int, _ end: Int, _ damage: inout Damage) -> AddressToken? {
    while index < end {
      let start = index
      let kind: Kind
      switch classes[Int(octets[index])] {
      case 1:
        index &+= 1
        continue
      case 0, 11:
        if octets[index] == .equals, let word = EncodedWord.Token(octets, at: index, before: end) {
          index = word.range.upperBound
          return AddressToken(kind: .atom, range: start..<index)
        }
        index &+= 1
        while index < end, classes[Int(octets[index])] == 0 {
          if octets[index] == .backslash, index &+ 1 < end { index &+= 1 }
          index &+= 1
        }
        kind = .atom
      case 2:
        index = quotedEnd(octets, start, end, &damage)
        if index == start &+ 1 { continue }
        kind = .quoted
      case 3:
        index = commentEnd(octets, start, end, &damage)
        kind = .comment
      case 4:
        index = literalEnd(octets, start, end, &damage)
        kind = index == start &+ 1 ? .atom : .literal
      case 5: (kind, index) = (.less, index &+ 1)
      case 6: (kind, index) = (.greater, index &+ 1)
      case 7: (kind, index) = (.comma, index &+ 1)
      case 8: (kind, index) = (.semicolon, index &+ 1)
      case 9: (kind, index) = (.colon, index &+ 1)
      default: (kind, index) = (.at, index &+ 1)
      }
      return AddressToken(kind: kind, range: start..<index)
    }
    return nil
  }

  /// Behind the quoted-string at `start`, RFC 5322 §3.2.4; behind the quote itself where none closes it: it is left out
  /// (RFC 7103 §7.1.6).
  private static func quotedEnd(_ octets: Span<UInt8>, _ start: Int, _ end: Int, _ damage: inout Damage) -> Int {
    guard !damage.isTooMuch else { return start &+ 1 }
    var index = start &+ 1
    while index < end {
      if octets[index] == .backslash {
        index &+= 1
      } else if octets[index] == .quote {
        return index &+ 1
      }
      index &+= 1
    }
    damage.count &+= 1
    return start &+ 1
  }

  /// Behind the comment at `start`; nested ones are counted. RFC 5322 §3.2.2.
  ///
  /// `comment = "(" *([FWS] ccontent) [FWS] ")"`.
  private static func commentEnd(_ octets: Span<UInt8>, _ start: Int, _ end: Int, _ damage: inout Damage) -> Int {
    guard !damage.isTooMuch else { return start &+ 1 }
    var index = start
    var depth = 0
    while index < end {
      switch octets[index] {
      case .backslash: index &+= 1
      case .leftParenthesis: depth &+= 1
      case .rightParenthesis:
        depth &-= 1
        if depth == 0 { return index &+ 1 }
      default: break
      }
      index &+= 1
    }
    damage.count &+= 1
    return start &+ 1  // RFC 7103 §7.1.4: the address within is what counts
  }

  /// Behind the domain-literal at `start`. RFC 5322 §3.4.1.
  private static func literalEnd(_ octets: Span<UInt8>, _ start: Int, _ end: Int, _ damage: inout Damage) -> Int {
    var index = start &+ 1
    while index < end {
      switch octets[index] {
      case .backslash: index &+= 1
      case .rightBracket: return index &+ 1
      case .lessThan, .comma, .leftBracket:
        damage.count &+= 1
        return start &+ 1
      default: break
      }
      index &+= 1
    }
    damage.count &+= 1
    return start &+ 1
  }
}
