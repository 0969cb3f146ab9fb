/// An entry that nobody else works on, and its journal. The lock ends with this object.
package final class LockedEntry {
  package let id: QueueID
  package let state: MailQueue.State
  package private(set) var delivery: DeliveryState
  /// The entry without its octets.
  package let summary: QueueEntry
  /// The entry whose refused recipients this one reports; nil if it is no such notice.
  package var noticeOf: QueueID? { summary.noticeOf }

  /// Whether the entry is gone, and with it all that its journal would say.
  package private(set) var isRemoved = false

  private let queue: MailQueue
  private let descriptor: Int32
  /// Opened at the first event.
  private var journal: Int32?
  /// The whole lines of the journal; what follows is cut off before the next line is written.
  private var journalLength: Int
  private let inDoubtPause: Int

  /// Locks an entry and replays its journal.
  init(_ id: QueueID, in state: MailQueue.State, of queue: MailQueue, inDoubtPause: Int) throws(QueueError) {
    let path = queue.path(of: id, in: state)
    let descriptor = try Self.open(path, id, queue.fileSystem)
    do throws(QueueError) {
      let locked = try during("locking an entry") { () throws(SystemError) in try queue.fileSystem.lock(descriptor) }
      guard locked else { throw QueueError.busy(id) }
      // Between open and lock the name may have gone, or been given to another file.
      let isStillThere = try during("locking an entry") { () throws(SystemError) in
        let (mine, named) = (try queue.fileSystem.status(descriptor), try queue.fileSystem.status(of: path))
        return named?.inode == mine.inode && named?.device == mine.device
      }
      guard isStillThere else { throw QueueError.notFound(id) }
      let metadata = try queue.metadata(of: id, from: descriptor)
      (delivery, journalLength) = try queue.replay(metadata.entry, inDoubtPause: inDoubtPause)
      summary = metadata.entry
    } catch {
      try? queue.fileSystem.close(descriptor)
      throw error
    }
    self.id = id
    self.state = state
    self.queue = queue
    self.descriptor = descriptor
    self.inDoubtPause = inDoubtPause
  }

  deinit {
    if let journal { try? queue.fileSystem.close(journal) }
    try? queue.fileSystem.close(descriptor)
  }

  private static func open(
    _ path: String, _ id: QueueID, _ fileSystem: any FileSystem
  ) throws(QueueError) -> Int32 {
    do {
      return try fileSystem.open(path, .read)
    } catch {
      throw error.isNoSuchFile ? .notFound(id) : .system(step: "opening an entry", error)
    }
  }

  /// The notice that was announced for refused recipients and may not be in the queue yet.
  package var announcedNotice: QueueID? {
    for place in delivery.failing {
      if case .failing(_, let notice?, _) = delivery.recipients[place].status { return notice }
    }
    return nil
  }

  /// The whole entry, its hash checked.
  package func entry() throws(QueueError) -> QueueEntry {
    try queue.entry(id, from: descriptor).inForm(delivery.form)
  }

  /// The SHA-256 over the entry's file, checked: who knows it knows what is sent, to whom, and what was found.
  package func digest() throws(QueueError) -> String { try queue.digest(id, from: descriptor) }

  /// Writes events to the journal, together. On return they are on disk, and what they announce may be done.
  package func record(_ events: [JournalEvent], at now: Int) throws(QueueError) {
    guard !events.isEmpty else { return }
    let lines = events.map { JournalLine(time: now, event: $0) }
    try during("writing a journal") { () throws(SystemError) in
      let (journal, isNew) = try openJournal()
      let octets = lines.flatMap(\.octets)
      try queue.fileSystem.writeAll(octets, to: journal)
      try queue.fileSystem.synchronise(journal)
      if isNew { try queue.fileSystem.synchroniseFolder(queue.journalFolder) }
      journalLength += octets.count
    }
    for line in lines { delivery.apply(line, inDoubtPause: inDoubtPause) }
  }

  private func openJournal() throws(SystemError) -> (descriptor: Int32, isNew: Bool) {
    let isNew = journalLength == 0
    let descriptor: Int32
    if let journal {
      descriptor = journal
    } else {
      descriptor = try queue.fileSystem.open(queue.journalPath(id), .append)
      journal = descriptor
    }
    // A torn tail announces what was never done; after it no line could be read. It may be our own, of a failed write.
    if try queue.fileSystem.status(descriptor).size > journalLength {
      try queue.fileSystem.truncate(descriptor, to: journalLength)
    }
    return (descriptor, isNew)
  }

  /// Removes the entry, then its journal: an entry without its journal would be delivered again.
  package func remove() throws(QueueError) {
    try during("removing an entry") { () throws(SystemError) in
      try queue.fileSystem.unlink(queue.path(of: id, in: state))
      try queue.fileSystem.synchroniseFolder(queue.folder(state))
    }
    isRemoved = true
    // An orphan left here is cleaned up later.
    try? queue.fileSystem.unlink(queue.journalPath(id))
  }

  /// Moves the entry to another state; the object is of no use afterwards but to end the lock.
  package func move(to newState: MailQueue.State) throws(QueueError) {
    try during("moving an entry") { () throws(SystemError) in
      try queue.fileSystem.rename(queue.path(of: id, in: state), to: queue.path(of: id, in: newState))
      try queue.fileSystem.synchroniseFolder(queue.folder(newState))
      try queue.fileSystem.synchroniseFolder(queue.folder(state))
    }
  }
}
