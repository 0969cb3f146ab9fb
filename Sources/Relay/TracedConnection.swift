internal import MailQueue

/// A connection whose conversation is written down.
struct TracedConnection: Connection {
  private var connection: any Connection
  private let trace: ConversationTrace

  init(_ connection: any Connection, _ trace: ConversationTrace) {
    self.connection = connection
    self.trace = trace
  }

  var capabilities: Capabilities { connection.capabilities }

  mutating func write(_ octets: [UInt8], seconds: Int) throws(ConnectionLost) {
    trace.sent(octets)
    do throws(ConnectionLost) {
      try connection.write(octets, seconds: seconds)
    } catch {
      trace.note(error.reason)
      throw error
    }
  }

  mutating func reply(seconds: Int) throws(ConnectionLost) -> Reply {
    do throws(ConnectionLost) {
      let reply = try connection.reply(seconds: seconds)
      trace.received("\(reply.code) \(reply.text)".utf8)
      return reply
    } catch {
      trace.note(error.reason)
      throw error
    }
  }

  mutating func close(politely: Bool) {
    trace.note("closed")
    connection.close(politely: politely)
  }
}
