package import MailSyntax

/// A smarthost's answer. RFC 5321 §4.2.
package struct Reply: Sendable, Hashable {
  /// The reply code; 0 where there was none (the connection failed).
  package var code: Int
  /// The lines' text without codes, joined by line feeds; for a failed connection, what failed. May name recipients:
  /// not for logs.
  package var text: String

  package init(code: Int, text: String) {
    self.code = code
    self.text = text
  }

  /// The enhanced status code at the start of the text ("5.1.1"); nil if there is none. RFC 2034, RFC 3463 §2.
  package var enhancedCode: String? {
    guard let word = text.split(whereSeparator: { $0 == " " || $0 == "\n" }).first else { return nil }
    let parts = word.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 3, ["2", "4", "5"].contains(parts[0]),
      parts.dropFirst().allSatisfy({ (1...3).contains($0.utf8.count) && $0.utf8.allSatisfy { (48...57).contains($0) } })
    else { return nil }
    return String(word)
  }
}

/// What became of one recipient in one attempt.
package enum RecipientOutcome: Sendable, Hashable {
  /// The smarthost took the message over for this recipient.
  case sent(Reply)
  /// Not now; may be tried again.
  case deferred(Reply)
  /// Never; the sender is to be told.
  case failed(Reply)
  /// The final dot was sent and no reply came: the smarthost may have it (RFC 1047).
  case inDoubt(Reply)
  /// Nothing was tried: the smarthost could not be reached or used at all. Says nothing about the recipient.
  case unreached(Reply)
}

/// One mail transaction to be made: the same octets for one group of recipients.
package struct Submission: Sendable {
  package var reversePath: AddrSpec?
  package var notification: NotificationRequest
  package var recipients: [AddrSpec]
  /// What each asks of notifications, in the order of the recipients.
  package var requests: [RecipientRequest]
  /// As they were judged; the transport makes every line end CRLF.
  package var octets: [UInt8]

  package init(
    reversePath: AddrSpec?, notification: NotificationRequest, recipients: [AddrSpec],
    requests: [RecipientRequest]? = nil, octets: [UInt8]
  ) {
    self.reversePath = reversePath
    self.notification = notification
    self.recipients = recipients
    self.requests = requests ?? recipients.map { _ in RecipientRequest(notify: notification.notify) }
    self.octets = octets
  }
}

/// What brings submissions to the next host.
package protocol Transport: SendableMetatype {
  /// Whether the host of the last submission tells senders itself of what becomes of it (RFC 3461). Otherwise they are
  /// told here.
  var notifiesSenders: Bool { get }

  /// Sees to it that there is a connection, where there is such a thing.
  /// - Returns: what went wrong; nil where submissions can be delivered.
  mutating func connect() -> Reply?

  /// No submission follows for now, after `connect()`: others may use the connection.
  mutating func endTurn()

  /// Makes as many transactions as the submission needs.
  /// - Parameters:
  ///   - aboutToEnd: called before each final dot with the places in `recipients` that the transaction covers. If it
  ///     throws, the dot is not sent and those recipients are deferred: nothing may be in doubt that the journal does
  ///     not know of.
  /// - Returns: one outcome for each recipient, in their order.
  mutating func deliver(
    _ submission: Submission, aboutToEnd: (_ recipients: [Int]) throws -> Void
  ) -> [RecipientOutcome]
}

extension Transport {
  package var notifiesSenders: Bool { true }
  package mutating func connect() -> Reply? { nil }
  package mutating func endTurn() {}
}
