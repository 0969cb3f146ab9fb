/// A phrase of a rule pack: words between spaces, matched word by word on normalised text.
///
/// - `abmeld*` matches every word that starts so.
/// - `(a|b c)` matches one of the alternatives; `[a|b]` the same or nothing.
/// - `…` stands for up to `maximumGap` words of the same sentence.
///
/// Example: `you [are] (receiving|getting) this (email|mail|message) … because`. Brackets do not nest.
package struct Phrase: Sendable {
  package struct Word: Sendable, Hashable {
    /// Normalised, see `WordScanner`.
    package let text: String
    /// Whether it matches all words that start so.
    package let isPrefix: Bool
  }

  package enum Element: Sendable {
    /// One of these, each one or more words; or nothing where it is optional.
    case choice([[Word]], isOptional: Bool)
    case gap
  }

  /// What is wrong with a phrase.
  package struct Malformed: Error {
    package let problem: String
    package let mend: String
  }

  /// A gap bridges an inserted "from Beispiel GmbH at anna@…", not a whole sentence.
  package static let maximumGap = 8

  /// Never empty; begins and ends with words.
  package let elements: [Element]

  package init(_ text: String) throws(Malformed) {
    var parser = PhraseParser(text)
    elements = try parser.parse()
    let starts = elements.first { if case .choice(_, isOptional: true) = $0 { false } else { true } }
    guard case .choice? = starts, case .choice? = elements.last else {
      throw Malformed(problem: "it starts or ends with a gap, or holds no word", mend: "begin and end with a word")
    }
  }
}

/// One pass over a phrase.
private struct PhraseParser {
  private let octets: [UInt8]
  private var index = 0

  init(_ phrase: String) { octets = Array(phrase.utf8) }

  mutating func parse() throws(Phrase.Malformed) -> [Phrase.Element] {
    var elements: [Phrase.Element] = []
    while index < octets.count {
      switch octets[index] {
      case UInt8(ascii: " "): index += 1
      case UInt8(ascii: "("): elements.append(.choice(try alternatives(until: UInt8(ascii: ")")), isOptional: false))
      case UInt8(ascii: "["): elements.append(.choice(try alternatives(until: UInt8(ascii: "]")), isOptional: true))
      default:
        let word = word()
        elements.append(word.elementsEqual("…".utf8) ? .gap : .choice([try words(word)], isOptional: false))
      }
    }
    return elements
  }

  /// The alternatives of a bracket that opens at `index`.
  private mutating func alternatives(until close: UInt8) throws(Phrase.Malformed) -> [[Phrase.Word]] {
    index += 1
    var alternatives: [[Phrase.Word]] = [[]]
    while index < octets.count, octets[index] != close {
      switch octets[index] {
      case UInt8(ascii: " "): index += 1
      case UInt8(ascii: "|"):
        index += 1
        alternatives.append([])
      case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: ")"), UInt8(ascii: "]"):
        throw Phrase.Malformed(problem: "brackets within brackets", mend: "write two phrases")
      default: alternatives[alternatives.count - 1] += try words(word())
      }
    }
    guard index < octets.count else { throw Phrase.Malformed(problem: "a bracket is not closed", mend: "close it") }
    guard alternatives.allSatisfy({ !$0.isEmpty }) else {
      throw Phrase.Malformed(problem: "an alternative is empty", mend: "use [ ] for words that may be missing")
    }
    index += 1
    return alternatives
  }

  private mutating func word() -> ArraySlice<UInt8> {
    let start = index
    while index < octets.count, !" ()[]|".utf8.contains(octets[index]) { index += 1 }
    if index == start { index += 1 }
    return octets[start..<index]
  }

  /// A word as written may be several when normalised: "Opt-out".
  private func words(_ word: ArraySlice<UInt8>) throws(Phrase.Malformed) -> [Phrase.Word] {
    let isPrefix = word.last == UInt8(ascii: "*")
    let text = String(decoding: isPrefix ? word.dropLast() : word, as: UTF8.self)
    let words = WordScanner.words(of: text)
    guard !words.isEmpty else {
      throw Phrase.Malformed(problem: "“\(text)” holds no letter or digit", mend: "write a word")
    }
    return words.enumerated().map { Phrase.Word(text: $1, isPrefix: isPrefix && $0 == words.count - 1) }
  }
}
