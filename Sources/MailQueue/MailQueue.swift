internal import Glibc
internal import MailSyntax

/// The spool: takes messages durably, keeps the held ones, and says what is there. docs/queue.md is its specification.
///
/// A value without state of its own; any number of processes may use one spool at once.
package struct MailQueue: Sendable {
  /// Less free room than this is a full disk: the journals must be able to grow, or nothing can leave the queue.
  package static let minimumFreeOctets: UInt64 = 64 << 20
  /// Pieces of an entry's file are gathered up to this many octets for one `write`.
  static let writeBufferOctets = 64 << 10

  /// Where entries are.
  package enum State: String, Sendable, CaseIterable {
    case queue, held, failed
    /// Nothing was kept of the message but what was decided about it. Only `DecisionRecorder` reads these.
    case decided
    /// Where a message itself may be.
    package static let ofMessages: [State] = [.queue, .held, .failed]
  }

  package let directory: String
  let fileSystem: any FileSystem
  /// Refuse below this.
  let minimumFreeOctets: UInt64
  /// Whether missing folders are made; false for who only has the right to hand in mail, since a folder belongs to who
  /// makes it.
  let makesFolders: Bool
  /// What one user may have waiting; nil where that is not asked.
  let userLimits: UserQuota.Limits?

  /// A spool at this path, which `prepare` makes if it is not there.
  package init(
    directory: String, fileSystem: any FileSystem = PosixFileSystem(),
    minimumFreeOctets: UInt64 = MailQueue.minimumFreeOctets, makesFolders: Bool = true,
    userLimits: UserQuota.Limits? = nil
  ) {
    self.directory = directory
    self.fileSystem = fileSystem
    self.minimumFreeOctets = minimumFreeOctets
    self.makesFolders = makesFolders
    self.userLimits = userLimits
  }

  /// Makes the folders that are missing. Cheap enough to call before every use.
  package func prepare() throws(QueueError) {
    guard makesFolders else { return }
    try during("making the spool") { () throws(SystemError) in
      let last = usersFolder
      var isComplete = true
      for path in [folder(.queue), intentFolder, last] where isComplete {
        isComplete = try fileSystem.status(of: path) != nil
      }
      if isComplete { return }
      try fileSystem.makeFolder(directory, for: .owner)
      for folder in [
        temporaryFolder, folder(.held), folder(.failed), folder(.decided), folder(.queue), journalFolder, intentFolder,
      ] {
        try fileSystem.makeFolder(folder, for: .usersOfParent)
      }
      try fileSystem.makeFolder(auditFolder.path, for: .owner)
      try fileSystem.makeFolder(last, for: .usersOfParent)
      try fileSystem.synchroniseFolder(directory)
    }
  }

  /// Takes a message for delivery.
  ///
  /// On return its file and the file's name are on disk. If it throws, nothing of the message is left to be delivered.
  /// Cost: one `fsync` of the file, one of the folder.
  @discardableResult
  package func enter(_ entry: QueueEntry) throws(QueueError) -> QueueID {
    try take(entry, in: .queue)
  }

  /// Takes a message that waits for a person; as durable as `enter`.
  @discardableResult
  package func hold(_ entry: QueueEntry) throws(QueueError) -> QueueID {
    try take(entry, in: .held)
  }

  /// Takes a decision about a message that is not kept; as durable as `enter`.
  /// - Parameters:
  ///   - entry: without octets.
  ///   - isCounted: whether it counts as its user's; false for the decision that the user has too much waiting.
  @discardableResult
  package func noteDecision(_ entry: QueueEntry, isCounted: Bool = true) throws(QueueError) -> QueueID {
    try take(entry, in: .decided, isCounted: isCounted)
  }

  /// Throws if a message of this many octets would not leave enough room on disk. To be asked before reading a message.
  package func checkRoom(forOctets octets: Int) throws(QueueError) {
    let free = try during("asking for free room") { () throws(SystemError) in
      try fileSystem.freeOctets(at: directory)
    }
    if free < max(2 * UInt64(clamping: octets), minimumFreeOctets) { throw .noRoom(freeOctets: free) }
  }

  // MARK: The steps of taking, Q0 to Q4

  /// A file that is being written.
  private struct NewFile {
    var descriptor: Int32
    /// Its name in `tmp/`; nil where it has none yet.
    var temporary: String?
  }

  private func take(_ entry: QueueEntry, in state: State, isCounted: Bool = true) throws(QueueError) -> QueueID {
    try check(entry)
    try prepare()
    let octets = EntryFormat.size(of: entry)
    try checkRoom(forOctets: octets)
    if let userLimits, let user = entry.userID, isCounted {
      try UserQuota(of: self, limits: userLimits).claim(octets: octets, for: user, at: entry.arrival)
    }
    let file = try during("creating a queue file") { () throws(SystemError) in try create(entry.id) }
    // Committed or not, the name in tmp/ goes: if that fails, cleaning deletes it.
    defer {
      if let temporary = file.temporary { try? fileSystem.unlink(temporary) }
      try? fileSystem.close(file.descriptor)
    }
    try writeWhole(entry, to: file.descriptor)
    try commit(file, as: entry.id, in: state)
    return entry.id
  }

  /// Without a name where that can be had: a process that is killed then leaves nothing.
  private func create(_ id: QueueID) throws(SystemError) -> NewFile {
    if let descriptor = try fileSystem.openUnnamed(in: temporaryFolder) { return NewFile(descriptor: descriptor) }
    let temporary = temporaryPath(id)
    return NewFile(descriptor: try fileSystem.open(temporary, .create), temporary: temporary)
  }

  private func check(_ entry: QueueEntry) throws(QueueError) {
    let recipients = entry.recipients
    if recipients.isEmpty || entry.variants.contains(where: { $0.recipients.isEmpty }) {
      throw .unusable("a message without recipients")
    }
    let addresses = recipients + (entry.reversePath.map { [$0] } ?? [])
    if !addresses.allSatisfy(\.isSafeOnTheWire) {
      throw .unusable("an address with control characters, angle brackets or unquoted spaces")
    }
  }

  private func writeWhole(_ entry: QueueEntry, to descriptor: Int32) throws(QueueError) {
    try during("writing a queue file") { () throws(SystemError) in
      // Held until the name is on disk, so that nobody delivers what may still be taken back.
      guard try fileSystem.lock(descriptor) else { throw SystemError(call: "flock", path: "", code: EWOULDBLOCK) }
      var buffer: [UInt8] = []
      var written = 0
      try EntryFormat.write(entry) { (piece) throws(SystemError) in
        buffer += piece
        if buffer.count >= Self.writeBufferOctets {
          try fileSystem.writeAll(buffer, to: descriptor)
          written += buffer.count
          buffer.removeAll(keepingCapacity: true)
        }
      }
      try fileSystem.writeAll(buffer, to: descriptor)
      written += buffer.count
      try fileSystem.synchronise(descriptor)
      guard try fileSystem.status(descriptor).size == written else {
        throw SystemError(call: "write", path: "", code: EIO)
      }
    }
  }

  private func commit(_ file: NewFile, as id: QueueID, in state: State) throws(QueueError) {
    let path = path(of: id, in: state)
    try during("naming a queue file") { () throws(SystemError) in
      if let temporary = file.temporary {
        try fileSystem.link(temporary, to: path)
      } else {
        try fileSystem.link(file.descriptor, to: path)
      }
      do throws(SystemError) {
        try fileSystem.synchroniseFolder(folder(state))
      } catch {
        try? fileSystem.unlink(path)
        try? fileSystem.synchroniseFolder(folder(state))
        throw error
      }
    }
  }

  // MARK: Names

  var temporaryFolder: String { directory + "/tmp" }
  var journalFolder: String { directory + "/journal" }
  var usersFolder: String { directory + "/users" }
  var auditFolder: AuditFolder { AuditFolder(path: directory + "/audit", fileSystem: fileSystem) }
  package var wakePath: String { directory + "/wake" }
  func folder(_ state: State) -> String { directory + "/" + state.rawValue }
  func temporaryPath(_ id: QueueID) -> String { temporaryFolder + "/" + id.text }
  func journalPath(_ id: QueueID) -> String { journalFolder + "/" + id.text }
  func path(of id: QueueID, in state: State) -> String { folder(state) + "/" + id.text }
}

extension FileSystem {
  /// Writes all octets, whatever the number of calls it takes.
  func writeAll(_ octets: [UInt8], to descriptor: Int32) throws(SystemError) {
    var position = 0
    while position < octets.count {
      let from = position
      var outcome: Result<Int, SystemError> = .success(0)
      octets.withUnsafeBytes { buffer in
        let rest = UnsafeRawBufferPointer(rebasing: buffer[from...])
        outcome = Result { () throws(SystemError) in try write(descriptor, rest) }
      }
      let written = try outcome.get()
      if written <= 0 { throw SystemError(call: "write", path: "", code: EIO) }
      position += written
    }
  }
}
