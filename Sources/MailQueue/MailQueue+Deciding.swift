extension MailQueue {
  /// Releases a held entry for delivery. Durable on return; its retry time starts now.
  package func release(_ id: QueueID, at now: Int) throws(QueueError) {
    let held = try lock(id, in: .held)
    try held.record([.released], at: now)
    try held.move(to: .queue)
  }

  /// Makes every pending recipient of an entry due now; an entry in `failed` goes back to the queue.
  /// - Throws: `.busy` where it is being delivered at this moment.
  package func retry(_ id: QueueID, at now: Int) throws(QueueError) {
    do throws(QueueError) {
      try lock(id).record([.due], at: now)
    } catch {
      guard error == .notFound(id) else { throw error }
      let failed = try lock(id, in: .failed)
      try failed.record([.released], at: now)
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
