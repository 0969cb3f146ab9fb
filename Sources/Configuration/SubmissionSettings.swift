package import Policy

/// How messages are taken in from programs and people: `submission:` in presend.yml.
package struct SubmissionSettings: Sendable, Hashable {
  /// What the submitting program is told of a message that is held for a person's decision.
  package enum HeldExit: Int, Sendable, CaseIterable {
    /// Refused by policy: the caller shows the explanation to somebody (EX_NOPERM).
    case refused = 77
    /// Taken over: for callers that would send the message again, or mark it as failed, on anything but 0.
    case accepted = 0
  }

  /// What `mailq` shows to users who cannot read the spool themselves. How many entries there are it says to everybody.
  package enum QueueView: String, Sendable, CaseIterable {
    /// What they handed in themselves.
    case own
    /// Everybody's senders and recipients, as Postfix does by default.
    case all
  }

  /// Larger messages are refused. 50 MiB is what the large receivers take at most, and keeps the judging of one
  /// message within memory.
  package var maximumMessageOctets = 50 << 20
  package var heldExit = HeldExit.refused
  /// The domain appended to local users without one ("root" from cron); nil for the host's own name.
  package var defaultDomain: String?
  /// The language of explanations; nil for the caller's locale.
  package var language: Language?
  package var mailq = QueueView.own
  /// How many messages one user may have waiting, where users hand mail in through a set-group-id program; nil: any
  /// number.
  package var messagesPerUser: Int?
  /// How many octets of mail one user may have waiting there; nil: no more than is left free on the queue's file
  /// system.
  package var octetsPerUser: Int?

  /// The classes of mail whose senders are told what was changed in a message before it went out. None unless
  /// configured: most mail comes from programs, and their senders' mailboxes are read by nobody or by the wrong person.
  package var changeNotices: [MailClass] = []

  package init() {}
}
