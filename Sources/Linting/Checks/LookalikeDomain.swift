/// Finds out whether a domain is easily taken for another one: a slip of the keyboard, or a name made to deceive.
enum LookalikeDomain {
  /// Names of fewer letters have too many neighbours that are somebody's: "aol" and "aok".
  private static let minimumForEdit = 5
  private static let minimumForSubstitution = 7
  private static let minimumForTransposition = 3
  /// Top-level domains that come of mistyping "com" and are somebody's.
  private static let slipsOfCom = ["co", "cm", "om"]

  /// A domain with what is compared of it. Most are compared with many and resemble none, so that little is made of
  /// one.
  struct Known: Sendable {
    let domain: String
    fileprivate let octets: [UInt8]
    /// Up to the first dot.
    fileprivate let name: ArraySlice<UInt8>
    /// Behind it.
    fileprivate let suffix: ArraySlice<UInt8>

    /// - Parameter domain: registered, lower case.
    init(_ domain: String) {
      self.domain = domain
      octets = Array(domain.utf8)
      let dot = octets.firstIndex(of: UInt8(ascii: ".")) ?? octets.endIndex
      name = octets[..<dot]
      suffix = octets[dot...].dropFirst()
    }

    fileprivate var skeleton: [UInt8] { LookalikeDomain.skeleton(domain) }

    private static func isPlain(_ octet: UInt8) -> Bool {
      octet < 0x80 && octet != UInt8(ascii: "v") && octet != UInt8(ascii: "-")
    }

    /// Whether the domain's skeleton may begin and end as another, for which it need not be made: the first and the
    /// last letter stay themselves unless they are joined to another one, left out, or no ASCII.
    fileprivate func mayHaveSkeleton(_ skeleton: [UInt8]) -> Bool {
      guard let first = octets.first, let last = octets.last else { return skeleton.isEmpty }
      let isPlainStart = Self.isPlain(first) && first != UInt8(ascii: "r")
      let isPlainEnd = Self.isPlain(last) && last != UInt8(ascii: "n")
      return (!isPlainStart || latin(first) == skeleton.first) && (!isPlainEnd || latin(last) == skeleton.last)
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
    let skeleton = one.skeleton
    var found: String?
    for other in known {
      if other.octets == one.octets { return nil }
      guard found == nil else { continue }
      let isAlike =
        other.mayHaveSkeleton(skeleton) && other.skeleton == skeleton
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
    if isTopLevel {
      return provider.suffix.elementsEqual("com".utf8) && slipsOfCom.contains { one.suffix.elementsEqual($0.utf8) }
    }
    return isOneEdit(one.suffix, provider.suffix) != nil
  }

  // MARK: Slips

  private enum Edit {
    case insertion(UInt8)
    case substitution(UInt8, UInt8)
    case transposition
  }

  private static func isSlip(_ one: ArraySlice<UInt8>, _ other: ArraySlice<UInt8>, _ allowsSubstitution: Bool) -> Bool {
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
  private static func isOneEdit(_ one: ArraySlice<UInt8>, _ other: ArraySlice<UInt8>) -> Edit? {
    guard abs(one.count - other.count) <= 1, one != other else { return nil }
    let common = zip(one, other).prefix { $0 == $1 }.count
    let (one, other) = (one.dropFirst(common), other.dropFirst(common))
    if one.count != other.count {
      let (short, long) = one.count < other.count ? (one, other) : (other, one)
      return short == long.dropFirst() ? long.first.map(Edit.insertion) : nil
    }
    guard let mine = one.first, let its = other.first else { return nil }
    if one.dropFirst() == other.dropFirst() { return .substitution(mine, its) }
    guard one.count > 1, mine == other[other.startIndex + 1], one[one.startIndex + 1] == its else { return nil }
    return one.dropFirst(2) == other.dropFirst(2) ? .transposition : nil
  }

  // MARK: Letters that look alike

  /// What the eye makes of a name: letters of other scripts as the Latin ones that they look like, marks dropped, "rn"
  /// as "m", digits as letters. Unicode Technical Standard 39 §4 describes the idea.
  private static func skeleton(_ domain: String) -> [UInt8] {
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
    return letters
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
