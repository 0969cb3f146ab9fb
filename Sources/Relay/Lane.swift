internal import Glibc
internal import MailQueue
internal import Synchronization

/// A connection and the couriers that use it by turns, each on a thread of its own during a pass. libcurl's way to have
/// several connections in one thread stands still at the final dot of each, so no two share a thread.
final class Lane<Carrier: Transport>: Sendable {
  private let turns: Turns<Carrier>
  private let work: [Shared<Work>]

  /// One sends, one prepares: a third would only wait.
  static var couriers: Int { 2 }

  private struct Work {
    var courier: Courier<TurnTaking<Carrier>>
    /// How many entries it takes at once: fewer, where a batch took too long.
    var size = Courier<Carrier>.largestBatch
    /// Not used as one of several before this, since the smarthost has not let it in. In seconds of a steady clock.
    var retiredUntil = Int.min
  }

  /// A smarthost that lets in no further connection is not asked for one again before this. In seconds.
  private static var retirement: Int { 300 }

  init(_ courier: sending Courier<Carrier>) {
    let turns = Turns(courier.transport)
    work = (0..<Self.couriers).map { _ in
      // All but the transport, which they share by turns, is a copy of its own.
      nonisolated(unsafe) let work = Work(courier: courier.using(TurnTaking(turns)))
      return Shared(work)
    }
    self.turns = turns
  }

  /// To be called before the couriers run: what kept one from its smarthost holds for the others until the next pass.
  func beginPass() { turns.forgetTrouble() }

  /// Works as long as there is something to do.
  /// - Parameters:
  ///   - courier: which of them.
  ///   - isExtra: whether other lanes do the work if this one has no connection.
  func run(
    _ courier: Int, _ dispatch: Shared<Dispatch>, isExtra: Bool, steady: @Sendable () -> Int,
    shouldStop: @Sendable () -> Bool
  ) {
    work[courier].withLock { work in
      if isExtra {
        guard work.retiredUntil <= steady() else { return }
        let trouble = work.courier.transport.connect()
        work.courier.transport.endTurn()
        if trouble != nil {
          work.retiredUntil = steady() + Self.retirement
          return
        }
      }
      while !shouldStop(), let batch = dispatch.withLock({ [size = work.size] in $0.next(atMost: size) }) {
        let results = work.courier.run(batch, while: { !shouldStop() })
        let begun = results.count { $0 != nil }
        work.size = begun < batch.count ? max(begun, 1) : min(2 * work.size, Courier<Carrier>.largestBatch)
        let entered = work.courier.takeEntered()
        dispatch.withLock { $0.note(results, of: batch, entered: entered) }
      }
    }
  }

  /// Closes the connection that is kept for the next entry.
  func rest() where Carrier == SmarthostPool { turns.withTurn { $0.close() } }
}

/// A value that several threads use, one at a time.
final class Shared<Value>: Sendable {
  private let value: Mutex<Value>

  init(_ value: sending Value) { self.value = Mutex(value) }

  func withLock<Result, Failure: Error>(
    _ body: (inout sending Value) throws(Failure) -> sending Result
  ) throws(Failure) -> sending Result {
    try value.withLock(body)
  }
}

/// Runs work on this thread and on so many others, and waits for all.
func onThreads(_ count: Int, _ body: @escaping @Sendable (_ number: Int) -> Void) {
  final class Box: Sendable {
    let number: Int
    let body: @Sendable (Int) -> Void
    init(_ number: Int, _ body: @escaping @Sendable (Int) -> Void) { (self.number, self.body) = (number, body) }
  }
  var threads: [pthread_t] = []
  for number in 1..<max(count, 1) {
    let box = Unmanaged.passRetained(Box(number, body))
    var thread = pthread_t()
    let status = pthread_create(&thread, nil, { context in
      let box = Unmanaged<Box>.fromOpaque(context!).takeRetainedValue()
      box.body(box.number)
      return nil
    }, box.toOpaque())
    // Without a thread the others do its work.
    if status == 0 { threads.append(thread) } else { box.release() }
  }
  body(0)
  for thread in threads { pthread_join(thread, nil) }
}
