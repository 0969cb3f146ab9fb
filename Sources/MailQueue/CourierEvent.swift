/// Something a courier did, for the log: an id, a word, a code. Never an address, never content.
package struct CourierEvent: Sendable, Hashable {
  package enum Kind: String, Sendable {
    case sent, deferred, failed
    /// The final dot was sent and no reply came.
    case inDoubt = "in-doubt"
    /// The smarthost could not be used at all: an alarm.
    case unreached
    case expired
    /// The sender's notice is in the queue.
    case notice
    /// The notice about a message without a sender, which goes to who is configured.
    case doubleBounce = "double-bounce"
    case delayNotice = "delay-notice"
    /// Moved to `failed/`: neither delivered nor reported.
    case setAside = "set-aside"
    /// Moved to `failed/`: the file is not what was written.
    case damaged
  }

  package var id: QueueID
  package var kind: Kind
  /// How many recipients it concerns.
  package var recipients: Int
  /// The reply code; 0 where there was no reply.
  package var code: Int
  package var enhancedCode: String?
  /// What failed, where no server's reply did: our own words, without addresses.
  package var trouble: String?

  package init(id: QueueID, kind: Kind, recipients: Int = 0) {
    self.id = id
    self.kind = kind
    self.recipients = recipients
    code = 0
  }

  init(id: QueueID, outcome: RecipientOutcome, recipients: Int) {
    let (kind, reply): (Kind, Reply) =
      switch outcome {
      case .sent(let reply): (.sent, reply)
      case .deferred(let reply): (.deferred, reply)
      case .failed(let reply): (.failed, reply)
      case .inDoubt(let reply): (.inDoubt, reply)
      case .unreached(let reply): (.unreached, reply)
      }
    self.init(id: id, kind: kind, recipients: recipients)
    code = reply.code
    enhancedCode = reply.enhancedCode
    trouble = reply.code == 0 ? reply.text : nil
  }
}

/// How an entry stands after a run.
package struct CourierResult: Sendable, Hashable {
  package enum Disposition: Sendable, Hashable {
    /// All have it; the entry is gone.
    case delivered
    /// Nothing is left to do and somebody was refused; the sender was told, the entry is gone.
    case refused
    /// Seconds since 1970.
    case waiting(until: Int)
    /// In `failed/`.
    case setAside
  }

  package var disposition: Disposition
  /// Whether the smarthost could be used; if not, the next entry would fare no better.
  package var wasReached = true
}
