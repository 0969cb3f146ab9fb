internal import Glibc

/// Sees to it that of many relays started for single entries one stays and serves the queue, and the others leave at
/// once.
///
/// A hundred programs that queue a message at the same moment, with no daemon running, must not make a hundred
/// connections.
package struct RelayTurn: ~Copyable {
  /// How long to wait for one that is just starting or leaving, in milliseconds.
  private static let patience = 5000
  private static let pause = 20

  package enum Outcome: ~Copyable {
    /// It is our turn, until the value ends.
    case taken(RelayTurn)
    /// Another relay is at work and has been woken.
    case handedOver
    /// Neither; to be safe, do what was asked alone.
    case unclear
  }

  private let descriptor: Int32

  /// - Parameter ids: the entries that another relay is to be woken for.
  package static func take(of queue: MailQueue, for ids: [QueueID]) -> Outcome {
    let descriptor = open(queue.directory + "/relay.lock", O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { return .unclear }
    for _ in 0..<(patience / pause) {
      if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { return .taken(RelayTurn(descriptor: descriptor)) }
      let channel = WakeChannel(of: queue)
      if ids.isEmpty ? channel.signal() : ids.allSatisfy({ channel.signal($0) }) {
        close(descriptor)
        return .handedOver
      }
      usleep(UInt32(pause) * 1000)
    }
    close(descriptor)
    return .unclear
  }

  deinit { close(descriptor) }
}
