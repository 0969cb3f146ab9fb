internal import Configuration
internal import Glibc
internal import Logging
internal import MailQueue
internal import Relay

/// The queue and the smarthost of one configuration, and the ways to run them.
struct Service {
  private let queue: MailQueue
  private let log: Logger
  private let configurationFile: String
  private let passwordFiles: [String]
  private let makeRunner: () -> QueueRunner<SmarthostPool>

  /// Started for single entries, the program stays this long after the queue is empty, in milliseconds: the next
  /// message finds a relay that is connected already.
  private static let lingering = 5000
  /// An idle connection is closed after this, in milliseconds.
  private static let idleConnection = 2000
  /// The longest sleep: an entry may have come whose wake-up was lost.
  private static let longestSleep = 60_000

  init(configurationFile: String, log: Logger) throws {
    let settings = try RelayConfiguration(file: configurationFile)
    let hostName = settings.hostName ?? HostName.ofMachine
    let smarthosts = try settings.smarthosts(helloName: hostName)
    let queue = settings.queue
    try queue.prepare()
    self.queue = queue
    self.log = log
    self.configurationFile = configurationFile
    passwordFiles = settings.passwordFiles
    makeRunner = {
      QueueRunner(
        queue, recorder: DecisionRecorder(queue),
        keeping: HeldKeeping(
          queue, hostName: hostName, approver: settings.held.approver, lettersPerHour: settings.held.mailsPerHour),
        log: log, now: { time(nil) }, steady: SteadyClock.seconds, shouldStop: { StopRequest.isMade },
        connections: CallerLimits.connections(atMost: settings.connections)
      ) {
        let pool = SmarthostPool(
          to: smarthosts, seconds: SteadyClock.seconds,
          observe: { place, seconds in
            log.error("a smarthost cannot be used", metadata: ["smarthost": "\(place)", "next": "\(seconds) s"])
          })
        return Courier(
          queue: queue, transport: pool, schedule: settings.schedule, hostName: hostName,
          doubleBounce: settings.doubleBounce, now: { time(nil) }, observe: { log.note($0) })
      }
    }
  }

  /// Makes every waiting entry due.
  func makeAllDue() {
    for id in (try? queue.ids(in: .queue)) ?? [] { try? queue.retry(id, at: time(nil)) }
    WakeChannel(of: queue).signal(.everything)
  }

  /// Makes every entry due that was deferred. What is in doubt keeps its pause: any user may call for this, and nobody
  /// is to make duplicates for others.
  private func makeDeferredDue() {
    for id in (try? queue.ids(in: .queue)) ?? [] {
      guard let delivery = try? queue.listing(id, in: .queue).delivery,
        !delivery.recipients.contains(where: { $0.status == .inDoubt })
      else { continue }
      try? queue.retry(id, at: time(nil))
    }
  }

  /// One pass. - Returns: an exit status that says how it went.
  func runOnce(_ ids: [QueueID]) -> Int32 {
    var runner = makeRunner()
    let summary = ids.isEmpty ? runner.runDue() : runner.run(ids)
    runner.rest()
    if summary.errors > 0 { return EX_IOERR }
    if summary.waiting > 0 { return EX_TEMPFAIL }
    return summary.refused > 0 ? EX_UNAVAILABLE : EX_OK
  }

  /// Serves the queue until it is empty, unless another relay does so already.
  func runOnDemand(_ ids: [QueueID]) -> Int32 {
    if CallerLimits.areTight { return runOnce(ids) }
    switch RelayTurn.take(of: queue, for: ids) {
    case .handedOver: return EX_OK
    case .unclear: return runOnce(ids)
    case .taken(let turn):
      let status = serve(forever: false)
      _ = consume turn
      return status
    }
  }

  /// Runs what is due, sleeps, and runs again.
  func serve(forever: Bool) -> Int32 {
    var runner = makeRunner()
    var watch = FileWatch([configurationFile] + passwordFiles)
    var pace = FlushPace()
    var listener = listen()
    defer { stopListening(&listener) }
    var news: WakeChannel.News?
    while !StopRequest.isMade {
      if watch.hasChanged(), let fresh = reconfigured() {
        runner.rest()
        runner = fresh.makeRunner()
        watch = FileWatch([configurationFile] + fresh.passwordFiles)
        news = nil
      }
      _ = runner.runDue(news)
      if StopRequest.isMade { break }
      let heard = sleep(runner, listener, isQueueEmpty: runner.isQueueEmpty, forever: forever)
      news = heard ?? WakeChannel.News()
      if heard?.calls.contains(.flush) == true { pace.ask() }
      let isFlush = pace.isDue(at: SteadyClock.seconds())
      if isFlush { makeDeferredDue() }
      if isFlush || heard?.calls.contains(.everything) == true { runner.lookAtEverything() }
      if forever || heard != nil || !runner.isQueueEmpty { continue }
      // Whoever queues from here on finds no listener and starts a relay; whoever found one has queued already.
      stopListening(&listener)
      if runner.isQueueEmpty { break }
      listener = listen()
      news = nil
    }
    runner.rest()
    return EX_OK
  }

  /// A configuration or password that was mended counts at once; one that was broken is reported, and the old one kept.
  private func reconfigured() -> Service? {
    do {
      let fresh = try Service(configurationFile: configurationFile, log: log)
      log.notice("the configuration is read again")
      return fresh
    } catch {
      log.error("the changed configuration cannot be used; the old one is kept", metadata: ["reason": "\(error)"])
      return nil
    }
  }

  private func listen() -> Int32? {
    let descriptor = WakeChannel(of: queue).listen()
    StopRequest.setListener(descriptor)
    return descriptor
  }

  private func stopListening(_ listener: inout Int32?) {
    StopRequest.setListener(nil)
    if let descriptor = listener { close(descriptor) }
    listener = nil
  }

  /// Waits for a call or the next due time; closes the connection when it has been idle for a while.
  private func sleep(
    _ runner: QueueRunner<SmarthostPool>, _ listener: Int32?, isQueueEmpty: Bool, forever: Bool
  ) -> WakeChannel.News? {
    var left = min((runner.secondsUntilDue().map { $0 * 1000 }) ?? Self.longestSleep, Self.longestSleep)
    if isQueueEmpty && !forever { left = min(left, Self.lingering) }
    let first = min(left, Self.idleConnection)
    if let news = wait(listener, first) { return news }
    runner.rest()
    return left > first ? wait(listener, left - first) : nil
  }

  private func wait(_ listener: Int32?, _ milliseconds: Int) -> WakeChannel.News? {
    if StopRequest.isMade { return nil }
    if let listener { return WakeChannel.wait(on: listener, milliseconds: milliseconds) }
    poll(nil, 0, Int32(clamping: milliseconds))
    return nil
  }
}
