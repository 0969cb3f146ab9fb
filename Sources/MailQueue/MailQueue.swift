/// The spool: takes messages durably, keeps the held ones, and says what is there. docs/queue.md is its specification.
///
/// A value without state of its own; any number of processes may use one spool at once.
package struct MailQueue: Sendable {
  /// Less free room than this is a full disk: the journals must be able to grow, or nothing can leave the queue.
  package static let minimumFreeOctets: UInt64 = 64 << 20

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
  /// On return its file and the file's name are on disk. If it throws, nothing of the message is left to be delivered,
  /// but where it throws `.notTakenBack`.
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
