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
  /// Other places that explain it, in the order to read them.
  package let related: [RelatedPlace]

  package init(
    rule: RuleID, severity: Severity, action: Action, place: Place, message: String, evidence: String,
    signals: [String] = [], recipients: [AddrSpec] = [], sources: [String] = [], remedy: Remedy? = nil,
    related: [RelatedPlace] = []
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
    self.related = related
  }
}

/// A place that explains a finding without being it: the other field of an open list, the file that a layout is in.
package struct RelatedPlace: Sendable, Hashable {
  package enum Where: Sendable, Hashable {
    /// Octets of the file or message that the finding is in.
    case here(OctetRange)
    /// Another file, as reports show it, and a line in it, from 1, where it is known.
    case elsewhere(path: String, line: Int?)
  }
  package let place: Where
  /// What is to be seen there, in the user's language.
  package let text: String

  package init(_ place: Where, _ text: String) {
    self.place = place
    self.text = text
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
  /// Ranges of the decoded text of a part (an index into `Message.parts`; 0 for the octets of a template) are taken
  /// out, for those without consent.
  case removeContent(part: Int, ranges: [OctetRange])
  /// A field (an index into `Message.fields`) is taken out, for those without consent.
  case removeField(Int)
  /// Of a calendar invitation's guests each recipient's copy names that recipient alone.
  case ownAttendee
  /// A field (an index into `Message.fields`) gets another body, for those without consent.
  case setField(Int, to: String)
  /// The organisation's List-Unsubscribe is added.
  case addListUnsubscribe
  /// The organisation's reason sentence is appended to each body.
  case appendReason
}
