internal import Logging
internal import MailQueue

/// Hands entries out in batches to the lanes of a pass, none before its decision is on record, and notes what came of
/// them.
struct Dispatch {
  var agenda = Agenda()
  /// Nothing is tried before its decision is on record; nil for tests alone.
  var recorder: DecisionRecorder?
  /// Open while the smarthost cannot be used: it is not asked again for each entry.
  var breaker = Breaker()
  private(set) var summary = QueueSummary()
  /// What is still to be handed out in this pass, oldest last.
  private var rest: [QueueID] = []
  private let log: Logger
  private let steady: @Sendable () -> Int
  /// Seconds since 1970.
  private let now: @Sendable () -> Int

  /// An entry that another relay works on is looked at again after this. In seconds.
  private static let busyPause = 5
  /// An entry whose file or journal cannot be used for the moment (a full disk).
  private static let errorPause = 60
  /// What the schedule says in the time of day counts for no longer than this; the entry is then looked at anew.
  private static let longestWait = 24 * 3600

  init(
    recorder: DecisionRecorder?, log: Logger, steady: @escaping @Sendable () -> Int,
    now: @escaping @Sendable () -> Int
  ) {
    self.recorder = recorder
    self.log = log
    self.steady = steady
    self.now = now
  }

  /// Begins a pass over these entries; the others of the agenda wait.
  mutating func begin(with ids: [QueueID]) {
    rest = ids.reversed()
    summary = QueueSummary()
    summary.waiting = max(agenda.count - ids.count, 0)
  }

  /// How many entries are still to be handed out.
  var restCount: Int { rest.count }

  /// The next entries to work on, at most so many; nil where nothing is left to do now.
  mutating func next(atMost count: Int) -> [QueueID]? {
    while !rest.isEmpty {
      if breaker.isOpen(at: steady()) {
        skipRest()
        return nil
      }
      let batch = Array(rest.suffix(count).reversed())
      guard record(batch) else {
        skipRest()
        return nil
      }
      rest.removeLast(batch.count)
      let ready = batch.filter { isRecorded($0) }
      if !ready.isEmpty { return ready }
    }
    return nil
  }

  private func isRecorded(_ id: QueueID) -> Bool { recorder?.has(id) ?? true }

  private mutating func skipRest() {
    summary.waiting += rest.count
    rest = []
  }

  /// Puts the decisions of entries on record, and those of the entries behind them: they share a write.
  /// - Returns: false where the log cannot be written, so that nothing may leave.
  private mutating func record(_ batch: [QueueID]) -> Bool {
    if batch.allSatisfy(isRecorded) { return true }
    do throws(QueueError) {
      let (next, time) = (rest.suffix(DecisionRecorder.batch).reversed(), now())
      let gone = try recorder?.record(next, in: .queue, at: time) ?? []
      for id in gone { agenda.forget(id) }
      // Its writer is not done with it.
      for id in batch where !gone.contains(id) && !isRecorded(id) {
        summary.waiting += 1
        agenda.postpone(id, until: steady() + Self.busyPause)
      }
    } catch {
      summary.errors += 1
      log.error("nothing is sent: the audit log cannot be written", metadata: ["reason": "\(error)"])
      breaker.open(until: steady() + Self.errorPause)
      return false
    }
    tellOpenDecisions()
    return true
  }

  private mutating func tellOpenDecisions() {
    for id in recorder?.takeOpenDecisions() ?? [] {
      log.warning("judged with something missing: see presend audit list", metadata: ["id": "\(id)"])
    }
    for id in recorder?.takeDuplicates() ?? [] {
      log.notice("the same message was handed in a short time ago; it is sent again", metadata: ["id": "\(id)"])
    }
  }

  /// Puts on record what never leaves by itself.
  mutating func recordOthers() {
    guard recorder != nil else { return }
    let time = now()
    do throws(QueueError) {
      try recorder?.recordOthers(at: time)
      tellOpenDecisions()
    } catch {
      log.error("the audit log cannot be written", metadata: ["reason": "\(error)"])
    }
  }

  /// Takes note of what came of a batch. What was not begun is handed out again.
  /// - Parameter entered: notices that were made meanwhile.
  mutating func note(_ results: [Result<CourierResult, QueueError>?], of batch: [QueueID], entered: [QueueID]) {
    for id in entered { agenda.makeDue(id) }
    for (id, result) in zip(batch, results) {
      switch result {
      case .success(let result): note(result, of: id)
      case .failure(let error): note(error, of: id)
      case nil: break
      }
    }
    rest += zip(batch, results).filter { $0.1 == nil }.map(\.0).reversed()
  }

  private mutating func note(_ result: CourierResult, of id: QueueID) {
    switch result.disposition {
    case .delivered: summary.delivered += 1
    case .refused, .setAside: summary.refused += 1
    case .waiting(let until):
      summary.waiting += 1
      agenda.postpone(id, until: steady() + min(max(until - now(), 0), Self.longestWait))
    }
    if result.isGone {
      agenda.forget(id)
      recorder?.forget(id)
    }
    if result.wasReached { breaker.close() } else { breaker.open(at: steady()) }
  }

  private mutating func note(_ error: QueueError, of id: QueueID) {
    switch error {
    case .notFound:
      agenda.forget(id)
      recorder?.forget(id)
    case .busy:
      summary.waiting += 1
      agenda.postpone(id, until: steady() + Self.busyPause)
    default:
      summary.errors += 1
      agenda.postpone(id, until: steady() + Self.errorPause)
      log.error("an entry cannot be processed", metadata: ["id": "\(id)", "reason": "\(error)"])
    }
  }
}

/// What came of the entries of a pass.
package struct QueueSummary: Sendable, Equatable {
  package var delivered = 0
  package var refused = 0
  package var waiting = 0
  package var errors = 0

  package init() {}
}

extension CourierResult {
  /// Whether the entry is in the queue no more.
  fileprivate var isGone: Bool { if case .waiting = disposition { false } else { true } }
}
