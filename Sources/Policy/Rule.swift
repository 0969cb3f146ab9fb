/// A rule as its pack states it: data, without the check that finds its hits.
///
/// A class, since every message is judged by all of them and each has a score of fields.
package final class Rule: Sendable {
  package let id: RuleID
  /// What looks for its hits. Rules that differ in words or numbers alone share a check.
  package let check: Check
  /// Short name in both languages.
  package let title: LocalText
  /// Severity per class; a class that is missing is not judged by this rule.
  package let severities: [MailClass: Severity]
  /// What the gateway does unless configured otherwise, or the pack says otherwise for a class in `classActions`.
  package let defaultAction: Action
  package let classActions: [MailClass: Action]
  /// What the gateway does instead where the action is `rewrite` and this finding cannot be mended without a person.
  package let fallbackAction: Action
  /// How it fails when what it needs cannot answer.
  package let failureMode: FailureMode
  package let sources: [Source]
  /// What is checked, why it matters, how to mend it.
  package let what: LocalText
  package let why: LocalText
  package let mend: LocalText
  /// The one-line messages of its findings by name, with `{placeholders}`.
  package let messages: [String: LocalText]
  /// Phrases by name and ISO 639-1 language, e.g. ["link": ["de": ["abmelden", …]]]; grammar in docs/rules.md.
  package let phrases: [String: [String: [String]]]
  /// Words that belong to no language by name, e.g. ["fields": ["X-Read-Receipt-To", …]].
  package let lists: [String: [String]]
  /// Numbers by name, e.g. ["threshold": 2].
  package let numbers: [String: Int]

  package init(
    id: RuleID, check: Check, title: LocalText, severities: [MailClass: Severity], defaultAction: Action,
    classActions: [MailClass: Action] = [:], fallbackAction: Action = .hold, failureMode: FailureMode,
    sources: [Source], what: LocalText, why: LocalText, mend: LocalText, messages: [String: LocalText] = [:],
    phrases: [String: [String: [String]]] = [:], lists: [String: [String]] = [:], numbers: [String: Int] = [:]
  ) {
    self.id = id
    self.check = check
    self.title = title
    self.severities = severities
    self.defaultAction = defaultAction
    self.classActions = classActions
    self.fallbackAction = fallbackAction
    self.failureMode = failureMode
    self.sources = sources
    self.what = what
    self.why = why
    self.mend = mend
    self.messages = messages
    self.phrases = phrases
    self.lists = lists
    self.numbers = numbers
  }

  /// The severity in the pack; nil where the rule does not judge the class.
  package func severity(for mailClass: MailClass) -> Severity? { severities[mailClass.judgedAs] }

  /// The checks that presend has; `check:` in a pack names one of them.
  package enum Check: String, Sendable, CaseIterable {
    case openList = "open-list"
    case ambiguousRecipients = "ambiguous-recipients"
    case hiddenList = "hidden-list"
    case exposedColleagues = "exposed-colleagues"
    case bulkInBcc = "bulk-in-bcc"
    case misdirected
    case massFirstContact = "mass-first-contact"
    case smuggling
    case duplicateField = "duplicate-field"
    case missingField = "missing-field"
    case structure
    case disguisedSender = "disguised-sender"
    case disguisedSubject = "disguised-subject"
    case consentState = "consent-state"
    case textOnly = "text-only"
    case unrenderedTag = "unrendered-tag"
    case personalDataInURL = "personal-data-in-url"
    case birthDate = "birth-date"
    case unsubscribe
    case deadUnsubscribe = "dead-unsubscribe"
    case hiddenUnsubscribe = "hidden-unsubscribe"
    case unreadUnsubscribe = "unread-unsubscribe"
    case listUnsubscribe = "list-unsubscribe"
    case oneClick = "one-click"
    case pixel
    case personalisedPicture = "personalised-picture"
    case quotedPixel = "quoted-pixel"
    case remoteContent = "remote-content"
    case trackedLink = "tracked-link"
    case addressInURL = "address-in-url"
    case relaySwitch = "relay-switch"
    case withdrawal
    case thirdCountry = "third-country"
    case receiptRequest = "receipt-request"
    case reason
    case malformedIgnore = "malformed-ignore"
    case unusedIgnore = "unused-ignore"
    case hiddenReason = "hidden-reason"
    case vagueReason = "vague-reason"
    case words
    case analyst
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
