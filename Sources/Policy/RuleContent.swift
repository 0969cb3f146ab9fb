extension Rule {
  /// What a rule explains, and what its check looks for.
  package struct Content: Sendable {
    /// Short name in both languages.
    package let title: LocalText
    package let sources: [Source]
    /// What is checked, why it matters, how to mend it.
    package let what: LocalText
    package let why: LocalText
    package let mend: LocalText
    /// The one-line messages of its findings by name, with `{placeholders}`.
    package let messages: [String: LocalText]
    /// Phrases by name and ISO 639-1 language, e.g. ["link": ["de": ["abmelden", …]]]; grammar in docs/rules.md.
    package let phrases: [String: [String: [String]]]
    /// The phrases compiled, where the check looks for them alone and presend was built with the rule.
    package let compiled: CompiledPhrases?
    /// Words that belong to no language by name, e.g. ["fields": ["X-Read-Receipt-To", …]].
    package let lists: [String: [String]]
    /// Numbers by name, e.g. ["threshold": 2].
    package let numbers: [String: Int]

    package init(
      title: LocalText, sources: [Source], what: LocalText, why: LocalText, mend: LocalText,
      messages: [String: LocalText] = [:], phrases: [String: [String: [String]]] = [:],
      compiled: CompiledPhrases? = nil,
      lists: [String: [String]] = [:], numbers: [String: Int] = [:]
    ) {
      self.title = title
      self.sources = sources
      self.what = what
      self.why = why
      self.mend = mend
      self.messages = messages
      self.phrases = phrases
      self.compiled = compiled
      self.lists = lists
      self.numbers = numbers
    }
  }
}

/// A text in both languages of presend's explanations.
package struct LocalText: Sendable, Hashable {
  package let english: String
  package let german: String
  package init(english: String, german: String) {
    self.english = english
    self.german = german
  }
  package func callAsFunction(_ language: Language) -> String { language == .german ? german : english }
}

/// What a rule rests on. A rule without a source does not load.
package struct Source: Sendable, Hashable {
  package enum Kind: String, Sendable, CaseIterable {
    case law, standard
    case receiverPolicy = "receiver-policy"
    case practice, precedent
  }
  package let kind: Kind
  /// "Art. 5(1)(f) GDPR", "RFC 8098 §2.1" …
  package let citation: String
  /// The same in German ("Art. 5 Abs. 1 lit. f DSGVO"), where it differs.
  package let germanCitation: String?
  /// What it says that matters here, in both languages; for a precedent with the amount.
  package let says: LocalText
  /// The date on which a person last read it, ISO 8601.
  package let read: String
  /// For a precedent the amount of the fine, e.g. "€ 2,628.50"; nil where none is known.
  package let amount: String?
  /// For a precedent the date that its facts are as of, ISO 8601.
  package let date: String?

  package init(
    kind: Kind, citation: String, germanCitation: String? = nil, says: LocalText, read: String, amount: String? = nil,
    date: String? = nil
  ) {
    self.kind = kind
    self.citation = citation
    self.germanCitation = germanCitation
    self.says = says
    self.read = read
    self.amount = amount
    self.date = date
  }

  /// The citation as it is written in a language.
  package func citation(_ language: Language) -> String {
    language == .german ? germanCitation ?? citation : citation
  }
}
