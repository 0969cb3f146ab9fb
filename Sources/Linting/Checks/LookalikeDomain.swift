/// Finds out whether a domain is easily taken for another one: a slip of the keyboard, or a name made to deceive.
enum LookalikeDomain {
  /// Names of fewer letters have too many neighbours that are somebody's: "aol" and "aok".
  private static let minimumForEdit = 5
  private static let minimumForSubstitution = 7
  private static let minimumForTransposition = 3
  /// Top-level domains that come of mistyping "com" and are somebody's.
  private static let slipsOfCom: Set<String> = ["co", "cm", "om"]

  /// A domain with what is compared of it.
  struct Known: Sendable {
    let domain: String
    fileprivate let name: [UInt8]
    fileprivate let suffix: String
    fileprivate let skeleton: String

    /// - Parameter domain: registered, lower case.
    init(_ domain: String) {
      self.domain = domain
      let (name, suffix) = parts(domain)
      self.name = Array(name.utf8)
      self.suffix = suffix
      skeleton = LookalikeDomain.skeleton(domain)
    }
  }

  /// - Parameters:
  ///   - domain: a registered domain as written, lower case.
  ///   - known: registered domains, lower case.
  ///   - allowsSubstitution: whether one letter in the place of another counts.
  /// - Returns: the known domain that it resembles; nil where it is one of them, or resembles none.
  static func resembled(
    by domain: String, among known: some Sequence<String>, allowsSubstitution: Bool = true
  ) -> String? {
    resembled(by: domain, among: known.map(Known.init), allowsSubstitution: allowsSubstitution)
  }

  /// The same for domains that are compared with many.
  static func resembled(by domain: String, among known: [Known], allowsSubstitution: Bool = true) -> String? {
    resembled(by: Known(domain), among: known, allowsSubstitution: allowsSubstitution)
  }

  static func resembled(by one: Known, among known: [Known], allowsSubstitution: Bool = true) -> String? {
    var found: String?
    for other in known {
      if other.domain == one.domain { return nil }
      guard found == nil else { continue }
      let isAlike =
        other.skeleton == one.skeleton
        || abs(other.name.count - one.name.count) <= 1 && other.suffix == one.suffix
          && isSlip(one.name, other.name, allowsSubstitution)
      if isAlike { found = other.domain }
    }
    return found
  }

  /// Whether a domain is a consumer provider's but for its end: "gmail.con", "web.ed".
  /// - Parameter isTopLevel: whether the domain's last label is one that exists.
  static func hasMistypedEnd(_ domain: String, of provider: String, isTopLevel: Bool) -> Bool {
    hasMistypedEnd(Known(domain), of: Known(provider), isTopLevel: isTopLevel)
  }

  static func hasMistypedEnd(_ one: Known, of provider: Known, isTopLevel: Bool) -> Bool {
    guard one.name == provider.name, one.suffix != provider.suffix else { return false }
    if isTopLevel { return provider.suffix == "com" && slipsOfCom.contains(one.suffix) }
    return isOneEdit(Array(one.suffix.utf8), Array(provider.suffix.utf8)) != nil
  }

  private static func parts(_ domain: String) -> (name: String, suffix: String) {
    guard let dot = domain.utf8.firstIndex(of: UInt8(ascii: ".")) else { return (domain, "") }
    return (String(domain[..<dot]), String(domain[domain.utf8.index(after: dot)...]))
  }

  // MARK: Slips

  private enum Edit {
    case insertion(UInt8)
    case substitution(UInt8, UInt8)
    case transposition
  }

  private static func isSlip(_ one: [UInt8], _ other: [UInt8], _ allowsSubstitution: Bool) -> Bool {
    let length = min(one.count, other.count)
    switch isOneEdit(one, other) {
    case nil: return false
    // "kunde1", "kunde2" and "kunde12" are counted on purpose.
    case .insertion(let octet): return length >= minimumForEdit && !isDigit(octet)
    case .transposition: return length >= minimumForTransposition
    case .substitution(let octet, let other):
      return allowsSubstitution && length >= minimumForSubstitution && !(isDigit(octet) && isDigit(other))
    }
  }

  private static func isDigit(_ octet: UInt8) -> Bool { octet &- 0x30 < 10 }

  /// The one insertion, deletion, substitution or transposition that makes the other of one; nil where it takes none or
  /// more. O(n).
  private static func isOneEdit(_ one: [UInt8], _ other: [UInt8]) -> Edit? {
    guard abs(one.count - other.count) <= 1, one != other else { return nil }
    let start = zip(one, other).prefix { $0 == $1 }.count
    if one.count != other.count {
      let (short, long) = one.count < other.count ? (one, other) : (other, one)
      return short[start...].elementsEqual(long[(start + 1)...]) ? .insertion(long[start]) : nil
    }
    if one[(start + 1)...].elementsEqual(other[(start + 1)...]) {
      return .substitution(one[start], other[start])
    }
    guard start + 1 < one.count, one[start] == other[start + 1], one[start + 1] == other[start] else { return nil }
    return one[(start + 2)...].elementsEqual(other[(start + 2)...]) ? .transposition : nil
  }

  // MARK: Letters that look alike

  /// What the eye makes of a name: letters of other scripts as the Latin ones that they look like, marks dropped, "rn"
  /// as "m", digits as letters. Unicode Technical Standard 39 §4 describes the idea.
  static func skeleton(_ domain: String) -> String {
    var letters: [UInt8] = []
    for scalar in domain.unicodeScalars {
      let letter = scalar.isASCII ? latin(UInt8(scalar.value)) : lookalikes[scalar] ?? withoutMark(scalar)
      guard let letter, letter != UInt8(ascii: "-") else { continue }
      letters.append(letter)
      if let single = single(for: letters) {
        letters.removeLast(2)
        letters.append(single)
      }
    }
    return String(decoding: letters, as: UTF8.self)
  }

  /// The letter that the last two look like together: "rn" and "vv".
  private static func single(for letters: [UInt8]) -> UInt8? {
    guard letters.count > 1 else { return nil }
    switch (letters[letters.count - 2], letters[letters.count - 1]) {
    case (UInt8(ascii: "r"), UInt8(ascii: "n")): return UInt8(ascii: "m")
    case (UInt8(ascii: "v"), UInt8(ascii: "v")): return UInt8(ascii: "w")
    default: return nil
    }
  }

  /// The letter that an ASCII sign looks like, or itself.
  private static func latin(_ sign: UInt8) -> UInt8 {
    switch sign {
    case UInt8(ascii: "0"): UInt8(ascii: "o")
    case UInt8(ascii: "1"), UInt8(ascii: "i"), UInt8(ascii: "|"): UInt8(ascii: "l")
    case UInt8(ascii: "5"): UInt8(ascii: "s")
    default: sign
    }
  }

  /// Beyond ASCII.
  private static let lookalikes: [Unicode.Scalar: UInt8] = {
    let pairs: [(String, String)] = [
      ("о𝗈οоօ", "o"), ("іıɩӏ", "l"), ("аɑα", "a"), ("сϲ", "c"), ("ԁ", "d"), ("еҽ", "e"), ("ց", "g"), ("һ", "h"),
      ("ј", "j"), ("κк", "k"), ("пո", "n"), ("рρ", "p"), ("ԛ", "q"), ("ѕ", "s"), ("υս", "u"), ("ν", "v"), ("ѡ", "w"),
      ("х", "x"), ("уγ", "y"), ("ƅь", "b"), ("т", "t"), ("м", "m"),
    ]
    var table: [Unicode.Scalar: UInt8] = [:]
    for (scalars, letter) in pairs {
      for scalar in scalars.unicodeScalars { table[scalar] = letter.utf8.first }
    }
    return table
  }()

  /// The base letter of a precomposed one.
  private static func withoutMark(_ scalar: Unicode.Scalar) -> UInt8? {
    guard let name = scalar.properties.name, name.hasPrefix("LATIN SMALL LETTER "),
      let letter = name.dropFirst("LATIN SMALL LETTER ".count).utf8.first, (0x41...0x5A).contains(letter)
    else { return nil }
    return letter | 0x20
  }
}
