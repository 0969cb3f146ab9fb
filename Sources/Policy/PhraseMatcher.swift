internal import Synchronization

/// Finds all phrases of many sets in one pass over a text.
///
/// Words are recognised octet by octet in one table, phrases word by word in another; both are built once, when a text
/// is first looked at: most mail has nothing that the matchers of single checks look at, and building them takes
/// longer.
/// - Complexity: O(n) in octets for a given set of phrases; never worse, whatever the text. Where nothing is found,
///   nothing is allocated.
package struct PhraseMatcher: Sendable {
  private let names: [String]
  private let source: Source

  /// - Parameter sets: phrases by name and language, as in `Rule.phrases`.
  package init(_ sets: [String: [String: [String]]]) {
    names = sets.keys.sorted()
    source = Source { CompiledPhrases(sets).tables }
  }

  /// The phrases of a rule, which are compiled already where presend was built with it.
  package init(_ rule: Rule) {
    let compiled = rule.content.compiled
    names = compiled?.names ?? rule.phrases.keys.sorted()
    source = Source { compiled?.tables ?? CompiledPhrases(rule.phrases).tables }
  }

  /// The sets of a book, by their numbers there.
  package init(_ book: PhraseBook) {
    names = []
    source = Source { book.tables }
  }

  /// Where the tables come from: shared by all copies of a matcher.
  private final class Source: Sendable {
    private let make: @Sendable () -> PhraseTables
    private let made = Mutex<PhraseTables?>(nil)

    init(_ make: @escaping @Sendable () -> PhraseTables) { self.make = make }

    var tables: PhraseTables {
      made.withLock { made in
        if let made { return made }
        let tables = make()
        made = tables
        return tables
      }
    }
  }

  /// The index of a phrase set; nil where there is none of that name.
  package func set(named name: String) -> Int? { names.firstIndex(of: name) }

  /// What one text needs while it is scanned, to be used again for the next.
  /// - Parameter remembersWords: whether so many texts follow that their words are worth remembering.
  package func makeStates(remembersWords: Bool = false) -> PhraseStates {
    PhraseStates(for: source.tables.phrases, remembersWords: remembersWords)
  }

  /// All phrases in a text, or in a part of it.
  package func hits(
    in octets: Span<UInt8>, range: Range<Int>? = nil, style: WordScanner.Style = .prose,
    using states: inout PhraseStates
  ) -> PhraseHits {
    let range = range ?? 0..<octets.count
    var scanner = WordScanner(range, style: style)
    let tables = source.tables
    var reader = WordReader(tables.words, states.words)
    var found = PhraseHits(end: range.upperBound)
    states.clear()
    while let word = scanner.next(in: octets, into: &reader) {
      found.words += 1
      if word.startsSentence, word.range.lowerBound > 0 {
        states.clear()
        found.beginSentence(at: word.range.lowerBound)
      }
      tables.phrases.advance(&states, over: reader.wordClass, at: word.range.lowerBound)
      guard !states.ended.isEmpty else { continue }
      for index in states.ended.indices {
        found.add(Int(states.ended[index].end.set), states.ended[index].start..<word.range.upperBound)
      }
    }
    return found
  }

  /// The same for a text that stands alone.
  package func hits(
    in octets: [UInt8], range: Range<Int>? = nil, style: WordScanner.Style = .prose
  ) -> PhraseHits {
    var states = makeStates()
    return hits(in: octets.span, range: range, style: style, using: &states)
  }

  /// All phrases in a short text such as a link's.
  package func hits(in text: String, style: WordScanner.Style = .prose) -> PhraseHits {
    var states = makeStates()
    return hits(in: text.utf8.span, style: style, using: &states)
  }
}
