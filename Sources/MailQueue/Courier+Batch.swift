extension Courier {
  /// At most so many entries share what is written and synchronised; each is locked, and so open, until the end.
  package static var largestBatch: Int { 32 }
  /// A batch that takes longer is cut off: what is behind it is not to be in doubt after a crash, or locked, for a slow
  /// smarthost's sake. In seconds.
  private static var longestBatch: Int { 1 }

  /// Does what is due for one entry.
  /// - Throws: `.busy` and `.notFound` where it is another's or gone; other errors where the disk fails.
  package mutating func run(_ id: QueueID) throws(QueueError) -> CourierResult {
    try run([id])[0]!.get()
  }

  /// Does what is due for entries, at most `largestBatch` of them: what is about to be sent is put on disk once for
  /// all, and so is what was removed.
  ///
  /// Ends early, with at least one attempted, where the smarthost cannot be used or is slow, and at once where
  /// `mayGoOn` says so; what is left is as it was.
  /// - Returns: what came of each, in their order; nil for what was not begun.
  package mutating func run(
    _ ids: [QueueID], while mayGoOn: () -> Bool = { true }
  ) -> [Result<CourierResult, QueueError>?] {
    var batch = Batch(queue.lock(ids, schedule: schedule))
    for place in ids.indices {
      guard let locked = batch.entries[place] else { continue }
      do throws(QueueError) {
        try prepare(locked, at: place, of: &batch, ids)
      } catch {
        batch.results[place] = .failure(error)
      }
    }
    // Nothing is announced that cannot be sent: it would be in doubt if this took long and were cut short.
    if batch.isAnythingDue {
      let trouble = transport.connect()
      if trouble == nil { announce(&batch) }
      work(on: &batch, trouble: trouble, while: mayGoOn)
      transport.endTurn()
    } else {
      work(on: &batch, trouble: nil, while: mayGoOn)
    }
    end(&batch)
    return setAsideDamaged(batch.release(), ids)
  }

  private mutating func work(on batch: inout Batch, trouble: Reply?, while mayGoOn: () -> Bool) {
    let begin = now()
    for place in batch.unworked {
      let isSlow = !(0...Self.longestBatch).contains(now() - begin)
      if !mayGoOn() || batch.hasBegun && (isSlow || !batch.wasReached) { break }
      batch.hasBegun = true
      batch.results[place] = Result { () throws(QueueError) in
        try work(on: batch.entries[place]!, due: batch.due[place], trouble: trouble)
      }
    }
  }

  /// What comes before an attempt, and whom it is for.
  private mutating func prepare(
    _ locked: LockedEntry, at place: Int, of batch: inout Batch, _ ids: [QueueID]
  ) throws(QueueError) {
    if let parent = locked.noticeOf {
      // Both would have to be written to; the notice waits for the next batch.
      if ids.contains(parent) { return batch.entries[place] = nil }
      try queue.acknowledgeNotice(locked.id, of: parent, at: now())
    }
    try finishNotices(of: locked)
    let due = locked.delivery.due(at: now())
    if !due.isEmpty { try locked.readAhead() }
    batch.due[place] = due
  }

  /// Puts on disk what is about to be sent. Where that fails, nothing is.
  private func announce(_ batch: inout Batch) {
    let time = now()
    for place in batch.unworked {
      guard let locked = batch.entries[place], locked.isOneTransaction(batch.due[place]) else { continue }
      do throws(QueueError) {
        batch.intents[place] = try locked.intend(batch.due[place], at: time)
      } catch {
        batch.results[place] = .failure(error)
      }
    }
    let intents = batch.intents.compactMap { $0 }
    if intents.isEmpty { return }
    do throws(QueueError) {
      try intentLog.write(intents, at: time)
    } catch {
      for place in batch.intents.indices where batch.intents[place] != nil {
        batch.results[place] = .failure(error)
        batch.intents[place] = nil
      }
    }
  }

  /// Puts on disk what was removed, and takes back what was announced and not begun.
  private func end(_ batch: inout Batch) {
    let removed = batch.entries.indices.filter { batch.entries[$0]?.isRemoved == true }
    if !removed.isEmpty {
      do throws(QueueError) {
        try during("removing entries") { () throws(SystemError) in
          try queue.fileSystem.synchroniseFolder(queue.folder(.queue))
        }
        for place in removed { batch.entries[place]!.removeJournal() }
      } catch {
        for place in removed { batch.results[place] = .failure(error) }
      }
    }
    let announced = batch.intents.indices.filter { batch.intents[$0] != nil }
    if announced.contains(where: { batch.results[$0]?.isFailure == true }) {
      // What came of it may be nowhere else.
      intentLog.abandon()
    } else if announced.contains(where: { batch.results[$0] == nil }) {
      try? intentLog.write([], at: now())
    }
  }

  /// A file that is not what was written goes where a person finds it.
  private func setAsideDamaged(
    _ results: [Result<CourierResult, QueueError>?], _ ids: [QueueID]
  ) -> [Result<CourierResult, QueueError>?] {
    zip(results, ids).map { result, id in
      guard case .failure(.damaged) = result else { return result }
      return Result { () throws(QueueError) in
        try queue.setAside(id)
        observe(CourierEvent(id: id, kind: .damaged))
        return CourierResult(disposition: .setAside)
      }
    }
  }
}

/// Entries that are worked on together, in their order.
private struct Batch {
  /// nil for what could not be locked, and for what waits for the next batch.
  var entries: [LockedEntry?]
  var results: [Result<CourierResult, QueueError>?]
  /// Places of the recipients that are to be tried.
  var due: [[Int]]
  /// What is announced in the intent log.
  var intents: [Intent?]
  var hasBegun = false

  init(_ locked: [Result<LockedEntry, QueueError>]) {
    entries = locked.map { try? $0.get() }
    results = locked.map { if case .failure(let error) = $0 { .failure(error) } else { nil } }
    due = locked.map { _ in [] }
    intents = locked.map { _ in nil }
  }

  /// Places of the entries that nothing came of so far.
  var unworked: [Int] { entries.indices.filter { entries[$0] != nil && results[$0] == nil } }

  var isAnythingDue: Bool { unworked.contains { !due[$0].isEmpty } }

  var wasReached: Bool {
    results.allSatisfy { if case .success(let result) = $0 { result.wasReached } else { true } }
  }

  /// Ends the locks.
  mutating func release() -> [Result<CourierResult, QueueError>?] {
    entries = []
    return results
  }
}

extension Result {
  fileprivate var isFailure: Bool { if case .failure = self { true } else { false } }
}
