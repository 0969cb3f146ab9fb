/// Splits text into normalised words, in one pass.
///
/// Normalised means: lower case; ä, ö, ü, ß as ae, oe, ue, ss; other Latin letters without their marks; soft hyphens,
/// zero-width characters, combining marks, apostrophes and elided articles dropped; "e-mail" as one word, "%" behind a
/// number as the word "percent", and "€" as "euro". So `a&shy;bmelden`, "ABMELDEN"
/// and a decomposed "ü" all come out as a person reads them.
/// - Complexity: O(n) in octets; nothing is allocated.
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

  private let style: Style
  private var index: Int
  private let end: Int
  /// A sentence may have ended; whether it did shows in what follows.
  private var sentenceMayEnd = false
  private var sentenceEnds = true
  /// What the rules of spelling ask of the word that `next` returned last, where its receiver did not know it.
  private var letters = FirstLetters()
  private var ending: WordEnding?

  /// - Parameter range: the part of the octets to scan, which are the same at every `next`: UTF-8; ill-formed sequences
  ///   separate words.
  package init(_ range: Range<Int>, style: Style = .prose) {
    self.style = style
    index = range.lowerBound
    end = range.upperBound
  }

  /// The words of a short text.
  package static func words(of text: String, style: Style = .prose) -> [String] {
    let octets = Array(text.utf8)
    var scanner = WordScanner(octets.indices, style: style)
    var spelling = WordSpelling()
    var words: [String] = []
    while scanner.next(in: octets.span, into: &spelling) != nil {
      words.append(String(decoding: spelling.octets, as: UTF8.self))
    }
    return words
  }

  /// The next word; nil at the end.
  /// - Parameter receiver: is told the normalised octets of the word.
  package mutating func next(in octets: Span<UInt8>, into receiver: inout some WordReceiver) -> Word? {
    if !skipSpace(octets) { skipSeparators(octets) }
    guard index < end else { return nil }
    let start = index
    let startsSentence = sentenceEnds
    sentenceEnds = false
    sentenceMayEnd = false
    let written =
      receiver.remembersWords ? WrittenWord(in: octets, at: start, before: end, style: style) : nil
    if let written, let known = receiver.recall(written) {
      ending = known
      index = start + written.count
      return Word(range: start..<index, startsSentence: startsSentence)
    }
    letters = FirstLetters()
    ending = nil
    receiver.begin()
    if octets[index] == UInt8(ascii: "%") {
      for octet in "percent".utf8 { append(octet, &receiver) }
      index += 1
    } else if style == .prose, isEuroSign(octets) {
      for octet in "euro".utf8 { append(octet, &receiver) }
      index += "€".utf8.count
    } else {
      readLetters(octets, &receiver)
      if let written, index == start + written.count { receiver.remember(written, WordEnding(letters)) }
    }
    return Word(range: start..<index, startsSentence: startsSentence)
  }

  /// The letters of a word, from its first.
  private mutating func readLetters(_ octets: Span<UInt8>, _ receiver: inout some WordReceiver) {
    var lastWasLower = false
    while index < end {
      let octet = octets[index]
      if octet.isASCIILetterOrDigit {
        guard takeRun(octets, &lastWasLower, &receiver) else { break }
      } else if octet < 0x80 {
        guard joins(octet, octets) else { break }
        if octet == UInt8(ascii: "'") { dropElision(&receiver) }
        index += 1
      } else {
        let (scalar, length) = LetterFolding.scalar(in: octets, at: index, end: end)
        guard let scalar, append(scalar, &receiver) else { break }
        lastWasLower = true
        index += length
      }
    }
  }

  /// ASCII letters and digits up to their end; most of most texts.
  /// - Returns: whether the word may go on behind them.
  private mutating func takeRun(
    _ octets: Span<UInt8>, _ lastWasLower: inout Bool, _ receiver: inout some WordReceiver
  ) -> Bool {
    let start = index
    var place = start
    defer {
      letters.add(octets, start..<place)
      index = place
    }
    if style == .prose {
      while place < end, octets[place].isASCIILetterOrDigit {
        // Digits have the bit that tells small letters from capitals.
        receiver.append(octets[place] | 0x20)
        place += 1
      }
      return true
    }
    while place < end {
      let octet = octets[place]
      guard octet.isASCIILetterOrDigit else { return true }
      let isUpper = octet < 0x5B && octet > 0x40
      if isUpper, lastWasLower { return false }
      lastWasLower = !isUpper && octet > 0x60
      receiver.append(octet | 0x20)
      place += 1
    }
    return true
  }

  /// "l'adresse" and "dell'indirizzo" are the words "adresse" and "indirizzo" with an article before them; "don't" is
  /// one word.
  private mutating func dropElision(_ receiver: inout some WordReceiver) {
    guard style == .prose, letters.isElision else { return }
    letters = FirstLetters()
    receiver.begin()
  }

  /// Whether an ASCII separator is inside of a word: an apostrophe between letters, the hyphen of "e-mail".
  private func joins(_ octet: UInt8, _ octets: Span<UInt8>) -> Bool {
    guard style == .prose, octet == UInt8(ascii: "'") || octet == UInt8(ascii: "-"), index + 1 < end,
      letters.count > 0
    else { return false }
    guard octets[index + 1] >= 0x80 || octets[index + 1].isASCIILetter else { return false }
    return octet == UInt8(ascii: "'") || letters.isLoneE
  }

  // MARK: Between words

  /// A space between two words; most of what stands there.
  private mutating func skipSpace(_ octets: Span<UInt8>) -> Bool {
    guard index + 1 < end, octets[index] == 0x20, octets[index + 1].isASCIILetterOrDigit else { return false }
    index += 1
    return true
  }

  private mutating func skipSeparators(_ octets: Span<UInt8>) {
    var lineEnds = 0
    while index < end {
      let octet = octets[index]
      if octet >= 0x80 {
        let (scalar, length) = LetterFolding.scalar(in: octets, at: index, end: end)
        if let scalar {
          if Self.startsWord(scalar) { return settleSentence(isLowerNext: Self.isLower(scalar)) }
          if Self.isBullet(scalar) { sentenceEnds = true }
          if style == .prose, scalar == "€" { return settleSentence(isLowerNext: true) }
        }
        index += length
        continue
      }
      if octet.isASCIILetterOrDigit { return settleSentence(isLowerNext: octet > 0x60) }
      switch octet {
      case 0x20, UInt8(ascii: "\r"): break
      case UInt8(ascii: "\n"):
        lineEnds += 1
        if lineEnds == 2 { sentenceEnds = true }
      default:
        lineEnds = 0
        if separates(octet) { return settleSentence(isLowerNext: true) }
      }
      index += 1
    }
  }

  /// What a sign between words says of sentences.
  /// - Returns: whether it is a word of its own.
  private mutating func separates(_ octet: UInt8) -> Bool {
    switch octet {
    case UInt8(ascii: "."):
      if !(ending?.contains(.abbreviation) ?? letters.isAbbreviation) { sentenceMayEnd = true }
    case UInt8(ascii: "!"), UInt8(ascii: "?"): sentenceMayEnd = true
    case UInt8(ascii: "|"): sentenceEnds = true
    case UInt8(ascii: "%") where style == .identifier && index + 2 < end: index += 2
    // "20 %" is read as "percent" in all languages.
    case UInt8(ascii: "%") where style == .prose: return ending?.contains(.digit) ?? letters.endInDigit
    default: break
    }
    return false
  }

  private mutating func settleSentence(isLowerNext: @autoclosure () -> Bool) {
    if sentenceMayEnd, !isLowerNext() { sentenceEnds = true }
  }

  private func isEuroSign(_ octets: Span<UInt8>) -> Bool {
    octets[index] == 0xE2 && LetterFolding.scalar(in: octets, at: index, end: end).0 == "€"
  }

  // MARK: Letters

  private mutating func append(_ octet: UInt8, _ receiver: inout some WordReceiver) {
    letters.add(octet)
    receiver.append(octet)
  }

  /// Appends the normalised form; false where the scalar separates words.
  private mutating func append(_ scalar: Unicode.Scalar, _ receiver: inout some WordReceiver) -> Bool {
    if let (first, second) = LetterFolding.latin(scalar) {
      append(first, &receiver)
      if second != 0 { append(second, &receiver) }
      return true
    }
    if LetterFolding.isIgnored(scalar) {
      if scalar == "\u{2019}" || scalar == "\u{2BC}" { dropElision(&receiver) }
      // A combining diaeresis makes the umlaut of the letter before it.
      if scalar == "\u{308}", "aou".utf8.contains(letters.last) { append(UInt8(ascii: "e"), &receiver) }
      return true
    }
    var folded: [UInt8] = []
    guard LetterFolding.append(scalar, to: &folded) else { return false }
    for octet in folded { append(octet, &receiver) }
    return true
  }

  private static func startsWord(_ scalar: Unicode.Scalar) -> Bool {
    LetterFolding.latin(scalar) != nil || !LetterFolding.isIgnored(scalar) && LetterFolding.isLetter(scalar)
  }
  private static func isLower(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.isLowercase }
  private static func isBullet(_ scalar: Unicode.Scalar) -> Bool { ["•", "·", "●", "‣", "▪"].contains(scalar) }
}
