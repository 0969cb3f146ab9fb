package import MailSyntax

/// A message that was taken: who it is from and for, and the octets each group of recipients gets. Never changes.
package struct QueueEntry: Sendable, Hashable {
  package var id: QueueID
  /// Seconds since 1970.
  package var arrival: Int
  /// nil is the null reverse-path.
  package var reversePath: AddrSpec?
  package var notification: NotificationRequest
  /// The class of mail, for reports; the queue does not look at it.
  package var mailClass: String
  /// What was submitted, before any edit.
  package var original: [UInt8]
  /// Together they reach every recipient exactly once.
  package var variants: [QueueVariant]
  /// Why the entry is or was held; empty if it never was.
  package var holdReasons: [HoldReason]
  /// The entry whose refused recipients this notice reports; nil if it is no such notice.
  package var noticeOf: QueueID?
  /// What single recipients ask of notifications; who is not here has only what `notification` says.
  package var requests: [AddrSpec: RecipientRequest] = [:]
  /// The user id of who handed the message in; nil where it is not known.
  package var userID: Int?
  /// The language of notices to the sender: "en" or "de"; nil for both.
  package var language: String?
  /// By which policy it was judged: the SHA-256 of presend.yml in hexadecimal, "built-in" without one, nil if unknown.
  package var policy: String?
  /// What was decided, a JSON object on one line without addresses (docs/formats.md); nil where nothing was judged.
  /// It is part of the entry so that no message can leave without it.
  package var decision: String?
  /// Seconds since 1970; a held entry goes back to its sender then. nil: it waits for ever.
  package var expiry: Int?
  /// Of a held entry: its findings as text for people, cut to `maximumFindingsOctets`.
  package var findings: String?
  /// Of a held entry: what could be sent instead of `variants`; empty where presend has nothing to propose.
  package var proposals: [QueueVariant] = []

  /// More findings than this are read by nobody.
  package static let maximumFindingsOctets = 64 << 10

  package init(
    id: QueueID? = nil, arrival: Int, reversePath: AddrSpec?, notification: NotificationRequest = .init(),
    mailClass: String = "", original: [UInt8], variants: [QueueVariant], holdReasons: [HoldReason] = []
  ) {
    self.id = id ?? QueueID(arrival: arrival)
    self.arrival = arrival
    self.reversePath = reversePath
    self.notification = notification
    self.mailClass = mailClass
    self.original = original
    self.variants = variants
    self.holdReasons = holdReasons
  }

  /// Every recipient, in the order the journal numbers them.
  package var recipients: [AddrSpec] { variants.flatMap(\.recipients) }

  /// What a recipient asks: its own request, completed by the message's. RFC 3461 §4.1.
  package func request(of recipient: AddrSpec) -> RecipientRequest {
    var request = requests[recipient] ?? RecipientRequest()
    if request.notify == nil { request.notify = notification.notify }
    return request
  }
}

/// One group of recipients and the octets they get.
package struct QueueVariant: Sendable, Hashable {
  package var recipients: [AddrSpec]
  /// nil: the original's octets.
  package var octets: [UInt8]?

  package init(recipients: [AddrSpec], octets: [UInt8]?) {
    self.recipients = recipients
    self.octets = octets
  }
}

/// One finding that made a person's decision necessary.
package struct HoldReason: Sendable, Hashable {
  /// The rule's id, "group/name".
  package var rule: String
  /// One line that says the mend.
  package var explanation: String

  package init(rule: String, explanation: String) {
    self.rule = rule
    self.explanation = explanation
  }
}
