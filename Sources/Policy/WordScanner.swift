/// Splits text into normalised words, in one pass.
///
/// Normalised means: lower case; ä, ö, ü, ß as ae, oe, ue, ss; other Latin letters without their marks; soft hyphens,
/// zero-width characters, combining marks, apostrophes and elided articles dropped; "e-mail" as one word, and "%" behind a
/// number as the word "percent". So `a&shy;bmelden`, "ABMELDEN"
/// and a decomposed "ü" all come out as a person reads them.
/// - Complexity: O(n) in octets; one buffer is reused for all words.
package struct WordScanner {
  /// How letters are grouped into words.
  package enum Style: Sendable {
    /// Prose: words end where letters and digits end.
    case prose
    /// URLs and names in templates: `unsubscribeUrl`, `unsubscribe_url` and `unsubscribe%20url` are two words each.
    case identifier
  }

  /// A word's place in the octets scanned, and whether a sentence (or a list item, or a paragraph) ended before it.
  package struct Word: Sendable {
    package let range: Range<Int>
    package let startsSentence: Bool
  }

  /// The normalised octets of the word that `next()` returned last.
  package private(set) var word: [UInt8] = []

  private let octets: [UInt8]
  private let style: Style
  private var index: Int
  private let end: Int
  /// A sentence may have ended; whether it did shows in what follows.
  private var sentenceMayEnd = false
  private var sentenceEnds = true

  /// - Parameters:
  ///   - octets: UTF-8; ill-formed sequences separate words.
  ///   - range: the part of `octets` to scan; all of it by default.
  package init(_ octets: [UInt8], range: Range<Int>? = nil, style: Style = .prose) {
    self.octets = octets
    self.style = style
    index = range?.lowerBound ?? 0
    end = range?.upperBound ?? octets.count
    word.reserveCapacity(32)
  }

  /// The words of a short text.
  package static func words(of text: String, style: Style = .prose) -> [String] {
    var scanner = WordScanner(Array(text.utf8), style: style)
    var words: [String] = []
    while scanner.next() != nil { words.append(String(decoding: scanner.word, as: UTF8.self)) }
    return words
  }

  /// The next word; nil at the end.
  package mutating func next() -> Word? {
    skipSeparators()
    guard index < end else { return nil }
    let start = index
    let startsSentence = sentenceEnds
    sentenceEnds = false
    sentenceMayEnd = false
    word.removeAll(keepingCapacity: true)
    if octets[index] == UInt8(ascii: "%") {
      word.append(contentsOf: Self.percent)
      index += 1
      return Word(range: start..<index, startsSentence: startsSentence)
    }
    var lastWasLower = false
    while index < end {
      let octet = octets[index]
      if octet < 0x80 {
        let kind = Self.ascii[Int(octet)]
        if kind == Self.separator {
          guard joins(octet) else { break }
          if octet == UInt8(ascii: "'") { dropElision() }
          index += 1
          continue
        }
        let isUpper = octet < 0x5B && octet > 0x40
        if style == .identifier, isUpper, lastWasLower { break }
        lastWasLower = !isUpper && octet > 0x60
        word.append(kind)
        index += 1
      } else {
        let (scalar, length) = Self.decode(octets, at: index, end: end)
        guard let scalar, append(scalar) else { break }
        lastWasLower = true
        index += length
      }
    }
    return Word(range: start..<index, startsSentence: startsSentence)
  }

  /// "l'adresse" and "dell'indirizzo" are the words "adresse" and "indirizzo" with an article before them; "don't" is
  /// one word.
  private mutating func dropElision() {
    if style == .prose, word.count < 6, Self.elisions.contains(word) { word.removeAll(keepingCapacity: true) }
  }
  private static let elisions = Set(
    ["l", "d", "n", "s", "j", "m", "t", "c", "qu", "un", "all", "dall", "dell", "nell", "sull", "quell", "coll"]
      .map { Array($0.utf8) })

  /// Whether an ASCII separator is inside of a word: an apostrophe between letters, the hyphen of "e-mail".
  private func joins(_ octet: UInt8) -> Bool {
    guard style == .prose, index + 1 < end, !word.isEmpty else { return false }
    let isLetterNext = octets[index + 1] >= 0x80 || Self.ascii[Int(octets[index + 1])] > 0x60
    switch octet {
    case UInt8(ascii: "'"): return isLetterNext
    case UInt8(ascii: "-"): return isLetterNext && word.count == 1 && word[0] == UInt8(ascii: "e")
    default: return false
    }
  }

  // MARK: Between words

  private mutating func skipSeparators() {
    var lineEnds = 0
    while index < end {
      let octet = octets[index]
      if octet >= 0x80 {
        let (scalar, length) = Self.decode(octets, at: index, end: end)
        if let scalar {
          if Self.startsWord(scalar) { return settleSentence(isLowerNext: Self.isLower(scalar)) }
          if Self.isBullet(scalar) { sentenceEnds = true }
        }
        index += length
        continue
      }
      if Self.ascii[Int(octet)] != Self.separator {
        return settleSentence(isLowerNext: octet > 0x60)
      }
      switch octet {
      case UInt8(ascii: "\n"):
        lineEnds += 1
        if lineEnds == 2 { sentenceEnds = true }
      case UInt8(ascii: "."), UInt8(ascii: "!"), UInt8(ascii: "?"):
        if octet != UInt8(ascii: ".") || !isAbbreviation { sentenceMayEnd = true }
      case UInt8(ascii: "|"): sentenceEnds = true
      case UInt8(ascii: "%") where style == .identifier && index + 2 < end: index += 2
      case UInt8(ascii: "%") where style == .prose && followsNumber: return settleSentence(isLowerNext: true)
      default: break
      }
      if octet != UInt8(ascii: "\n"), octet != UInt8(ascii: "\r"), octet != 0x20 { lineEnds = 0 }
      index += 1
    }
  }

  /// Whether a number was the last word: "20 %", which is read as "percent" in all languages.
  private var followsNumber: Bool { word.last.map { $0 >= 0x30 && $0 <= 0x39 } ?? false }
  private static let percent = Array("percent".utf8)

  private mutating func settleSentence(isLowerNext: Bool) {
    if sentenceMayEnd, !isLowerNext { sentenceEnds = true }
  }

  /// Whether a full stop behind the last word marks an abbreviation: "Co. KG", "z. B.".
  private var isAbbreviation: Bool { word.count == 1 || word.count < 5 && Self.abbreviations.contains(word) }
  private static let abbreviations = Set(
    [
      "co", "inc", "ltd", "corp", "dr", "mr", "mrs", "ms", "st", "str", "nr", "no", "ca", "bzw", "ggf", "etc", "vs",
      "usw", "prof",
    ]
    .map { Array($0.utf8) })

  // MARK: Letters

  /// Appends the normalised form; false where the scalar separates words.
  private mutating func append(_ scalar: Unicode.Scalar) -> Bool {
    if LetterFolding.isIgnored(scalar) {
      if scalar == "\u{2019}" || scalar == "\u{2BC}" { dropElision() }
      // A combining diaeresis makes the umlaut of the letter before it.
      if scalar == "\u{308}", let last = word.last, "aou".utf8.contains(last) { word.append(UInt8(ascii: "e")) }
      return true
    }
    return LetterFolding.append(scalar, to: &word)
  }

  private static func startsWord(_ scalar: Unicode.Scalar) -> Bool {
    !LetterFolding.isIgnored(scalar) && LetterFolding.isLetter(scalar)
  }
  private static func isLower(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.isLowercase }
  private static func isBullet(_ scalar: Unicode.Scalar) -> Bool { ["•", "·", "●", "‣", "▪"].contains(scalar) }

  private static let separator: UInt8 = 0
  /// The normalised letter or digit of each ASCII octet; 0 for separators.
  private static let ascii: [UInt8] = (0..<128).map { octet in
    switch UInt8(octet) {
    case 0x30...0x39, 0x61...0x7A: UInt8(octet)
    case 0x41...0x5A: UInt8(octet) + 0x20
    default: 0
    }
  }

  /// The scalar at an offset; nil and 1 where the octets are ill-formed.
  private static func decode(_ octets: [UInt8], at index: Int, end: Int) -> (Unicode.Scalar?, Int) {
    let lead = octets[index]
    let length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC2 ? 2 : 1
    guard length > 1, lead < 0xF5, index + length <= end else { return (nil, 1) }
    var value = UInt32(lead) & (0x7F >> UInt32(length))
    for next in octets[(index + 1)..<(index + length)] {
      guard next & 0xC0 == 0x80 else { return (nil, 1) }
      value = value << 6 | UInt32(next & 0x3F)
    }
    return (Unicode.Scalar(value), length)
  }
}
