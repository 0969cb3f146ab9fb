internal import Glibc
internal import MailQueue

/// One courier's view of a connection that several share by turns, a batch each: while one sends, another makes its
/// next batch ready, or puts on disk what came of its last.
///
/// A turn begins with `connect()` and ends with `endTurn()`. Where the smarthost could not be used in one turn, it is
/// not asked in the next.
struct TurnTaking<Carrier: Transport>: Transport {
  private let turns: Turns<Carrier>

  init(_ turns: Turns<Carrier>) { self.turns = turns }

  var notifiesSenders: Bool { turns.carrier.notifiesSenders }

  func connect() -> Reply? {
    turns.begin()
    if turns.trouble == nil { turns.trouble = turns.carrier.connect() }
    return turns.trouble
  }

  func deliver(_ submission: Submission, aboutToEnd: ([Int]) throws -> Void) -> [RecipientOutcome] {
    let outcomes = turns.carrier.deliver(submission, aboutToEnd: aboutToEnd)
    turns.trouble = outcomes.lazy.compactMap(\.unreachedReply).first
    return outcomes
  }

  func endTurn() { turns.end() }
}

/// What takes turns with a transport share. Sendable since only who has the turn touches the transport.
final class Turns<Carrier: Transport>: @unchecked Sendable {
  fileprivate(set) var carrier: Carrier
  /// Why the smarthost could not be used.
  fileprivate var trouble: Reply?
  private let lock = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)

  init(_ carrier: Carrier) {
    self.carrier = carrier
    pthread_mutex_init(lock, nil)
  }

  deinit {
    pthread_mutex_destroy(lock)
    lock.deallocate()
  }

  /// Waits for the turn.
  fileprivate func begin() { pthread_mutex_lock(lock) }
  fileprivate func end() { pthread_mutex_unlock(lock) }

  /// From now on the smarthost is asked again, whatever came of it before.
  func forgetTrouble() { withTurn { _ in trouble = nil } }

  /// Has the turn during the call.
  func withTurn(_ body: (inout Carrier) -> Void) {
    begin()
    defer { end() }
    body(&carrier)
  }
}
