package import MailSyntax
package import Policy

/// One thing that a rule found in a message or template.
package struct Finding: Sendable {
  package let rule: RuleID
  package let severity: Severity
  /// What the gateway does about it.
  package let action: Action
  package let place: Place
  /// One line in the user's language that says what is wrong and the mend.
  package let message: String
  /// The octets that show it, as text, cut to `maximumEvidence`.
  package let evidence: String
  /// The signals that were weighed, e.g. "1x1", "token of 20 characters"; for the explanation.
  package let signals: [String]
  /// Whom it concerns; empty where it concerns everybody.
  package let recipients: [AddrSpec]
  /// Citations of the rule's sources.
  package let sources: [String]
  /// How it can be mended without a person; nil where only a person can.
  package let remedy: Remedy?

  package init(
    rule: RuleID, severity: Severity, action: Action, place: Place, message: String, evidence: String,
    signals: [String] = [], recipients: [AddrSpec] = [], sources: [String] = [], remedy: Remedy? = nil
  ) {
    self.rule = rule
    self.severity = severity
    self.action = action
    self.place = place
    self.message = message
    self.evidence = evidence
    self.signals = signals
    self.recipients = recipients
    self.sources = sources
    self.remedy = remedy
  }
}

/// Where a finding stands.
package struct Place: Sendable, Hashable {
  /// The part's id; nil in a template.
  package let part: String?
  /// Octets of the file or message as given.
  package let octets: OctetRange
  package init(part: String?, octets: OctetRange) {
    self.part = part
    self.octets = octets
  }
}

/// How the rewriter mends a finding.
package enum Remedy: Sendable, Hashable {
  /// To, Cc and their Resent- forms no longer show the list.
  case concealRecipients
  /// Ranges of the decoded text of a part (an index into `Message.parts`) are taken out, for those without consent.
  case removeContent(part: Int, ranges: [OctetRange])
  /// A field (an index into `Message.fields`) is taken out, for those without consent.
  case removeField(Int)
  /// The organisation's List-Unsubscribe is added.
  case addListUnsubscribe
  /// The organisation's reason sentence is appended to each body.
  case appendReason
}
