internal import MailQueue

/// Carries out one transaction over a connection: writes what the state machine says, and tells it what comes back.
struct Exchange {
  let timeouts: Timeouts
  /// The connection broke before the first reply to the first command: a kept connection that the server had closed.
  private(set) var wasDeadFromStart = false

  /// A message up to this size goes out with its final dot in one write.
  static let singleWriteOctets = 64 << 10
  static let blockOctets = 256 << 10
  /// How long to look for a last reply when writing failed: it is there already or will not come.
  private static let lastReplySeconds = 1

  init(timeouts: Timeouts) { self.timeouts = timeouts }

  mutating func run(
    _ transaction: inout Transaction, _ message: WireMessage, over connection: inout any Connection,
    aboutToEnd: ([Int]) throws -> Void
  ) {
    var isFirst = true
    var step = transaction.start()
    while step != .finished {
      do throws(ConnectionLost) {
        switch step {
        case .write(let commands):
          try connection.write(commands, seconds: timeouts.command)
          let reply = try connection.reply(seconds: timeouts.command)
          // A server that closed a kept connection may have left its 421 in it.
          wasDeadFromStart = isFirst && reply.code == 421
          step = transaction.receive(reply)
        case .read:
          step = transaction.receive(try connection.reply(seconds: timeouts.command))
        case .writeMessage:
          step = write(message, &transaction, &connection, aboutToEnd)
        case .finished: break
        }
        isFirst = false
      } catch {
        wasDeadFromStart = isFirst
        transaction.lose(error, mayHaveEnded: false)
        return
      }
    }
  }

  /// Writes the message and its end, and waits for the verdict.
  private func write(
    _ message: WireMessage, _ transaction: inout Transaction, _ connection: inout any Connection,
    _ aboutToEnd: ([Int]) throws -> Void
  ) -> Transaction.Step {
    let end = Array(".\r\n".utf8)
    var last = message.octets + end
    do throws(ConnectionLost) {
      if last.count > Self.singleWriteOctets {
        try writeBlocks(message.octets, to: &connection)
        last = end
      }
    } catch {
      return cutShort(error, &transaction, &connection)
    }
    do {
      try aboutToEnd(transaction.accepted)
    } catch {
      // Without the dot the server drops what it has. RFC 5321 §4.1.1.4.
      transaction.abandon("the journal could not be written")
      return .finished
    }
    do throws(ConnectionLost) {
      try connection.write(last, seconds: timeouts.dataBlock)
    } catch {
      // The end is the last line alone: had its line feed not been handed over, the server cannot have seen it.
      if error.written < last.count { return cutShort(error, &transaction, &connection) }
      transaction.lose(error, mayHaveEnded: true)
      return .finished
    }
    do throws(ConnectionLost) {
      return transaction.receive(try connection.reply(seconds: timeouts.dataEnd))
    } catch {
      transaction.lose(error, mayHaveEnded: true)
      return .finished
    }
  }

  private func writeBlocks(_ octets: [UInt8], to connection: inout any Connection) throws(ConnectionLost) {
    var position = 0
    while position < octets.count {
      let next = min(position + Self.blockOctets, octets.count)
      try connection.write(Array(octets[position..<next]), seconds: timeouts.dataBlock)
      position = next
    }
  }

  /// The connection broke inside the message. The server may have said why before it closed.
  private func cutShort(
    _ loss: ConnectionLost, _ transaction: inout Transaction, _ connection: inout any Connection
  ) -> Transaction.Step {
    if let reply = try? connection.reply(seconds: Self.lastReplySeconds), reply.code >= 400 {
      let step = transaction.receive(reply)
      transaction.closeAfterwards()
      return step
    }
    transaction.lose(loss, mayHaveEnded: false)
    return .finished
  }
}
