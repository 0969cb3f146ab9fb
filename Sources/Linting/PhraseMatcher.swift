import Policy

/// Finds all phrases of many sets in one pass over a text.
///
/// Words are recognised octet by octet in one table, phrases word by word in another; both are built once.
/// - Complexity: O(n) in octets for a given set of phrases; never worse, whatever the text.
struct PhraseMatcher: Sendable {
  /// A phrase that was found.
  struct Hit: Sendable, Hashable {
    /// Index of the phrase set.
    let set: Int
    /// Its octets in the text.
    let range: Range<Int>
    /// The sentence it stands in: an index into `Hits.sentences`.
    let sentence: Int
  }

  /// All phrases found in a text, by their ends.
  struct Hits: Sendable {
    var hits: [Hit] = []
    /// Where each sentence starts; the first at 0.
    var sentences: [Int] = [0]
    /// How many words it has.
    var words = 0
    /// The length of the text.
    let end: Int

    func contains(_ set: Int?) -> Bool { hits.contains { $0.set == set } }
    func first(_ set: Int?) -> Hit? { hits.first { $0.set == set } }
    /// The octets of a sentence.
    func sentence(_ index: Int) -> Range<Int> {
      sentences[index]..<(index + 1 < sentences.count ? sentences[index + 1] : end)
    }
  }

  private let names: [String]
  private var words: WordTable
  private var phrases: PhraseTable

  /// - Parameter sets: phrases by name and language, as in `Rule.phrases`.
  init(_ sets: [String: [String: [String]]]) {
    let names = sets.keys.sorted()
    self.init(sets: names.map { sets[$0]! }, names: names)
  }

  /// - Parameter sets: phrases by language. A malformed phrase matches nothing; packs with one do not load.
  init(sets: [[String: [String]]], names: [String] = []) {
    self.names = names
    words = WordTable()
    phrases = PhraseTable()
    for (index, languages) in sets.enumerated() {
      for (_, list) in languages.sorted(by: { $0.key < $1.key }) {
        for text in list {
          if let phrase = try? Phrase(text) { phrases.add(phrase, set: index, words: &words) }
        }
      }
    }
    words.seal()
    phrases.seal(symbols: words.symbols)
  }

  /// The sets of a book, by their numbers there.
  init(_ book: PhraseBook) {
    names = []
    words = book.words
    phrases = book.phrases
  }

  /// The index of a phrase set; nil where there is none of that name.
  func set(named name: String) -> Int? { names.firstIndex(of: name) }

  /// What one text needs while it is scanned, to be used again for the next.
  func makeStates() -> PhraseTable.States { PhraseTable.States(for: phrases) }

  /// All phrases in a text, or in a part of it.
  func hits(
    in octets: [UInt8], range: Range<Int>? = nil, style: WordScanner.Style = .prose,
    using states: inout PhraseTable.States
  ) -> Hits {
    var scanner = WordScanner(octets, range: range, style: style)
    var found = Hits(end: range?.upperBound ?? octets.count)
    var symbols: [Int32] = []
    states.clear()
    while let word = scanner.next() {
      found.words += 1
      if word.startsSentence, word.range.lowerBound > 0 {
        states.clear()
        found.sentences.append(word.range.lowerBound)
      }
      words.symbols(of: scanner.word, into: &symbols)
      if symbols.isEmpty {
        states.skip()
        continue
      }
      phrases.advance(&states, over: symbols, at: word.range.lowerBound)
      for state in states.active where !state.isWaiting {
        guard let set = phrases.accepted(at: state.node) else { continue }
        let range = state.start..<word.range.upperBound
        found.hits.append(Hit(set: set, range: range, sentence: found.sentences.count - 1))
      }
    }
    return found
  }

  /// The same for a text that stands alone.
  func hits(in octets: [UInt8], range: Range<Int>? = nil, style: WordScanner.Style = .prose) -> Hits {
    var states = makeStates()
    return hits(in: octets, range: range, style: style, using: &states)
  }

  /// All phrases in a short text such as a link's.
  func hits(in text: String, style: WordScanner.Style = .prose) -> Hits {
    hits(in: Array(text.utf8), style: style)
  }
}
