/// All phrases that are looked for in texts, compiled together, so that one pass over a text serves every rule.
///
/// Rules that share phrases share a set.
package struct PhraseBook: Sendable {
  package private(set) var words = WordTable()
  package private(set) var phrases = PhraseTable()
  /// The phrase sets by name, for each rule.
  package private(set) var sets: [RuleID: [String: Int]] = [:]
  /// Those of the class evidence.
  package private(set) var evidence: [String: Int] = [:]

  /// - Parameters:
  ///   - rules: those whose checks do not read by this book are left out.
  ///   - evidence: what speaks for a class of mail.
  /// - Complexity: O(n) in the phrases; about 10 ms for the built-in packs.
  package init(rules: [Rule], evidence: ClassEvidence) {
    var known: [[String: [String]]: Int] = [:]
    for rule in rules where rule.check.readsByPhraseBook { sets[rule.id] = add(rule.phrases, &known) }
    self.evidence = add(evidence.phrases, &known)
    words.seal()
    phrases.seal(symbols: words.symbols)
  }

  /// A book that was compiled before.
  /// - Parameter text: of `encoded`.
  /// - Complexity: O(n) in the text; well below 1 ms for the built-in packs.
  package init(text: StaticString, sets: [RuleID: [String: Int]], evidence: [String: Int]) {
    var coding = NumberCoding(reading: text.withUTF8Buffer { Array($0) })
    words = WordTable(reading: &coding)
    phrases = PhraseTable(reading: &coding)
    self.sets = sets
    self.evidence = evidence
  }

  /// The tables as text.
  package var encoded: String {
    var coding = NumberCoding()
    words.write(to: &coding)
    phrases.write(to: &coding)
    return String(decoding: coding.octets, as: UTF8.self)
  }

  /// A malformed phrase matches nothing; packs with one do not load.
  private mutating func add(
    _ named: [String: [String: [String]]], _ known: inout [[String: [String]]: Int]
  ) -> [String: Int] {
    var numbers: [String: Int] = [:]
    for (name, languages) in named.sorted(by: { $0.key < $1.key }) {
      if let number = known[languages] {
        numbers[name] = number
        continue
      }
      let number = known.count
      known[languages] = number
      numbers[name] = number
      for (_, list) in languages.sorted(by: { $0.key < $1.key }) {
        for text in list {
          if let phrase = try? Phrase(text) { phrases.add(phrase, set: number, words: &words) }
        }
      }
    }
    return numbers
  }
}

extension Rule.Check {
  /// Whether its phrases are looked for in the texts that a reader sees, together with those of other rules.
  fileprivate var readsByPhraseBook: Bool {
    switch self {
    case .words, .reason, .hiddenReason, .vagueReason, .unsubscribe, .deadUnsubscribe, .hiddenUnsubscribe,
      .unreadUnsubscribe, .birthDate:
      true
    default: false
    }
  }
}
