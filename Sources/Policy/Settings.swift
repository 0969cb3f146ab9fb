package import MailSyntax

/// What an organisation decided about judging: the part of `presend.yml` that the linter needs. Pure values.
package struct Settings: Sendable {
  package var organisation = Organisation()
  /// First match wins.
  package var classes: [ClassPolicy] = []
  package var rules: [RuleID: RuleSettings] = [:]
  /// Rules that are set otherwise for some template files; later entries win over earlier ones.
  package var perPath: [PathPolicy] = []
  /// Rules that are set otherwise for the mail of some senders; later entries win over earlier ones.
  package var perSender: [SenderPolicy] = []
  package var mode = Mode.enforce
  /// Sets of settings at the relay that are known to add no tracking, by name.
  package var untrackedSets: [String] = []
  /// Whether a message's own `Presend-Class:` field counts.
  package var allowsPresendClass = true
  package init() {}
}

/// Who sends.
package struct Organisation: Sendable {
  package var name: String?
  /// Internal domains: exact ("beispiel.de"), wildcard ("*.beispiel.de", any depth, not the domain itself), or
  /// exception ("!partner.beispiel.de"). The last match wins; everything else is external.
  package var domains: [String] = []
  package var contact: AddrSpec?
  /// The sentence appended where `reason/missing` is rewritten; nil if none is configured.
  package var reasonSentence: String?
  /// The `List-Unsubscribe` body added where `unsubscribe/header-missing` is rewritten; nil if none is configured.
  package var listUnsubscribe: String?
  /// What stands in it for a token of the recipient's own.
  package static let unsubscribePlaceholder = "{token}"
  /// Whether each recipient gets a List-Unsubscribe of their own.
  package var hasUnsubscribeToken: Bool { listUnsubscribe?.contains(Self.unsubscribePlaceholder) ?? false }
  /// Outsiders who know each other: an open list of them alone discloses nothing.
  package var circles: [Circle] = []
  /// Addresses that deliver to many people outside of the organisation.
  package var lists: [DeclaredList] = []
  package init() {}
}

/// People of several organisations who work together and know each other's addresses.
package struct Circle: Sendable, Hashable {
  package var name: String
  /// Addresses; "*" matches any run of characters ("*@bauherr.example").
  package var members: [String]
  package init(name: String, members: [String]) {
    self.name = name
    self.members = members
  }
}

/// A mailing list or a distribution group, by what it delivers to.
package struct DeclaredList: Sendable, Hashable {
  /// Its address; "*" matches any run of characters.
  package var address: String
  /// How many people read it.
  package var members: Int
  package init(address: String, members: Int) {
    self.address = address
    self.members = members
  }
}

/// One line of `classes:`: the class of what matches all the conditions given.
package struct ClassPolicy: Sendable {
  package var mailClass: MailClass
  /// Author or reverse-path; "*" matches any run of characters.
  package var from: String?
  /// A recipient; "*" as above.
  package var to: String?
  /// List-Id, without angle brackets; "*" as above.
  package var listID: String?
  /// A field that must be there, with a body pattern ("X-Mailer: Shop*").
  package var header: (name: String, body: String)?
  /// Template path from the root of the check; "*" within a folder, "**" across folders.
  package var path: String?
  package init(mailClass: MailClass) { self.mailClass = mailClass }
}

/// The settings of one rule; nil means as the rule's pack says.
package struct RuleSettings: Sendable {
  package var action: Action?
  package var severity: Severity?
  package var rewrite: ListRewrite?
  package var failureMode: FailureMode?
  /// Whether a sender who gives a reason may pass over a finding.
  package var allowsOverride: Bool?
  /// From which finding of one sender on the action goes up a rung each time; 0 for never.
  package var escalateFrom: Int?
  /// For how long a sender's finding counts for that, in seconds.
  package var escalateWithin: Int?
  /// By name: "threshold" …
  package var numbers: [String: Int] = [:]
  /// What differs for one class.
  package var perClass: [MailClass: RuleSettings] = [:]
  package init() {}
}
