internal import MailQueue

/// A connection that is ready for transactions: greeted, encrypted and logged in as the settings demand.
protocol Connection {
  var capabilities: Capabilities { get }
  /// Hands all octets to the network.
  /// - Throws: `ConnectionLost`, saying how many octets were handed over.
  mutating func write(_ octets: [UInt8], seconds: Int) throws(ConnectionLost)
  /// The next reply.
  mutating func reply(seconds: Int) throws(ConnectionLost) -> Reply
  /// Says QUIT where that can still be understood, and closes.
  mutating func close(politely: Bool)
}

/// The connection cannot be used any more.
struct ConnectionLost: Error, Hashable {
  /// What happened, in our words; no address and nothing of the message.
  var reason: String
  /// Octets of the last write that may have reached the server.
  var written = 0
}

/// How long to wait, in seconds. RFC 5321 §4.5.3.2 gives the lower bounds.
package struct Timeouts: Sendable, Hashable {
  /// For the connection itself; the server has then `greeting` for each answer up to the login.
  package var connect = 30
  package var greeting = 300
  package var command = 300
  /// DATA's own answer.
  package var dataStart = 120
  /// For one block of the message.
  package var dataBlock = 180
  /// After the final dot. Giving up early here makes duplicates.
  package var dataEnd = 600
  /// QUIT, whose answer nobody needs.
  package var quit = 5

  package init() {}
}
