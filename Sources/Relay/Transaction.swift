internal import MailQueue

/// One mail transaction as a pure state machine: says what to write, is told what came back. RFC 5321 §3.3, RFC 2920.
///
/// It knows nothing of sockets and time, so every dialogue with a server can be tested as a list of replies.
struct Transaction {
  /// What the driver is to do next.
  enum Step: Equatable {
    /// Write these commands, then pass on the replies one by one.
    case write([UInt8])
    /// Read one more reply to what was written.
    case read
    /// Write the message, report that its end is near, write the final dot, pass on the reply.
    case writeMessage
    /// The transaction is over.
    case finished
  }

  /// What the next reply answers.
  private enum Command: Equatable {
    case reset, mail, data, loneDot, messageEnd
    case recipient(Int)
  }

  /// What a server says of one recipient before DATA.
  private enum Standing: Equatable {
    case unasked, accepted
    case settled(RecipientOutcome)
  }

  private let commands: EnvelopeCommands
  private let pipelining: Bool
  /// Written but not yet answered.
  private var awaiting: [Command] = []
  /// Not yet written.
  private var unwritten: [Command]
  private var standings: [Standing]
  private var mailRefusal: RecipientOutcome?
  private(set) var isConnectionUsable = true
  /// Whether the server is still in a transaction that has to be ended with RSET before the next.
  private(set) var needsReset = false

  /// - Parameters:
  ///   - commands: one RCPT for each recipient.
  ///   - pipelining: whether all commands may be written at once.
  ///   - resetFirst: whether an earlier transaction was left open.
  init(_ commands: EnvelopeCommands, pipelining: Bool, resetFirst: Bool) {
    self.commands = commands
    self.pipelining = pipelining
    standings = Array(repeating: .unasked, count: commands.recipients.count)
    unwritten =
      (resetFirst ? [.reset] : []) + [.mail] + commands.recipients.indices.map { .recipient($0) } + [.data]
  }

  /// The outcomes, once `finished`.
  var outcomes: [RecipientOutcome] {
    standings.map { standing in
      switch standing {
      case .settled(let outcome): outcome
      case .accepted, .unasked: .deferred(Reply(code: 0, text: "the transaction was not completed"))
      }
    }
  }

  /// Places of the recipients that the server has accepted so far.
  var accepted: [Int] { standings.indices.filter { standings[$0] == .accepted } }

  mutating func start() -> Step { advance() }

  // MARK: Replies

  mutating func receive(_ reply: Reply) -> Step {
    guard !awaiting.isEmpty else { return .finished }
    let command = awaiting.removeFirst()
    if reply.code == 421 { return closing(reply, during: command) }
    switch command {
    case .reset: break
    case .mail:
      if !reply.isPositive { mailRefusal = ReplyMeaning.ofMail(reply) }
      needsReset = needsReset || reply.isPositive
    case .recipient(let place):
      standings[place] =
        reply.isPositive ? .accepted : .settled(mailRefusal ?? ReplyMeaning.ofRecipient(reply))
    case .data: return receiveData(reply)
    case .loneDot:
      needsReset = false
      return .finished
    case .messageEnd:
      needsReset = false
      settleAccepted(ReplyMeaning.ofMessageEnd(reply))
      return .finished
    }
    return advance()
  }

  private mutating func receiveData(_ reply: Reply) -> Step {
    if let mailRefusal {
      settleAll(mailRefusal)
    }
    if reply.code == 354 {
      if !accepted.isEmpty {
        awaiting = [.messageEnd]
        return .writeMessage
      }
      // RFC 2920 §3.1: a server that opens DATA without a recipient gets an empty message, which it has to refuse.
      awaiting = [.loneDot]
      return .write(Array(".\r\n".utf8))
    }
    settleAccepted(ReplyMeaning.ofData(reply))
    return .finished
  }

  /// 421: the server closes the connection, whatever was asked. RFC 5321 §3.8.
  private mutating func closing(_ reply: Reply, during command: Command) -> Step {
    isConnectionUsable = false
    // At the end of the message it says that the message was not taken.
    settleAll(command == .mail || command == .reset ? .unreached(reply) : .deferred(reply))
    return .finished
  }

  /// The connection broke.
  /// - Parameter mayHaveEnded: whether the final dot may have reached the server.
  mutating func lose(_ loss: ConnectionLost, mayHaveEnded: Bool) {
    isConnectionUsable = false
    if mayHaveEnded {
      let text = "in doubt: \(loss.reason) after the final dot, so it may have the message"
      settleAccepted(.inDoubt(Reply(code: 0, text: text)))
    } else {
      settleAll(.deferred(Reply(code: 0, text: loss.reason)))
    }
  }

  /// The connection is of no use after this transaction.
  mutating func closeAfterwards() { isConnectionUsable = false }

  /// The message must not be sent after all; without the dot the server will drop it.
  mutating func abandon(_ reason: String) {
    isConnectionUsable = false
    settleAll(.deferred(Reply(code: 0, text: reason)))
  }

  // MARK: Commands

  /// Writes what may be written now, or waits.
  private mutating func advance() -> Step {
    if !awaiting.isEmpty { return .read }
    skipPointless()
    guard !unwritten.isEmpty else { return .finished }
    let count = pipelining ? unwritten.count : 1
    let next = Array(unwritten.prefix(count))
    unwritten.removeFirst(count)
    awaiting = next
    return .write(next.flatMap(octets(of:)))
  }

  /// Without pipelining nothing is asked whose answer is known.
  private mutating func skipPointless() {
    if let mailRefusal {
      settleAll(mailRefusal)
      unwritten = []
    } else if unwritten == [.data], accepted.isEmpty {
      unwritten = []
    }
  }

  private func octets(of command: Command) -> [UInt8] {
    switch command {
    case .reset: Array("RSET\r\n".utf8)
    case .mail: commands.mail
    case .recipient(let place): commands.recipients[place]
    case .data: Array("DATA\r\n".utf8)
    case .loneDot, .messageEnd: Array(".\r\n".utf8)
    }
  }

  // MARK: Outcomes

  private mutating func settleAccepted(_ outcome: RecipientOutcome) {
    for place in standings.indices where standings[place] == .accepted { standings[place] = .settled(outcome) }
  }

  /// Settles whoever has no outcome yet.
  private mutating func settleAll(_ outcome: RecipientOutcome) {
    for place in standings.indices {
      if case .settled = standings[place] { continue }
      standings[place] = .settled(outcome)
    }
  }
}
