/// As much of a normalised word as the rules of spelling ask for: its first eight octets, how many there are, and the
/// last.
struct FirstLetters {
  /// The first of them lowest.
  private var first: UInt64 = 0
  private(set) var count = 0
  private(set) var last: UInt8 = 0

  mutating func add(_ octet: UInt8) {
    if count < 8 { first |= UInt64(octet) << UInt64(8 * count) }
    count += 1
    last = octet
  }

  /// A run of ASCII letters and digits, in lower case or not.
  mutating func add(_ octets: Span<UInt8>, _ run: Range<Int>) {
    guard !run.isEmpty else { return }
    if count < 8 { first |= Self.folded(octets, run) << UInt64(8 * count) }
    count += run.count
    last = octets[run.upperBound - 1] | 0x20
  }

  /// The first eight of a run, the first lowest. Digits have the bit that tells small letters from capitals.
  private static func folded(_ octets: Span<UInt8>, _ run: Range<Int>) -> UInt64 {
    guard run.lowerBound + 8 <= octets.count else {
      return run.prefix(8).reversed().reduce(0) { $0 << 8 | UInt64(octets[$1] | 0x20) }
    }
    let word = octets.bytes.unsafeLoadUnaligned(fromByteOffset: run.lowerBound, as: UInt64.self)
    let folded = UInt64(littleEndian: word) | 0x2020_2020_2020_2020
    return run.count >= 8 ? folded : folded & (1 << UInt64(8 * run.count) - 1)
  }

  /// Whether the word is a number or ends in one.
  var endInDigit: Bool { last &- 0x30 < 10 }

  /// Whether it is "e", as in "e-mail".
  var isLoneE: Bool { count == 1 && last == UInt8(ascii: "e") }

  /// Whether it is an article or pronoun that loses its vowel before an apostrophe.
  var isElision: Bool { count > 0 && count < 6 && Self.elisions.contains(first) }

  /// Whether a full stop behind it marks an abbreviation, "Co. KG", "z. B.", or an ordinal, "16. November".
  var isAbbreviation: Bool {
    count == 1 || count == 2 && endInDigit || count > 0 && count < 5 && Self.abbreviations.contains(first)
  }

  private static let elisions = Set(
    ["l", "d", "n", "s", "j", "m", "t", "c", "qu", "un", "all", "dall", "dell", "nell", "sull", "quell", "coll"]
      .map(packed))
  private static let abbreviations = Set(
    [
      "co", "inc", "ltd", "corp", "dr", "mr", "mrs", "ms", "st", "str", "nr", "no", "ca", "bzw", "ggf", "etc", "vs",
      "usw", "prof",
    ]
    .map(packed))

  /// ASCII text of up to eight octets.
  private static func packed(_ text: String) -> UInt64 {
    var letters = FirstLetters()
    for octet in text.utf8 { letters.add(octet) }
    return letters.first
  }
}
