package import MailSyntax
package import Policy

/// All that judging needs beside the message: values, looked up before. No file, no clock, no network.
package struct Context: Sendable {
  /// The envelope; nil for templates and for messages checked by hand without one (fields then say who receives).
  package var envelope: Envelope?
  package var consent: ConsentAnswers
  package var settings: Settings
  /// The class the caller demands (`--class`); nil to decide.
  package var demandedClass: MailClass?
  /// The path of a template, relative to the root of the check.
  package var path: String?
  package var language: Language
  /// By rule: the seconds since each earlier message of the same sender that had a finding of it.
  package var recentFindings: [RuleID: [Int]] = [:]
  /// What the sender's first contacts of the last 24 hours were like, this one aside, and the key of these sketches.
  package var recentFirstContacts: [TextSketch] = []
  package var sketchKey: UInt64 = 0
  /// Under which suffixes domains are registered.
  package var publicSuffixes = PublicSuffixes.ruleOfThumb
  /// By URL: what was seen of it in other recipients' copies; empty where nothing is known.
  package var copies: [String: CopyComparison] = [:]
  /// What stands for `{token}` in the configured List-Unsubscribe, by the recipients' `AddrSpec.comparisonKey`; nil
  /// where nothing is sent, so that none is needed.
  package var unsubscribeTokens: [String: String]?
  /// The organisation's own lists of trackers.
  package var filterLists: [FilterList] = []
  /// What a template is rendered together with; empty for messages.
  package var surroundings = Surroundings()
  /// Whether To and Cc are taken to show nobody, as they do once the list in them is concealed.
  var concealsRecipients = false
  /// Whether comments that ignore nothing are told; false where a question is asked ("what for this class, for Anna?").
  package var tellsUnusedIgnores = true

  package init(
    envelope: Envelope? = nil, consent: ConsentAnswers = .init(states: [:]), settings: Settings = .init(),
    demandedClass: MailClass? = nil, path: String? = nil, language: Language = .english
  ) {
    self.envelope = envelope
    self.consent = consent
    self.settings = settings
    self.demandedClass = demandedClass
    self.path = path
    self.language = language
  }
}

/// The class of a mail and what it was read from.
package struct ClassDecision: Sendable, Hashable {
  package let mailClass: MailClass
  /// E.g. "List-Id", "configuration: from news@beispiel.de", "--class"; never empty.
  package let evidence: [String]
  package init(mailClass: MailClass, evidence: [String]) {
    self.mailClass = mailClass
    self.evidence = evidence
  }
}
