package import MailQueue
internal import MailSyntax

/// Brings submissions to the smarthost over a connection that is kept from one message to the next.
package struct SmarthostTransport: Transport {
  /// RFC 5321 §4.5.3.1.8 obliges servers to take 100 recipients; more may be refused.
  static let maximumRecipients = 100
  /// Servers end sessions that go on for long, and a fresh start costs little at this rate.
  static let maximumConnectionSeconds = 300

  private let open: () throws(ConnectionFailure) -> any Connection
  private let timeouts: Timeouts
  private let transactionsPerConnection: Int
  /// Any steady clock, in seconds.
  private let seconds: () -> Int
  private var session: Session?
  package private(set) var notifiesSenders = true

  /// An open connection and how much it has been used.
  private struct Session {
    var connection: any Connection
    var began: Int
    var transactions = 0
    var needsReset = false
  }

  package init(to smarthost: Smarthost, seconds: @escaping () -> Int) {
    let secrets = LoginSecrets(smarthost.credentials, seconds: seconds)
    self.init(
      timeouts: smarthost.timeouts, transactionsPerConnection: smarthost.transactionsPerConnection, seconds: seconds
    ) { () throws(ConnectionFailure) in
      try secrets.connect { (login) throws(ConnectionFailure) in
        let trace = smarthost.traceFolder.flatMap(ConversationTrace.init)
        let connection = try CurlConnection(to: smarthost, login, trace: trace)
        return trace.map { TracedConnection(connection, $0) } ?? connection as any Connection
      }
    }
  }

  init(
    timeouts: Timeouts, transactionsPerConnection: Int = Smarthost.usualTransactions, seconds: @escaping () -> Int,
    open: @escaping () throws(ConnectionFailure) -> any Connection
  ) {
    self.open = open
    self.timeouts = timeouts
    self.transactionsPerConnection = transactionsPerConnection
    self.seconds = seconds
  }

  /// Says QUIT and closes, if there is a connection.
  package mutating func close() { drop(politely: true) }

  // MARK: Delivering

  package mutating func deliver(
    _ submission: Submission, aboutToEnd: (_ recipients: [Int]) throws -> Void
  ) -> [RecipientOutcome] {
    guard let message = WireMessage(submission.octets) else {
      return refuseAll(of: submission, "5.6.0 the message contains NUL octets and cannot be sent", code: 554)
    }
    let sender = submission.reversePath.map { WireAddress($0) }
    if case .some(.none) = sender {
      return refuseAll(of: submission, "5.1.7 the sender's address cannot be written in SMTP", code: 553)
    }
    var outcomes: [RecipientOutcome] = []
    var groups = Groups(submission)
    while let (group, requests) = groups.next() {
      if let lost = outcomes.last(where: \.isUnreached) {
        outcomes += group.map { _ in lost }
        continue
      }
      let first = outcomes.count
      let envelope = Outgoing(
        sender: sender ?? nil, recipients: group, requests: requests, message: message,
        notification: submission.notification)
      outcomes += deliver(envelope) { covered in try aboutToEnd(covered.map { first + $0 }) }
    }
    return outcomes
  }

  /// What one transaction is made of.
  private struct Outgoing {
    var sender: WireAddress?
    /// nil: an address that cannot be written.
    var recipients: [WireAddress?]
    var requests: [RecipientRequest]
    var message: WireMessage
    var notification: NotificationRequest
  }

  private func refuseAll(of submission: Submission, _ text: String, code: Int) -> [RecipientOutcome] {
    submission.recipients.map { _ in .failed(Reply(code: code, text: text)) }
  }

  /// Makes one transaction; a kept connection that turns out to be dead is replaced once.
  private mutating func deliver(
    _ outgoing: Outgoing, aboutToEnd: ([Int]) throws -> Void
  ) -> [RecipientOutcome] {
    for _ in 0..<2 {
      let wasKept: Bool
      do throws(ConnectionFailure) {
        wasKept = try connection()
      } catch {
        return outgoing.recipients.map { _ in .unreached(error.journalReply) }
      }
      let refusals = refusals(of: outgoing)
      let places = refusals.indices.filter { refusals[$0] == nil }
      if places.isEmpty { return refusals.map { $0! } }
      var exchange = Exchange(timeouts: timeouts)
      let settled = run(&exchange, outgoing, places, aboutToEnd)
      if exchange.wasDeadFromStart && wasKept { continue }
      var outcomes = refusals
      for (place, outcome) in zip(places, settled) { outcomes[place] = outcome }
      return outcomes.map { $0! }
    }
    return outgoing.recipients.map { _ in
      .unreached(Reply(code: 0, text: "the smarthost closes each connection"))
    }
  }

  /// Runs one transaction on the open connection, and drops the connection if it is of no further use.
  private mutating func run(
    _ exchange: inout Exchange, _ outgoing: Outgoing, _ places: [Int], _ aboutToEnd: ([Int]) throws -> Void
  ) -> [RecipientOutcome] {
    guard var current = session else { return [] }
    let capabilities = current.connection.capabilities
    let commands = EnvelopeCommands(
      sender: outgoing.sender, recipients: places.compactMap { outgoing.recipients[$0] },
      requests: places.map { outgoing.requests[$0] }, message: outgoing.message, notification: outgoing.notification,
      capabilities: capabilities)
    notifiesSenders = capabilities.dsn
    var transaction = Transaction(
      commands, pipelining: capabilities.pipelining, resetFirst: current.needsReset)
    exchange.run(&transaction, outgoing.message, over: &current.connection) { covered in
      try aboutToEnd(covered.map { places[$0] })
    }
    current.transactions += 1
    current.needsReset = transaction.needsReset
    session = current
    if !transaction.isConnectionUsable { drop(politely: false) }
    return transaction.outcomes
  }

  /// What the server's capabilities and the addresses' spelling forbid; nil where nothing does.
  private func refusals(of outgoing: Outgoing) -> [RecipientOutcome?] {
    let offered = session?.connection.capabilities ?? Capabilities()
    if let limit = offered.maximumOctets, outgoing.message.size > limit {
      // RFC 1870 §5: an attempt to transfer a message larger than the fixed maximum "will always fail".
      let text = "5.3.4 the message has \(outgoing.message.size) octets; the smarthost takes at most \(limit)"
      return outgoing.recipients.map { _ in .failed(Reply(code: 552, text: text)) }
    }
    let noUTF8 = RecipientOutcome.failed(
      Reply(code: 553, text: "5.6.7 the smarthost does not take addresses beyond ASCII"))
    if outgoing.sender?.needsSMTPUTF8 == true, !offered.smtpUTF8 { return outgoing.recipients.map { _ in noUTF8 } }
    return outgoing.recipients.map { recipient in
      guard let recipient else {
        return .failed(Reply(code: 553, text: "5.1.3 the address cannot be written in SMTP"))
      }
      return recipient.needsSMTPUTF8 && !offered.smtpUTF8 ? noUTF8 : nil
    }
  }

  // MARK: The connection

  /// Connects, if there is no connection.
  package mutating func connect() -> Reply? {
    do throws(ConnectionFailure) {
      _ = try connection()
      return nil
    } catch {
      return error.journalReply
    }
  }

  /// - Returns: whether the connection was there already.
  private mutating func connection() throws(ConnectionFailure) -> Bool {
    if let session {
      let isWorn =
        session.transactions >= transactionsPerConnection
        || seconds() - session.began >= Self.maximumConnectionSeconds
      if !isWorn { return true }
      drop(politely: true)
    }
    session = Session(connection: try open(), began: seconds())
    return false
  }

  private mutating func drop(politely: Bool) {
    session?.connection.close(politely: politely)
    session = nil
  }
}

extension RecipientOutcome {
  var isUnreached: Bool { if case .unreached = self { true } else { false } }
}
