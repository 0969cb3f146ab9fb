/// A rule as its pack states it: data, without the check that finds its hits.
package struct Rule: Sendable {
  package let id: RuleID
  /// Short name in both languages.
  package let title: LocalText
  /// Severity per class; a class that is missing is not judged by this rule.
  package let severities: [MailClass: Severity]
  /// What the gateway does unless configured otherwise.
  package let defaultAction: Action
  /// How it fails when what it needs cannot answer.
  package let failureMode: FailureMode
  package let sources: [Source]
  /// What is checked, why it matters, how to mend it.
  package let what: LocalText
  package let why: LocalText
  package let mend: LocalText
  /// Phrases by name and ISO 639-1 language, e.g. ["link": ["de": ["abmelden", …]]]; grammar in docs/rules.md.
  package let phrases: [String: [String: [String]]]
  /// Numbers by name, e.g. ["threshold": 2].
  package let numbers: [String: Int]

  package init(
    id: RuleID, title: LocalText, severities: [MailClass: Severity], defaultAction: Action, failureMode: FailureMode,
    sources: [Source], what: LocalText, why: LocalText, mend: LocalText,
    phrases: [String: [String: [String]]] = [:], numbers: [String: Int] = [:]
  ) {
    self.id = id
    self.title = title
    self.severities = severities
    self.defaultAction = defaultAction
    self.failureMode = failureMode
    self.sources = sources
    self.what = what
    self.why = why
    self.mend = mend
    self.phrases = phrases
    self.numbers = numbers
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
  package enum Kind: String, Sendable { case law, standard, receiverPolicy = "receiver-policy", practice, precedent }
  package let kind: Kind
  /// "Art. 5(1)(f) GDPR", "RFC 8098 §2.1" …
  package let citation: String
  /// What it says that matters here, in both languages.
  package let says: LocalText
  /// The date on which a person last read it, ISO 8601.
  package let read: String
  package init(kind: Kind, citation: String, says: LocalText, read: String) {
    self.kind = kind
    self.citation = citation
    self.says = says
    self.read = read
  }
}
