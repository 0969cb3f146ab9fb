/// The grammar of phrases in rule packs.
///
/// A phrase is words between spaces, matched word by word on normalised text (lower case, ä = ae, no soft hyphens).
/// - `abmeld*` matches every word that starts so.
/// - `(a|b c)` matches one of the alternatives; `[a|b]` the same or nothing.
/// - `…` stands for up to `maximumGap` words of the same sentence.
///
/// Example: `you [are] (receiving|getting) this (email|mail|message) … because`.
package enum Phrase {
  /// One step of a phrase without alternatives.
  package enum Step: Sendable, Hashable {
    case word(String)
    case prefix(String)
    case gap
  }

  /// What is wrong with a phrase.
  package struct Malformed: Error {
    package let problem: String
    package let mend: String
  }

  /// A gap bridges an inserted "from Beispiel GmbH at anna@…", not a whole sentence.
  package static let maximumGap = 8
  /// So many plain phrases may come of one: a dozen alternatives twice, not an explosion.
  package static let maximumVariants = 400

  /// The plain phrases that a phrase stands for.
  package static func variants(of phrase: String) throws(Malformed) -> [[Step]] {
    var parser = PhraseParser(phrase)
    let variants = try parser.parse()
    for steps in variants {
      guard let first = steps.first, first != .gap, steps.last != .gap else {
        throw Malformed(problem: "it starts or ends with a gap, or is empty", mend: "begin and end with a word")
      }
    }
    return variants
  }
}

/// One pass over a phrase. Brackets do not nest, so that the pass needs no recursion and a pack stays readable.
private struct PhraseParser {
  private let octets: [UInt8]
  private var index = 0

  init(_ phrase: String) { octets = Array(phrase.utf8) }

  mutating func parse() throws(Phrase.Malformed) -> [[Phrase.Step]] {
    var variants: [[Phrase.Step]] = [[]]
    while index < octets.count {
      switch octets[index] {
      case UInt8(ascii: " "):
        index += 1
      case UInt8(ascii: "("):
        variants = try product(variants, alternatives(until: UInt8(ascii: ")")))
      case UInt8(ascii: "["):
        variants = try product(variants, alternatives(until: UInt8(ascii: "]")) + [[]])
      default:
        variants = try product(variants, [steps(word())])
      }
    }
    return variants
  }

  /// The alternatives of a bracket that opens at `index`.
  private mutating func alternatives(until close: UInt8) throws(Phrase.Malformed) -> [[Phrase.Step]] {
    index += 1
    var alternatives: [[Phrase.Step]] = [[]]
    while index < octets.count, octets[index] != close {
      switch octets[index] {
      case UInt8(ascii: " "): index += 1
      case UInt8(ascii: "|"):
        index += 1
        alternatives.append([])
      case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: ")"), UInt8(ascii: "]"):
        throw Phrase.Malformed(problem: "brackets within brackets", mend: "write two phrases")
      default: alternatives[alternatives.count - 1] += try steps(word())
      }
    }
    guard index < octets.count else {
      throw Phrase.Malformed(problem: "a bracket is not closed", mend: "close it")
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

  private func steps(_ word: ArraySlice<UInt8>) throws(Phrase.Malformed) -> [Phrase.Step] {
    if word.elementsEqual("…".utf8) { return [.gap] }
    let isPrefix = word.last == UInt8(ascii: "*")
    let text = String(decoding: isPrefix ? word.dropLast() : word, as: UTF8.self)
    let words = WordScanner.words(of: text)
    guard let last = words.last else {
      throw Phrase.Malformed(problem: "“\(text)” holds no letter or digit", mend: "write a word")
    }
    return words.dropLast().map(Phrase.Step.word) + [isPrefix ? .prefix(last) : .word(last)]
  }

  private func product(
    _ variants: [[Phrase.Step]], _ alternatives: [[Phrase.Step]]
  ) throws(Phrase.Malformed) -> [[Phrase.Step]] {
    guard variants.count * alternatives.count <= Phrase.maximumVariants else {
      throw Phrase.Malformed(
        problem: "it stands for more than \(Phrase.maximumVariants) phrases", mend: "write several phrases")
    }
    return variants.flatMap { start in alternatives.map { start + $0 } }
  }
}
