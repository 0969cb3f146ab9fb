extension MailQueue {
  /// Releases a held entry for delivery, in the form that a person chose. Durable on return; its retry time starts now.
  /// - Parameters:
  ///   - seen: the digest of the entry that the person has looked at.
  ///   - record: called when nothing stands against it any more, so that it is on record before it is done.
  /// - Throws: `.otherDigest` where the entry is not the one that was seen.
  package func release(
    _ id: QueueID, seen: String, as form: ReleaseForm = .original, at now: Int,
    record: () throws(QueueError) -> Void = {}
  ) throws(QueueError) {
    let held = try lock(id, in: .held)
    let digest = try held.digest()
    guard digest == seen else { throw .otherDigest(id) }
    if form == .proposed, held.summary.proposals.isEmpty { throw .unusable("\(id): presend has nothing to propose") }
    try record()
    try held.record([.released(form)], at: now)
    try held.move(to: .queue)
  }

  /// Rejects a held entry: its sender is told, durably, before it is removed.
  /// - Parameters:
  ///   - hostName: the name of this machine, for the notice.
  ///   - kind: what the notice says.
  ///   - record: called before anything is done, so that it is on record.
  /// - Returns: the id of the notice, which is in the queue; nil where nobody may be told (null reverse-path).
  @discardableResult
  package func reject(
    _ id: QueueID, at now: Int, hostName: String, kind: DeliveryReport.Kind = .rejected,
    record: () throws(QueueError) -> Void = {}
  ) throws(QueueError) -> QueueID? {
    let held = try lock(id, in: .held)
    try record()
    let entry = try held.entry()
    let reply = Reply(code: 0, text: "rejected")
    let places = Array(entry.recipients.indices)
    // A crash between the steps enters the same notice again, under the same id.
    let notice = held.announcedNotice ?? QueueID(arrival: now)
    let report = DeliveryReport(
      kind: kind, recipients: entry.recipients.map { ($0, nil) }, entry: entry, hostName: hostName)
    let letter = report.queueEntry(id: notice, at: now)
    if let letter {
      try held.record([.failing(recipients: places, reply, notice: notice)], at: now)
      try enterOnce(letter)
    }
    try held.remove()
    return letter?.id
  }

  /// Enters a notice whose id was announced in a journal; one that is there already is left as it is.
  func enterOnce(_ notice: QueueEntry) throws(QueueError) {
    do throws(QueueError) {
      try enter(notice)
    } catch {
      guard case .system(_, let cause) = error, cause.isNameTaken else { throw error }
      if try isEntered(notice.id) { return }
      // It is what a crash left in tmp/, where files have names while they are written; or it was void, and is gone.
      try? fileSystem.unlink(temporaryPath(notice.id))
      try enter(notice)
    }
  }

  /// Whether there is an entry of this id in the queue that is not void; then its name is on disk on return.
  private func isEntered(_ id: QueueID) throws(QueueError) -> Bool {
    do throws(QueueError) {
      _ = try OpenedEntry(id, in: .queue, of: self)
    } catch {
      switch error {
      case .notFound: return false
      // A relay has it already; or a person will find it.
      case .busy, .damaged: break
      default: throw error
      }
    }
    // Who gave it its name may have been stopped before this.
    try during("naming a queue file") { () throws(SystemError) in try fileSystem.synchroniseFolder(folder(.queue)) }
    return true
  }

  /// Completes what a crash interrupted between entering a notice and saying so in the journal of the entry it reports.
  ///
  /// Done before the notice leaves: once it is gone, nothing would keep the entry from entering it a second time.
  func acknowledgeNotice(_ notice: QueueID, of parent: QueueID, at now: Int) throws(QueueError) {
    for state in [State.queue, .held] {
      do throws(QueueError) {
        let entry = try lock(parent, in: state)
        if entry.delivery.relayNotices[notice] != nil { return try entry.record([.relayTold(notice: notice)], at: now) }
        guard entry.announcedNotice == notice else { return }
        if state == .held { return try entry.remove() }
        try entry.record([.failed(recipients: entry.delivery.places(reportedBy: notice))], at: now)
      } catch {
        switch error {
        case .notFound, .damaged: continue
        default: throw error
        }
      }
    }
  }

  /// Makes every pending recipient of an entry due now; an entry in `failed` goes back to the queue.
  /// - Throws: `.busy` where it is being delivered at this moment.
  package func retry(_ id: QueueID, at now: Int) throws(QueueError) {
    do throws(QueueError) {
      try lock(id).record([.due], at: now)
    } catch {
      guard error == .notFound(id) else { throw error }
      let failed = try lock(id, in: .failed)
      try failed.record([.released()], at: now)
      try failed.move(to: .queue)
    }
  }

  /// Removes an entry for good, whatever its state. Nobody is told.
  package func remove(_ id: QueueID) throws(QueueError) {
    for state in [State.held, .queue, .failed] {
      do throws(QueueError) {
        return try lock(id, in: state).remove()
      } catch {
        switch error {
        case .notFound: continue
        case .damaged: return try removeDamaged(id, in: state)
        default: throw error
        }
      }
    }
    throw .notFound(id)
  }

  private func removeDamaged(_ id: QueueID, in state: State) throws(QueueError) {
    try during("removing an entry") { () throws(SystemError) in
      try fileSystem.unlink(path(of: id, in: state))
      try fileSystem.synchroniseFolder(folder(state))
    }
    try? fileSystem.unlink(journalPath(id))
  }
}

extension MailQueue {
  /// Moves an entry that cannot be read to `failed`, where a person finds it. Its octets stay as they are.
  func setAside(_ id: QueueID) throws(QueueError) {
    let path = path(of: id, in: .queue)
    try during("setting an entry aside") { () throws(SystemError) in
      let descriptor = try fileSystem.open(path, .read)
      defer { try? fileSystem.close(descriptor) }
      guard try fileSystem.lock(descriptor) else { return }
      try fileSystem.rename(path, to: self.path(of: id, in: .failed))
      try fileSystem.synchroniseFolder(folder(.failed))
      try fileSystem.synchroniseFolder(folder(.queue))
    }
  }
}
