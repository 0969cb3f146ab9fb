package import Logging
package import MailQueue

/// Works through the queue: what is new, what is due, again and again, until told to stop.
package struct QueueRunner<Carrier: Transport> {
  private var courier: Courier<Carrier>
  /// Nothing is tried before its decision is on record; nil for tests alone.
  private var recorder: DecisionRecorder?
  /// What becomes of held messages; nil for tests alone.
  private var keeping: HeldKeeping?
  private let log: Logger
  /// Seconds of a clock that no change of the time of day moves. All times that the runner remembers are this clock's: a
  /// clock that is set back by a year must not stop the mail for a year.
  private let steady: () -> Int
  /// Asked between entries.
  private let shouldStop: () -> Bool
  /// When each entry that was looked at is due again.
  private var dueTimes: [QueueID: Int] = [:]
  /// Open while the smarthost cannot be used: it is not asked again for each entry.
  private var breaker = Breaker()
  /// Whether the last pass left something alone because of that.
  private var hasSkipped = false
  private var lastCleaning: Int?

  /// An entry that another relay works on is looked at again after this. In seconds.
  private static var busyPause: Int { 5 }
  /// An entry whose file or journal cannot be used for the moment (a full disk).
  private static var errorPause: Int { 60 }
  private static var cleaningInterval: Int { 3600 }
  /// What the schedule says in the time of day counts for no longer than this; the entry is then looked at anew.
  private static var longestWait: Int { 24 * 3600 }

  /// - Parameter log: nothing is logged unless one is given.
  package init(
    _ courier: Courier<Carrier>, recorder: DecisionRecorder? = nil, keeping: HeldKeeping? = nil,
    log: Logger = Logger(label: "", factory: { _ in SwiftLogNoOpLogHandler() }),
    steady: @escaping () -> Int, shouldStop: @escaping () -> Bool
  ) {
    self.courier = courier
    self.recorder = recorder
    self.keeping = keeping
    self.log = log
    self.steady = steady
    self.shouldStop = shouldStop
  }

  /// What came of the entries that were run.
  package struct Summary: Sendable, Equatable {
    package var delivered = 0
    package var refused = 0
    package var waiting = 0
    package var errors = 0

    package init() {}
  }

  /// Runs these entries, whether or not others are due.
  package mutating func run(_ ids: [QueueID]) -> Summary {
    var summary = Summary()
    for (place, id) in ids.enumerated() {
      if shouldStop() { break }
      if record(id, with: ids[place...], &summary) { runOne(id, &summary) }
    }
    return summary
  }

  /// Runs everything that is new or due.
  package mutating func runDue() -> Summary {
    clean()
    var summary = Summary()
    let ids: [QueueID]
    do {
      ids = try courier.queue.ids(in: .queue)
    } catch {
      log.error("the queue cannot be read", metadata: ["reason": "\(error)"])
      summary.errors += 1
      return summary
    }
    let present = Set(ids)
    tellApprover()
    dueTimes = dueTimes.filter { present.contains($0.key) }
    recordOthers(besides: present)
    hasSkipped = false
    for (place, id) in ids.enumerated() {
      if shouldStop() { break }
      if breaker.isOpen(at: steady()) {
        summary.waiting += 1
        hasSkipped = true
        continue
      }
      if let due = dueTimes[id], due > steady() {
        summary.waiting += 1
        continue
      }
      if record(id, with: ids[place...], &summary) { runOne(id, &summary) }
    }
    return summary
  }

  /// Forgets when entries are due, since a person may have changed it.
  package mutating func lookAtEverything() {
    dueTimes = [:]
    breaker.close()
  }

  /// Whether nothing is left in the queue.
  package var isQueueEmpty: Bool { (try? courier.queue.ids(in: .queue).isEmpty) ?? true }

  /// Seconds until something is due; nil if nothing is known to be. What the queue holds and no pass has looked at is due
  /// now: a notice that a pass itself has entered, too.
  package func secondsUntilDue() -> Int? {
    let hasNews = (try? courier.queue.ids(in: .queue).contains { dueTimes[$0] == nil }) ?? false
    let now = steady()
    let earliest = max(breaker.end ?? now, now)
    if hasNews || hasSkipped { return earliest - now }
    return dueTimes.values.min().map { max($0, earliest) - now }
  }

  private mutating func runOne(_ id: QueueID, _ summary: inout Summary) {
    do {
      let result = try courier.run(id)
      dueTimes[id] = nil
      switch result.disposition {
      case .delivered: summary.delivered += 1
      case .refused, .setAside: summary.refused += 1
      case .waiting(let until):
        summary.waiting += 1
        dueTimes[id] = steady() + min(max(until - courier.now(), 0), Self.longestWait)
      }
      if result.wasReached { breaker.close() } else { breaker.open(at: steady()) }
    } catch {
      switch error {
      case .notFound: dueTimes[id] = nil
      case .busy:
        summary.waiting += 1
        dueTimes[id] = steady() + Self.busyPause
      default:
        summary.errors += 1
        dueTimes[id] = steady() + Self.errorPause
        log.error("an entry cannot be processed", metadata: ["id": "\(id)", "reason": "\(error)"])
      }
    }
  }

  /// Puts an entry's decision on record, and those of the entries behind it: they share a write.
  /// - Returns: whether the entry may leave.
  private mutating func record(_ id: QueueID, with next: ArraySlice<QueueID>, _ summary: inout Summary) -> Bool {
    guard recorder?.has(id) == false else { return true }
    do throws(QueueError) {
      try recorder?.record(next, in: .queue, at: courier.now())
    } catch {
      summary.errors += 1
      log.error("nothing is sent: the audit log cannot be written", metadata: ["reason": "\(error)"])
      hasSkipped = true
      breaker.open(until: steady() + Self.errorPause)
      return false
    }
    tellOpenDecisions()
    if recorder?.has(id) == true { return true }
    // Its writer is not done with it.
    summary.waiting += 1
    dueTimes[id] = steady() + Self.busyPause
    return false
  }

  /// Puts on record what never leaves by itself.
  private mutating func recordOthers(besides present: Set<QueueID>) {
    guard recorder != nil else { return }
    do throws(QueueError) {
      try recorder?.recordOthers(at: courier.now())
      let held = try courier.queue.ids(in: .held) + courier.queue.ids(in: .decided)
      recorder?.forget(allBut: present.union(held))
      tellOpenDecisions()
    } catch {
      log.error("the audit log cannot be written", metadata: ["reason": "\(error)"])
    }
  }

  private mutating func tellApprover() {
    do throws(QueueError) {
      if let count = try keeping?.tellApprover(at: courier.now()), count > 0 {
        log.info("the approver is told of held messages", metadata: ["entries": "\(count)"])
      }
    } catch {
      log.error("the approver cannot be told", metadata: ["reason": "\(error)"])
    }
  }

  /// What nobody has decided about in time goes back.
  private mutating func giveBackExpired() {
    guard let keeping, var recorder else { return }
    let now = courier.now()
    do throws(QueueError) {
      let count = try keeping.giveBackExpired(at: now) { (id) throws(QueueError) in
        try recorder.record(lines: [#""event":"lapsed","id":"\#(id)""#], at: now)
      }
      if count > 0 { log.notice("held messages went back: nobody decided", metadata: ["entries": "\(count)"]) }
    } catch {
      log.error("held messages cannot be given back", metadata: ["reason": "\(error)"])
    }
    self.recorder = recorder
  }

  private mutating func tellOpenDecisions() {
    for id in recorder?.takeOpenDecisions() ?? [] {
      log.warning("judged with something missing: see presend audit list", metadata: ["id": "\(id)"])
    }
    for id in recorder?.takeDuplicates() ?? [] {
      log.notice("the same message was handed in a short time ago; it is sent again", metadata: ["id": "\(id)"])
    }
  }

  /// Once an hour: deletes what crashes left, and reminds of what only a person can settle.
  private mutating func clean() {
    if let lastCleaning, steady() - lastCleaning < Self.cleaningInterval { return }
    lastCleaning = steady()
    giveBackExpired()
    // A witness beyond the log's own folder, in what the system keeps of logs: presend audit verify --witness.
    if let head = try? recorder?.head() { log.notice("audit log", metadata: ["head": "\(head)"]) }
    if let count = try? courier.queue.cleanUp(at: courier.now()), count > 0 {
      log.info("leftovers of a crash deleted", metadata: ["files": "\(count)"])
    }
    if let count = try? courier.queue.ids(in: .failed).count, count > 0 {
      log.warning(
        "messages could be neither delivered nor reported; presend queue list shows them, queue retry or remove settles",
        metadata: ["entries": "\(count)"])
    }
  }

  /// Closes the connection that is kept for the next entry.
  package mutating func rest() where Carrier == SmarthostPool { courier.transport.close() }
}

extension Logger {
  /// One line for each thing that happened; an id, a word and codes, never an address and no content.
  package func note(_ event: CourierEvent) {
    var metadata: Metadata = ["id": "\(event.id)", "event": "\(event.kind.rawValue)"]
    if event.recipients > 0 { metadata["recipients"] = "\(event.recipients)" }
    if event.code > 0 { metadata["code"] = "\(event.code)" }
    if let code = event.enhancedCode { metadata["status"] = "\(code)" }
    if let trouble = event.trouble { metadata["reason"] = "\(trouble)" }
    log(level: Self.level(of: event.kind), "delivery", metadata: metadata)
  }

  private static func level(of kind: CourierEvent.Kind) -> Level {
    switch kind {
    case .sent, .notice, .delayNotice: .info
    case .deferred, .failed, .expired: .notice
    case .inDoubt, .setAside, .doubleBounce: .warning
    case .unreached, .damaged: .error
    }
  }
}
