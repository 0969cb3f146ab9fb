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
  package var isRemoved: Bool { opened.isRemoved }
  /// Lines of the journal that are kept in `intents/`: whatever is written next to the journal comes behind them.
  private var intents: [JournalLine] = []
  /// The recipients that the lock's holder has announced there.
  private var intended: Set<Int> = []

  private let queue: MailQueue
  private let opened: OpenedEntry
  /// What was read before it was needed.
  private var ahead: QueueEntry?
  /// Opened at the first event.
  private var journal: Int32?
  /// The whole lines of the journal; what follows is cut off before the next line is written.
  private var journalLength: Int
  private let inDoubtPause: Int

  /// Replays the journal of an entry that was locked.
  /// - Parameter intents: what was found behind the lock.
  init(_ opened: OpenedEntry, of queue: MailQueue, intents: [Intent], inDoubtPause: Int) throws(QueueError) {
    let replayed = try queue.replay(opened.summary, intents: intents, inDoubtPause: inDoubtPause)
    (delivery, journalLength) = (replayed.delivery, replayed.journalLength)
    self.intents = replayed.intents
    id = opened.id
    state = opened.state
    summary = opened.summary
    self.opened = opened
    self.queue = queue
    self.inDoubtPause = inDoubtPause
  }

  deinit {
    if let journal { try? queue.fileSystem.close(journal) }
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
    if let ahead { return ahead.inForm(delivery.form) }
    return try queue.entry(id, from: opened.descriptor).inForm(delivery.form)
  }

  /// Reads a small entry before it is needed, so that no connection waits for the disk meanwhile.
  func readAhead() throws(QueueError) {
    if opened.octets <= Self.mostOctetsAhead { ahead = try queue.entry(id, from: opened.descriptor) }
  }
  /// Nearly all mail is smaller; so two batches, which share a connection, keep 4 MiB of it at most.
  private static let mostOctetsAhead = 64 << 10

  /// The SHA-256 over the entry's file, checked: who knows it knows what is sent, to whom, and what was found.
  package func digest() throws(QueueError) -> String { try queue.digest(id, from: opened.descriptor) }

  /// Writes events to the journal, together. On return they are on disk, and what they announce may be done.
  package func record(_ events: [JournalEvent], at now: Int) throws(QueueError) {
    guard !events.isEmpty else { return }
    try write(intents + events.map { JournalLine(time: now, event: $0) })
    for event in events { delivery.apply(JournalLine(time: now, event: event), inDoubtPause: inDoubtPause) }
  }

  private func write(_ lines: [JournalLine]) throws(QueueError) {
    try during("writing a journal") { () throws(SystemError) in
      let (journal, isNew) = try openJournal()
      let octets = lines.flatMap(\.octets)
      try queue.fileSystem.writeAll(octets, to: journal)
      try queue.fileSystem.synchronise(journal)
      if isNew { try queue.fileSystem.synchroniseFolder(queue.journalFolder) }
      journalLength += octets.count
    }
    intents = []
  }

  /// Whether these recipients are served by one mail transaction: they get the same octets, and a server takes so many
  /// (RFC 5321 §4.5.3.1.8). What takes several is announced one by one, so that a crash leaves no more in doubt.
  func isOneTransaction(_ recipients: [Int]) -> Bool {
    guard let first = recipients.first, recipients.count <= Self.mostRecipients else { return false }
    var start = 0
    for variant in summary.variants {
      let places = start..<start + variant.recipients.count
      if places.contains(first) { return recipients.allSatisfy(places.contains) }
      start = places.upperBound
    }
    return false
  }
  private static let mostRecipients = 100

  /// Announces the final dot for these recipients by an intent, which its caller puts on disk before anything is sent.
  func intend(_ recipients: [Int], at now: Int) throws(QueueError) -> Intent {
    // What an earlier courier left in doubt is history from here on.
    if !intents.isEmpty { try write(intents) }
    let line = JournalLine(time: now, event: .dotSent(recipients: recipients))
    delivery.apply(line, inDoubtPause: inDoubtPause)
    intents = [line]
    intended = Set(recipients)
    return Intent(id: id, journalLength: journalLength, line: line)
  }

  /// Sees to it that the final dot for these recipients is announced on disk.
  func announceDot(of recipients: [Int], at now: Int) throws(QueueError) {
    if !intended.isSuperset(of: recipients) { try record([.dotSent(recipients: recipients)], at: now) }
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
    try unlink()
    try during("removing an entry") { () throws(SystemError) in
      try queue.fileSystem.synchroniseFolder(queue.folder(state))
    }
    removeJournal()
  }

  /// Removes the entry for everybody; on disk it is gone when its folder is synchronised, and only then its journal may
  /// go.
  func unlink() throws(QueueError) {
    try during("removing an entry") { () throws(SystemError) in
      try queue.fileSystem.unlink(queue.path(of: id, in: state))
    }
    opened.isRemoved = true
  }

  /// An orphan that is left is cleaned up later.
  func removeJournal() {
    if journalLength > 0 || journal != nil { try? queue.fileSystem.unlink(queue.journalPath(id)) }
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
