internal import Glibc
package import MailSyntax

extension MailQueue {
  /// Octets read at first from an entry: the metadata of a message to a few recipients.
  private static let frontOctets = 4096
  /// A file longer than this is none of ours and is not read whole: 1 GiB.
  private static let maximumEntryOctets = 1 << 30
  /// Five days of hourly attempts with long replies stay under 1 MiB for 1,000 recipients; more is not read.
  private static let maximumJournalOctets = 64 << 20

  /// An entry as `mailq` shows it: its metadata and where it stands.
  package struct Listing: Sendable {
    package let state: State
    /// Without octets: `original` is empty.
    package let entry: QueueEntry
    package let delivery: DeliveryState
    /// The size of the message as it was handed in.
    package let messageOctets: Int
    /// The size of the entry's file.
    package let fileOctets: Int
    /// The user id of who handed the message in.
    package let owner: UInt32
    package var id: QueueID { entry.id }
    /// Recipients without a final outcome.
    package var recipientsLeft: [AddrSpec] {
      zip(entry.recipients, delivery.recipients).filter { !$0.1.isFinal }.map(\.0)
    }
  }

  /// A file in the spool under an entry's name that is not, or not any more, what was written.
  package struct DamagedEntry: Sendable {
    package let id: QueueID
    package let state: State
    package let fileOctets: Int
    /// What is wrong with it.
    package let reason: String
  }

  /// What a list has a row for.
  package enum ListedEntry: Sendable {
    case whole(Listing)
    /// It is never sent; a person has to look.
    case damaged(DamagedEntry)

    package var fileOctets: Int {
      switch self {
      case .whole(let listing): listing.fileOctets
      case .damaged(let entry): entry.fileOctets
      }
    }
  }

  /// The ids in a state, oldest first. Names that are no ids are passed over.
  package func ids(in state: State) throws(QueueError) -> [QueueID] {
    let names = try during("listing the spool") { () throws(SystemError) in
      do throws(SystemError) {
        return try fileSystem.names(in: folder(state))
      } catch {
        if error.isNoSuchFile { return [] }
        throw error
      }
    }
    return names.compactMap { QueueID($0) }.sorted()
  }

  /// What is there, oldest first; only entries that leave meanwhile are passed over.
  ///
  /// Cost: one open and a read of 4 KB for each entry, and its journal. In `failed`, where damaged entries are put and
  /// few others, the whole file is read and its hash checked.
  package func list(_ state: State) throws(QueueError) -> [ListedEntry] {
    var rows: [ListedEntry] = []
    let intents = try openIntents()
    for id in try ids(in: state) {
      do throws(QueueError) {
        if state == .failed { _ = try read(id) }
        rows.append(.whole(try listing(id, in: state, intents)))
      } catch {
        if error == .notFound(id) { continue }
        rows.append(.damaged(damage(to: id, in: state, error)))
      }
    }
    return rows
  }

  private func damage(to id: QueueID, in state: State, _ error: QueueError) -> DamagedEntry {
    var reason = "\(error)"
    if case .damaged(_, let what) = error { reason = what }
    let status = try? fileSystem.status(of: path(of: id, in: state))
    return DamagedEntry(id: id, state: state, fileOctets: status?.size ?? 0, reason: reason)
  }

  /// One entry, whatever its state.
  package func listing(_ id: QueueID) throws(QueueError) -> Listing {
    for state in State.ofMessages {
      do throws(QueueError) {
        return try listing(id, in: state)
      } catch {
        if error != .notFound(id) { throw error }
      }
    }
    throw .notFound(id)
  }

  /// Whether a message with this id is there, in whatever state and even if it is damaged.
  package func isThere(_ id: QueueID) throws(QueueError) -> Bool {
    try during("looking for an entry") { () throws(SystemError) in
      for state in State.ofMessages where try fileSystem.status(of: path(of: id, in: state)) != nil { return true }
      return false
    }
  }

  package func listing(_ id: QueueID, in state: State) throws(QueueError) -> Listing {
    try listing(id, in: state, try openIntents())
  }

  private func listing(
    _ id: QueueID, in state: State, _ intents: [QueueID: [Intent]]
  ) throws(QueueError) -> Listing {
    try withEntry(id, in: state) { (descriptor) throws(QueueError) in
      let status = try during("reading an entry") { () throws(SystemError) in try fileSystem.status(descriptor) }
      let metadata = try metadata(of: id, from: descriptor)
      if metadata.isVoid(fileOctets: status.size) { throw .notFound(id) }
      let delivery = try replay(
        metadata.entry, intents: intents[id] ?? [], inDoubtPause: RetrySchedule().inDoubtPause
      ).delivery
      return Listing(
        state: state, entry: metadata.entry.inForm(delivery.form), delivery: delivery,
        messageOctets: metadata.blocks.first?.count ?? 0, fileOctets: status.size, owner: status.owner)
    }
  }

  /// The whole entry with its octets, its hash checked, whatever its state.
  package func read(_ id: QueueID) throws(QueueError) -> QueueEntry {
    for state in State.ofMessages {
      do throws(QueueError) {
        return try withEntry(id, in: state) { (descriptor) throws(QueueError) in
          let entry = try entry(id, from: descriptor)
          return entry.inForm(try replay(entry, intents: [], inDoubtPause: 0).delivery.form)
        }
      } catch {
        if error != .notFound(id) { throw error }
      }
    }
    throw .notFound(id)
  }

  /// What happened to an entry so far, oldest first; empty if nothing has.
  package func journal(_ id: QueueID) throws(QueueError) -> [JournalLine] {
    let (lines, length) = JournalLine.lines(try journalOctets(id))
    return lines + (try openIntents()[id] ?? []).filter { $0.journalLength == length }.map(\.line)
  }

  /// Locks an entry for work on it.
  /// - Throws: `.busy` where another process has it, `.notFound` where it is not in that state (any more).
  package func lock(
    _ id: QueueID, in state: State = .queue, schedule: RetrySchedule = .init()
  ) throws(QueueError) -> LockedEntry {
    try lock([id], in: state, schedule: schedule)[0].get()
  }

  /// Locks entries for work on them: one answer for each, in their order.
  func lock(
    _ ids: [QueueID], in state: State = .queue, schedule: RetrySchedule
  ) -> [Result<LockedEntry, QueueError>] {
    let opened = ids.map { id in
      Result { () throws(QueueError) in try OpenedEntry(id, in: state, of: self) }
    }
    // Behind the locks: what is announced of them now is what couriers left that are no more.
    let found = Result { () throws(QueueError) in try openIntents() }
    return opened.map { result in
      Result { () throws(QueueError) in
        let entry = try result.get()
        return try LockedEntry(
          entry, of: self, intents: found.get()[entry.id] ?? [], inDoubtPause: schedule.inDoubtPause)
      }
    }
  }

  private func openIntents() throws(QueueError) -> [QueueID: [Intent]] {
    try during("reading what was about to be sent") { () throws(SystemError) in try intents() }
  }

  // MARK: Files

  private func withEntry<Result>(
    _ id: QueueID, in state: State, _ body: (Int32) throws(QueueError) -> Result
  ) throws(QueueError) -> Result {
    let descriptor: Int32
    do throws(SystemError) {
      descriptor = try fileSystem.open(path(of: id, in: state), .read)
    } catch {
      throw error.isNoSuchFile ? .notFound(id) : .system(step: "opening an entry", error)
    }
    defer { try? fileSystem.close(descriptor) }
    return try body(descriptor)
  }

  func metadata(of id: QueueID, from descriptor: Int32) throws(QueueError) -> EntryFormat.Metadata {
    let front = try during("reading an entry") { () throws(SystemError) in
      let front = try fileSystem.read(descriptor, at: 0, count: Self.frontOctets)
      guard let end = EntryFormat.metadataEnd(front), end > front.count else { return front }
      return try fileSystem.read(descriptor, at: 0, count: end)
    }
    guard let metadata = EntryFormat.metadata(front) else { throw .damaged(id, "its metadata cannot be read") }
    guard metadata.entry.id == id else { throw .damaged(id, "it is the file of \(metadata.entry.id)") }
    return metadata
  }

  /// The digest of an entry, whatever its state.
  package func digest(_ id: QueueID) throws(QueueError) -> String {
    for state in State.ofMessages {
      do throws(QueueError) {
        return try withEntry(id, in: state) { (descriptor) throws(QueueError) in try digest(id, from: descriptor) }
      } catch {
        if error != .notFound(id) { throw error }
      }
    }
    throw .notFound(id)
  }

  func digest(_ id: QueueID, from descriptor: Int32) throws(QueueError) -> String {
    let octets = try octets(from: descriptor)
    _ = try entry(id, in: octets)
    return EntryFormat.digest(octets)!
  }

  func entry(_ id: QueueID, from descriptor: Int32) throws(QueueError) -> QueueEntry {
    try entry(id, in: try octets(from: descriptor))
  }

  private func entry(_ id: QueueID, in octets: [UInt8]) throws(QueueError) -> QueueEntry {
    if let entry = EntryFormat.entry(octets), entry.id == id { return entry }
    if EntryFormat.metadata(octets)?.isVoid(fileOctets: octets.count) == true { throw .notFound(id) }
    throw .damaged(id, "its hash does not fit its content")
  }

  private func octets(from descriptor: Int32) throws(QueueError) -> [UInt8] {
    try during("reading an entry") { () throws(SystemError) in
      let size = try fileSystem.status(descriptor).size
      return size > Self.maximumEntryOctets ? [] : try fileSystem.read(descriptor, at: 0, count: size)
    }
  }

  /// Where an entry stands, how long the whole lines of its journal are, and which lines belong behind them.
  func replay(
    _ entry: QueueEntry, intents: [Intent], inDoubtPause: Int
  ) throws(QueueError) -> (delivery: DeliveryState, journalLength: Int, intents: [JournalLine]) {
    let (lines, length) = JournalLine.lines(try journalOctets(entry.id))
    let open = intents.filter { $0.journalLength == length }.map(\.line).sorted { $0.time < $1.time }
    var delivery = DeliveryState(recipientCount: entry.recipients.count, arrival: entry.arrival)
    for line in lines + open { delivery.apply(line, inDoubtPause: inDoubtPause) }
    return (delivery, length, open)
  }

  func journalOctets(_ id: QueueID) throws(QueueError) -> [UInt8] {
    try during("reading a journal") { () throws(SystemError) in
      let descriptor: Int32
      do throws(SystemError) {
        descriptor = try fileSystem.open(journalPath(id), .read)
      } catch {
        if error.isNoSuchFile { return [] }
        throw error
      }
      defer { try? fileSystem.close(descriptor) }
      let size = try fileSystem.status(descriptor).size
      if size > Self.maximumJournalOctets { throw SystemError(call: "read", path: journalPath(id), code: EFBIG) }
      return try fileSystem.read(descriptor, at: 0, count: size)
    }
  }
}

extension SystemError {
  var isNoSuchFile: Bool { code == ENOENT }
  var isNameTaken: Bool { code == EEXIST }
}
