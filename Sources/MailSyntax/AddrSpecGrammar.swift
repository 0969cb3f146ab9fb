/// How an addr-spec stands to the grammar.
public enum AddrSpecStanding: Int, Sendable, Comparable {
  /// In order by RFC 5322 and RFC 5321: it can be mailed to.
  case valid
  /// A form of RFC 5322 §4.4, or one that §3.4.1 says SHOULD NOT be used: to be read, not to be written.
  case obsolete
  /// In order in a field (RFC 5322), but beyond what RFC 5321 lets into an SMTP command.
  case fieldOnly
  /// Not in order at all.
  case invalid

  public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// The grammar of addr-spec in full, without tolerance.
///
/// Grammar: RFC 5322 §3.2.1 to §3.2.4, §3.4.1, §4.4; RFC 5321 §4.1.2, §4.1.3, §4.5.3.1; RFC 6532 §3.1 and §3.2.
struct AddrSpecGrammar {
  private(set) var standing = AddrSpecStanding.valid
  private var index: Int
  private let end: Int
  private var localPartLength = 0

  /// Reads all of `range` as one addr-spec, comments and folding white space included.
  /// - Complexity: O(n).
  static func standing(_ octets: Span<UInt8>, _ range: OctetRange) -> AddrSpecStanding {
    var grammar = AddrSpecGrammar(index: range.lowerBound, end: range.upperBound)
    return grammar.readLocalPart(octets) && grammar.readDomain(octets) ? grammar.standing : .invalid
  }

  private init(index: Int, end: Int) {
    self.index = index
    self.end = end
  }

  private mutating func note(_ other: AddrSpecStanding) { standing = max(standing, other) }

  /// `local-part = dot-atom / quoted-string / obs-local-part`; leaves `index` behind "@".
  private mutating func readLocalPart(_ octets: Span<UInt8>) -> Bool {
    var words = 0
    var hasQuoted = false
    var length = 0
    while true {
      guard let before = skipCFWS(octets) else { return false }
      if before, words > 0 { note(.obsolete) }
      let start = index
      if index < end, octets[index] == .quote {
        guard readQuoted(octets) else { return false }
        hasQuoted = true
      } else {
        guard readAtom(octets) else { return false }
      }
      words += 1
      length += index - start
      guard let after = skipCFWS(octets) else { return false }
      if after { note(.obsolete) }  // before a dot, or before "@": "SHOULD NOT be used around the '@'" (§3.4.1)
      guard index < end else { return false }
      let octet = octets[index]
      index += 1
      if octet == .at { break }
      guard octet == .dot else { return false }
      length += 1
    }
    if words > 1, hasQuoted { note(.obsolete) }
    if length > 64 { note(.fieldOnly) }  // RFC 5321 §4.5.3.1.1
    localPartLength = length
    return true
  }

  /// `domain = dot-atom / domain-literal / obs-domain`, up to the end.
  private mutating func readDomain(_ octets: Span<UInt8>) -> Bool {
    guard let before = skipCFWS(octets) else { return false }
    if before { note(.obsolete) }
    if index < end, octets[index] == .leftBracket {
      guard readLiteral(octets), skipCFWS(octets) != nil else { return false }
      return index == end
    }
    var length = 0
    while true {
      let start = index
      guard readAtom(octets) else { return false }
      // RFC 5321 §4.1.2: `sub-domain = Let-dig [Ldh-str]`, with U-labels by RFC 6531 §3.3.
      if octets[start] == .hyphen || octets[index - 1] == .hyphen { return false }
      for position in start..<index {
        let octet = octets[position]
        if !octet.isLetter, !octet.isDigit, octet != .hyphen, octet < 0x80 { note(.fieldOnly) }
      }
      if index - start > 63 { note(.fieldOnly) }  // RFC 1035 §2.3.4
      length += index - start
      guard let after = skipCFWS(octets) else { return false }
      guard index < end else { break }
      guard octets[index] == .dot else { return false }
      index += 1
      length += 1
      guard let behind = skipCFWS(octets) else { return false }
      if after || behind { note(.obsolete) }
    }
    if length > 253 { note(.fieldOnly) }  // RFC 5321 §4.5.3.1.2: 255 in DNS, with lengths and root
    if localPartLength + 1 + length > 254 { note(.fieldOnly) }  // §4.5.3.1.3: 256 with the angle brackets
    return true
  }

  /// `1*atext`.
  private mutating func readAtom(_ octets: Span<UInt8>) -> Bool {
    let start = index
    while index < end, octets[index].isAtomText || octets[index] >= 0x80 { index += 1 }
    return index > start
  }

  /// `quoted-string` with its quotes; `obs-qtext` and `obs-qp` hold controls (§4.1).
  private mutating func readQuoted(_ octets: Span<UInt8>) -> Bool {
    index += 1
    while index < end {
      switch octets[index] {
      case .quote:
        index += 1
        return true
      case .backslash:
        guard readQuotedPair(octets) else { return false }
      case .carriageReturn, .space, .tab:
        guard readFWS(octets) else { return false }
      case .nul, .lineFeed: return false
      default:
        if octets[index].isControl { note(.obsolete) }
        index += 1
      }
    }
    return false
  }

  /// `quoted-pair = ("\" (VCHAR / WSP)) / obs-qp`.
  private mutating func readQuotedPair(_ octets: Span<UInt8>) -> Bool {
    guard index + 1 < end else { return false }
    if octets[index + 1].isControl, octets[index + 1] != .tab { note(.obsolete) }
    index += 2
    return true
  }

  /// `domain-literal = "[" *([FWS] dtext) [FWS] "]"`.
  private mutating func readLiteral(_ octets: Span<UInt8>) -> Bool {
    index += 1
    let start = index
    while index < end {
      switch octets[index] {
      case .rightBracket:
        if !AddressLiteral.isValid(octets, start..<index) {
          note(AddressLiteral.isObsolete(octets, start..<index) ? .obsolete : .fieldOnly)
        }
        index += 1
        return true
      case .leftBracket, .nul, .lineFeed: return false
      case .backslash:
        guard readQuotedPair(octets) else { return false }
      case .carriageReturn, .space, .tab:
        guard readFWS(octets) else { return false }
      default: index += 1
      }
    }
    return false
  }

  /// `[CFWS]`: whether there was any; nil if it is broken.
  private mutating func skipCFWS(_ octets: Span<UInt8>) -> Bool? {
    let start = index
    var depth = 0
    while index < end {
      let octet = octets[index]
      if octet == .leftParenthesis {
        depth += 1
        index += 1
      } else if octet == .space || octet == .tab || octet == .carriageReturn {
        guard readFWS(octets) else { return nil }
      } else if depth == 0 {
        return index > start
      } else if octet == .rightParenthesis {
        depth -= 1
        index += 1
      } else if octet == .backslash {
        guard readQuotedPair(octets) else { return nil }
      } else {
        guard octet != .nul, octet != .lineFeed else { return nil }
        if octet.isControl { note(.obsolete) }
        index += 1
      }
    }
    return depth == 0 ? index > start : nil
  }

  /// `FWS = ([*WSP CRLF] 1*WSP) / obs-FWS`: more than one fold is obsolete (§4.2).
  private mutating func readFWS(_ octets: Span<UInt8>) -> Bool {
    var folds = 0
    while index < end {
      if octets[index].isWSP {
        index += 1
      } else if octets[index] == .carriageReturn {
        guard index + 2 < end, octets[index + 1] == .lineFeed, octets[index + 2].isWSP else { return false }
        folds += 1
        index += 3
      } else {
        break
      }
    }
    if folds > 1 { note(.obsolete) }
    return true
  }
}
