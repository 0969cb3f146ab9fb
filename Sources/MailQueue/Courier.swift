package import MailSyntax

/// Brings entries to a transport, one after the other: locks, delivers, keeps the journal, tells senders, removes what
/// is done.
///
/// The order of its steps is docs/queue.md; a stop between any two of them loses nothing. `Courier+Batch` has the way
/// in.
package struct Courier<Carrier: Transport> {
  package let queue: MailQueue
  package var transport: Carrier
  let intentLog: IntentLog
  /// Notices that were entered into the queue.
  private var entered: [QueueID] = []
  package var schedule: RetrySchedule
  /// The name of this machine, for notices.
  package var hostName: String
  /// Who is told of the failure of mail without a sender; nil: nobody, and it is kept.
  package var doubleBounce: AddrSpec?
  /// Seconds since 1970.
  package var now: @Sendable () -> Int
  /// Evenly distributed from 0 to 1, for the jitter.
  package var chance: @Sendable () -> Double
  /// Told of what happens; holds no address and no content.
  package var observe: @Sendable (CourierEvent) -> Void

  package init(
    queue: MailQueue, transport: Carrier, schedule: RetrySchedule = .init(), hostName: String,
    doubleBounce: AddrSpec? = nil,
    now: @escaping @Sendable () -> Int, chance: @escaping @Sendable () -> Double = { .random(in: 0...1) },
    observe: @escaping @Sendable (CourierEvent) -> Void = { _ in }
  ) {
    self.queue = queue
    self.transport = transport
    intentLog = IntentLog(queue)
    self.schedule = schedule
    self.hostName = hostName
    self.doubleBounce = doubleBounce
    self.now = now
    self.chance = chance
    self.observe = observe
  }

  /// One that works as this does, but for its transport.
  package func using<Other: Transport>(_ transport: Other) -> Courier<Other> {
    Courier<Other>(
      queue: queue, transport: transport, schedule: schedule, hostName: hostName, doubleBounce: doubleBounce, now: now,
      chance: chance, observe: observe)
  }

  /// Gives the ids of the notices that were entered since this was last asked.
  package mutating func takeEntered() -> [QueueID] {
    defer { entered = [] }
    return entered
  }

  /// Does what is due for an entry, all but synchronising what it removes.
  /// - Parameters:
  ///   - due: places of the recipients that are to be tried.
  ///   - trouble: why the smarthost cannot be used at all.
  mutating func work(on locked: LockedEntry, due: [Int], trouble: Reply?) throws(QueueError) -> CourierResult {
    var reached = true
    if let trouble, !due.isEmpty {
      observe(CourierEvent(id: locked.id, outcome: .unreached(trouble), recipients: due.count))
      try putOff(due, of: locked, trouble)
      reached = false
    } else if !due.isEmpty {
      reached = try deliver(due, of: locked)
    }
    if !locked.isRemoved {
      try finishNotices(of: locked)
      // Behind the attempt: whatever kept the machine from trying, nothing goes back untried.
      try expire(locked)
      try tellDelay(of: locked)
    }
    return CourierResult(disposition: try settle(locked), wasReached: reached)
  }

  // MARK: Delivering

  /// - Returns: false if the smarthost could not be used at all.
  private mutating func deliver(_ due: [Int], of locked: LockedEntry) throws(QueueError) -> Bool {
    let entry = try locked.entry()
    let isDue = Set(due)
    var first = 0
    for variant in entry.variants {
      let places = (first..<first + variant.recipients.count).filter(isDue.contains)
      first += variant.recipients.count
      if places.isEmpty { continue }
      let submission = Submission(
        reversePath: entry.reversePath, notification: entry.notification,
        recipients: places.map { entry.recipients[$0] },
        requests: places.map { entry.request(of: entry.recipients[$0]) }, octets: variant.octets ?? entry.original)
      let outcomes = transport.deliver(submission) { (covered) throws(QueueError) in
        try locked.announceDot(of: covered.map { places[$0] }, at: now())
      }
      try note(outcomes, at: places, of: locked, entry)
      if let reply = outcomes.compactMap(\.unreachedReply).first {
        // The variants that were not tried wait like the one that was.
        try putOff(locked.delivery.due(at: now()), of: locked, reply)
        return false
      }
    }
    return true
  }

  /// Puts outcomes into the journal: one event for each reply, all in one write.
  private func note(
    _ outcomes: [RecipientOutcome], at places: [Int], of locked: LockedEntry, _ entry: QueueEntry
  ) throws(QueueError) {
    let time = now()
    lazy var notice = DeliveryReport.reader(of: entry, doubleBounce: doubleBounce).map { _ in QueueID(arrival: time) }
    var groups: [(outcome: RecipientOutcome, places: [Int])] = []
    for (outcome, place) in zip(outcomes, places) {
      if groups.last?.outcome == outcome {
        groups[groups.count - 1].places.append(place)
      } else {
        groups.append((outcome, [place]))
      }
    }
    var events: [JournalEvent] = []
    for (outcome, places) in groups {
      observe(CourierEvent(id: locked.id, outcome: outcome, recipients: places.count))
      switch outcome {
      case .sent(let reply): events.append(.sent(recipients: places, reply))
      case .failed(let reply): events.append(.failing(recipients: places, reply, notice: notice))
      case .inDoubt(let reply):
        events.append(.deferred(recipients: places, reply, nextAttempt: time + schedule.inDoubtPause))
      case .deferred(let reply), .unreached(let reply):
        events.append(.deferred(recipients: places, reply, nextAttempt: nextAttempt(of: places, locked, time)))
      }
    }
    let relayed = relayed(outcomes, at: places, entry)
    // First: if a crash leaves a part of what is written, nobody counts as done whose sender is still to be told.
    if !relayed.isEmpty { events.insert(.relayed(recipients: relayed, notice: QueueID(arrival: time)), at: 0) }
    let isLast = places.count == locked.delivery.recipients.filter { !$0.isFinal }.count
    if isLast, relayed.isEmpty, outcomes.allSatisfy(\.isSent) {
      // Removing the entry says as much as a record of it, at no cost, and needs no room on a full disk.
      if (try? locked.unlink()) != nil { return }
    }
    try locked.record(events, at: time)
  }

  /// Places of those whose delivery the sender asked to be told of, where the smarthost will not do it. RFC 3461
  /// §5.2.2.
  private func relayed(_ outcomes: [RecipientOutcome], at places: [Int], _ entry: QueueEntry) -> [Int] {
    guard entry.reversePath != nil, !transport.notifiesSenders else { return [] }
    return zip(outcomes, places).compactMap { outcome, place in
      outcome.isSent && entry.request(of: entry.recipients[place]).wants(.success) ? place : nil
    }
  }

  private func nextAttempt(of places: [Int], _ locked: LockedEntry, _ time: Int) -> Int {
    let attempts = places.map { locked.delivery.recipients[$0].attempts }.max() ?? 0
    return schedule.nextAttempt(after: time, attempts: attempts + 1, chance: chance())
  }

  private func putOff(_ places: [Int], of locked: LockedEntry, _ reply: Reply) throws(QueueError) {
    if places.isEmpty { return }
    let time = now()
    let next = nextAttempt(of: places, locked, time)
    try locked.record([.deferred(recipients: places, reply, nextAttempt: next)], at: time)
  }

  // MARK: Telling the sender

  /// Enters the notices that were announced, then says so in the journal.
  mutating func finishNotices(of locked: LockedEntry) throws(QueueError) {
    for (notice, places) in locked.delivery.relayNotices.sorted(by: { $0.key < $1.key }) {
      let entry = try locked.entry()
      let report = DeliveryReport(
        kind: .relayed, recipients: places.map { (entry.recipients[$0], nil) }, entry: entry, hostName: hostName)
      if let letter = report.queueEntry(id: notice, at: now()) {
        try enter(letter)
        observe(CourierEvent(id: locked.id, kind: .notice, recipients: places.count))
      }
      try locked.record([.relayTold(notice: notice)], at: now())
    }
    while let notice = locked.announcedNotice {
      let entry = try locked.entry()
      var refused: [(place: Int, reply: Reply)] = []
      var kind = DeliveryReport.Kind.failed
      for (place, recipient) in locked.delivery.recipients.enumerated() {
        guard case .failing(let reply, notice, let isExpired) = recipient.status else { continue }
        refused.append((place, reply))
        // All that one notice reports was given up in one step.
        if isExpired { kind = .expired }
      }
      let report = DeliveryReport(
        kind: kind,
        recipients: refused.map { (entry.recipients[$0.place], $0.reply) }, entry: entry, hostName: hostName,
        doubleBounce: doubleBounce)
      if let letter = report.queueEntry(id: notice, at: now()) {
        try enter(letter)
        let kind: CourierEvent.Kind = report.isDoubleBounce ? .doubleBounce : .notice
        observe(CourierEvent(id: locked.id, kind: kind, recipients: refused.count))
      } else if report.isDoubleBounce {
        // The address was taken out of the configuration between announcing and telling: then it is kept.
        try locked.record(refused.map { .failing(recipients: [$0.place], $0.reply, notice: nil) }, at: now())
        continue
      }
      try locked.record([.failed(recipients: refused.map(\.place))], at: now())
    }
  }

  /// Gives up on what has been tried for too long.
  private mutating func expire(_ locked: LockedEntry) throws(QueueError) {
    let time = now()
    let pending = locked.delivery.pending
    guard time - locked.delivery.start > schedule.lifetime, !pending.isEmpty else { return }
    let reader = DeliveryReport.reader(of: try locked.entry(), doubleBounce: doubleBounce)
    let notice = reader.map { _ in QueueID(arrival: time) }
    observe(CourierEvent(id: locked.id, kind: .expired, recipients: pending.count))
    // Each with what was said of it, not of another.
    let events = Dictionary(grouping: pending) { place in
      locked.delivery.recipients[place].lastReply ?? Reply(code: 0, text: "no attempt succeeded")
    }
    try locked.record(
      events.map { .failing(recipients: $0.value, $0.key, notice: notice, isExpired: true) }, at: time)
    try finishNotices(of: locked)
  }

  private mutating func tellDelay(of locked: LockedEntry) throws(QueueError) {
    let time = now()
    let pending = locked.delivery.pending
    guard time - locked.delivery.start >= schedule.delayNotice, locked.delivery.delayNotice == nil,
      !pending.isEmpty
    else { return }
    let entry = try locked.entry()
    let notice = QueueID(arrival: time)
    let report = DeliveryReport(
      kind: .delayed(until: locked.delivery.start + schedule.lifetime),
      recipients: pending.map { (entry.recipients[$0], locked.delivery.recipients[$0].lastReply) }, entry: entry,
      hostName: hostName)
    guard let letter = report.queueEntry(id: notice, at: time) else { return }
    try locked.record([.delayTold(notice: notice)], at: time)
    try enter(letter)
    observe(CourierEvent(id: locked.id, kind: .delayNotice, recipients: pending.count))
  }

  private mutating func enter(_ letter: QueueEntry) throws(QueueError) {
    try queue.enterOnce(letter)
    entered.append(letter.id)
  }

  // MARK: Ending

  private func settle(_ locked: LockedEntry) throws(QueueError) -> CourierResult.Disposition {
    if locked.isRemoved || locked.delivery.isFinished {
      let hasFailed = locked.delivery.recipients.contains { $0.status == .failed }
      if !locked.isRemoved { try locked.remove() }
      return hasFailed ? .refused : .delivered
    }
    if let next = locked.delivery.nextAttempt { return .waiting(until: next) }
    // Refused, and nobody to tell: a double bounce.
    try locked.move(to: .failed)
    observe(CourierEvent(id: locked.id, kind: .setAside))
    return .setAside
  }
}

extension RecipientOutcome {
  package var isSent: Bool { if case .sent = self { true } else { false } }
  package var unreachedReply: Reply? { if case .unreached(let reply) = self { reply } else { nil } }
}
