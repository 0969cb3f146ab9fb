package import Logging
package import MailQueue

/// Works through the queue: what is new, what is due, again and again, until told to stop.
package struct QueueRunner<Carrier: Transport> {
  private let queue: MailQueue
  /// One for each connection.
  private let lanes: [Lane<Carrier>]
  private let dispatch: Shared<Dispatch>
  /// What becomes of held messages; nil for tests alone.
  private var keeping: HeldKeeping?
  private let log: Logger
  /// Seconds of a clock that no change of the time of day moves. All times that the runner remembers are this clock's:
  /// a clock that is set back by a year must not stop the mail for a year.
  private let steady: @Sendable () -> Int
  /// Seconds since 1970.
  private let now: @Sendable () -> Int
  /// Asked between entries.
  private let shouldStop: @Sendable () -> Bool
  private var lastCleaning: Int?
  private var lastListing: Int?

  /// In seconds.
  private static var cleaningInterval: Int { 3600 }
  /// An entry may have come whose wake-up was lost. In seconds.
  private static var listingInterval: Int { 60 }

  /// - Parameters:
  ///   - connections: so many at once, where there is enough to do.
  ///   - makeCourier: asked once for each connection, whose transport its couriers share.
  ///   - log: nothing is logged unless one is given.
  package init(
    _ queue: MailQueue, recorder: DecisionRecorder? = nil, keeping: HeldKeeping? = nil,
    log: Logger = Logger(label: "", factory: { _ in SwiftLogNoOpLogHandler() }),
    now: @escaping @Sendable () -> Int, steady: @escaping @Sendable () -> Int,
    shouldStop: @escaping @Sendable () -> Bool, connections: Int = 1, makeCourier: () -> sending Courier<Carrier>
  ) {
    self.queue = queue
    lanes = (0..<max(connections, 1)).map { _ in Lane(makeCourier()) }
    dispatch = Shared(Dispatch(recorder: recorder, log: log, steady: steady, now: now))
    self.keeping = keeping
    self.log = log
    self.now = now
    self.steady = steady
    self.shouldStop = shouldStop
  }

  /// Runs these entries, whether or not others are due.
  package mutating func run(_ ids: [QueueID]) -> QueueSummary {
    dispatch.withLock { dispatch in
      for id in ids { dispatch.agenda.makeDue(id) }
    }
    return pass(over: ids)
  }

  /// Runs everything that is new or due.
  /// - Parameter news: what has happened since the last pass, so that not all entries need be listed; nil where that is
  ///   not known.
  package mutating func runDue(_ news: WakeChannel.News? = nil) -> QueueSummary {
    var mustList = clean()
    if news?.calls.isDisjoint(with: [.newEntry, .everything, .flush]) != true { mustList = true }
    if mustList || news?.calls.contains(.decision) == true {
      dispatch.withLock { $0.recordOthers() }
      if tellApprover() { mustList = true }
    }
    for id in news?.ids ?? [] { dispatch.withLock { $0.agenda.makeDue(id) } }
    let isStale = lastListing.map { steady() - $0 >= Self.listingInterval } ?? true
    if mustList || isStale, !list() {
      var summary = QueueSummary()
      summary.errors = 1
      return summary
    }
    return pass(over: dispatch.withLock { [time = steady()] in $0.agenda.due(at: time) })
  }

  /// Finds out what is there.
  /// - Returns: false where the queue cannot be read.
  private mutating func list() -> Bool {
    do throws(QueueError) {
      let present = try queue.ids(in: .queue)
      let others = try queue.ids(in: .held) + queue.ids(in: .decided)
      dispatch.withLock { dispatch in
        dispatch.agenda.replace(by: present)
        dispatch.recorder?.forget(allBut: Set(present).union(others))
      }
      lastListing = steady()
      return true
    } catch {
      log.error("the queue cannot be read", metadata: ["reason": "\(error)"])
      return false
    }
  }

  private func pass(over ids: [QueueID]) -> QueueSummary {
    dispatch.withLock { $0.begin(with: ids) }
    for lane in lanes { lane.beginPass() }
    let batches = (ids.count + Courier<Carrier>.largestBatch - 1) / Courier<Carrier>.largestBatch
    let (lanes, dispatch, steady, shouldStop) = (lanes, dispatch, steady, shouldStop)
    onThreads(min(lanes.count * Lane<Carrier>.couriers, batches)) { number in
      let (courier, lane) = number.quotientAndRemainder(dividingBy: lanes.count)
      lanes[lane].run(courier, dispatch, isExtra: lane > 0, steady: steady, shouldStop: shouldStop)
    }
    return dispatch.withLock { $0.summary }
  }

  /// Forgets when entries are due, since a person may have changed it.
  package func lookAtEverything() {
    dispatch.withLock { dispatch in
      dispatch.agenda.makeAllDue()
      dispatch.breaker.close()
    }
  }

  /// Whether nothing is left in the queue.
  package var isQueueEmpty: Bool {
    guard dispatch.withLock({ $0.agenda.isEmpty }) else { return false }
    return (try? queue.ids(in: .queue).isEmpty) ?? true
  }

  /// Seconds until something is due; nil if nothing is known to be.
  package func secondsUntilDue() -> Int? {
    let now = steady()
    return dispatch.withLock { dispatch in
      dispatch.agenda.firstTime.map { max($0, dispatch.breaker.end ?? now, now) - now }
    }
  }

  /// - Returns: whether there is a letter to the approver in the queue that was not there before.
  private mutating func tellApprover() -> Bool {
    let time = now()
    do throws(QueueError) {
      guard let count = try keeping?.tellApprover(at: time), count > 0 else { return false }
      log.info("the approver is told of held messages", metadata: ["entries": "\(count)"])
      return true
    } catch {
      log.error("the approver cannot be told", metadata: ["reason": "\(error)"])
      return false
    }
  }

  /// What nobody has decided about in time goes back.
  private func giveBackExpired() {
    guard let keeping else { return }
    let time = now()
    do throws(QueueError) {
      let count = try dispatch.withLock { (dispatch) throws(QueueError) in
        guard var recorder = dispatch.recorder else { return 0 }
        defer { dispatch.recorder = recorder }
        return try keeping.giveBackExpired(at: time) { (id) throws(QueueError) in
          try recorder.record(lines: [#""event":"lapsed","id":"\#(id)""#], at: time)
        }
      }
      if count > 0 { log.notice("held messages went back: nobody decided", metadata: ["entries": "\(count)"]) }
    } catch {
      log.error("held messages cannot be given back", metadata: ["reason": "\(error)"])
    }
  }

  /// Once an hour: deletes what crashes left, and reminds of what only a person can settle.
  /// - Returns: whether it is that hour.
  private mutating func clean() -> Bool {
    if let lastCleaning, steady() - lastCleaning < Self.cleaningInterval { return false }
    lastCleaning = steady()
    giveBackExpired()
    // A witness beyond the log's own folder, in what the system keeps of logs: presend audit verify --witness.
    if let head = dispatch.withLock({ try? $0.recorder?.head() }) {
      log.notice("audit log", metadata: ["head": "\(head)"])
    }
    if let count = try? queue.cleanUp(at: now()), count > 0 {
      log.info("leftovers of a crash deleted", metadata: ["files": "\(count)"])
    }
    if let count = try? queue.ids(in: .failed).count, count > 0 {
      log.warning(
        "messages could be neither delivered nor reported; presend queue list shows them, queue retry or remove settles",
        metadata: ["entries": "\(count)"])
    }
    return true
  }

  /// Closes the connections that are kept for the next entries.
  package func rest() where Carrier == SmarthostPool {
    for lane in lanes { lane.rest() }
  }
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
