import Policy

/// All phrases that are looked for in texts, compiled together, so that one pass over a text serves every rule.
///
/// Rules that share phrases share a set.
struct PhraseBook: Sendable {
  let matcher: PhraseMatcher
  private let sets: [RuleID: [String: Int]]
  private let evidence: [String: Int]

  /// - Parameters:
  ///   - rules: those whose checks do not read by this book are left out.
  ///   - evidence: what speaks for a class of mail.
  init(rules: [Rule], evidence: ClassEvidence) {
    var compiled: [[String: [String]]] = []
    var known: [[String: [String]]: Int] = [:]
    func numbered(_ phrases: [String: [String: [String]]]) -> [String: Int] {
      phrases.mapValues { languages in
        if let index = known[languages] { return index }
        compiled.append(languages)
        known[languages] = compiled.count - 1
        return compiled.count - 1
      }
    }
    var sets: [RuleID: [String: Int]] = [:]
    for rule in rules where rule.check.readsByPhraseBook { sets[rule.id] = numbered(rule.phrases) }
    self.sets = sets
    self.evidence = numbered(evidence.phrases)
    matcher = PhraseMatcher(sets: compiled)
  }

  /// The phrase sets of a rule by name.
  func sets(of rule: Rule) -> [String: Int] { sets[rule.id] ?? [:] }

  /// A phrase set of the class evidence.
  func evidence(_ name: String) -> Int? { evidence[name] }
}

extension Rule.Check {
  /// Whether its phrases are looked for in the texts that a reader sees, together with those of other rules.
  fileprivate var readsByPhraseBook: Bool {
    switch self {
    case .words, .reason, .hiddenReason, .vagueReason, .unsubscribe, .deadUnsubscribe, .hiddenUnsubscribe,
      .unreadUnsubscribe:
      true
    default: false
    }
  }
}
