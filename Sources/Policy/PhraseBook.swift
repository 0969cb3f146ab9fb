/// All phrases that are looked for in texts, compiled together, so that one pass over a text serves every rule.
///
/// Rules that share phrases share a set.
package struct PhraseBook: Sendable {
  package let tables: PhraseTables
  /// The phrase sets by name, for each rule.
  package let sets: [RuleID: [String: Int]]
  /// Those of the class evidence.
  package let evidence: [String: Int]

  /// - Parameters:
  ///   - rules: those whose checks do not read by this book are left out.
  ///   - evidence: what speaks for a class of mail.
  /// - Complexity: O(n) in the phrases; some hundredths of a second for the built-in packs.
  package init(rules: [Rule], evidence: ClassEvidence) {
    var compiler = PhraseCompiler()
    var known: [[String: [String]]: Int] = [:]
    var sets: [RuleID: [String: Int]] = [:]
    for rule in rules where rule.check.readsByPhraseBook {
      sets[rule.id] = Self.numbers(rule.phrases, &known, &compiler)
    }
    self.sets = sets
    self.evidence = Self.numbers(evidence.phrases, &known, &compiler)
    tables = compiler.tables()
  }

  /// A book that was compiled before.
  package init(tables: PhraseTables, sets: [RuleID: [String: Int]], evidence: [String: Int]) {
    self.tables = tables
    self.sets = sets
    self.evidence = evidence
  }

  private static func numbers(
    _ named: [String: [String: [String]]], _ known: inout [[String: [String]]: Int], _ compiler: inout PhraseCompiler
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
      compiler.add(languages, set: number)
    }
    return numbers
  }
}

extension Rule.Check {
  /// Whether its phrases are looked for in the texts that a reader sees, together with those of other rules.
  package var readsByPhraseBook: Bool {
    switch self {
    case .words, .reason, .hiddenReason, .vagueReason, .unsubscribe, .deadUnsubscribe, .hiddenUnsubscribe,
      .unreadUnsubscribe, .birthDate:
      true
    default: false
    }
  }
}
