extension MailQueue {
  /// What a crash left in `tmp/` is kept this long, in seconds. Its writer, who holds the lock, may be as slow as it
  /// likes: this is only for the moment between making a file and locking it.
  package static let leftoverLifetime = 3600
  /// Journals without an entry are kept this long, in seconds, for a person who wants to look: 36 hours.
  package static let orphanLifetime = 36 * 3600

  /// Deletes what crashes left behind. Never touches an entry.
  /// - Returns: how many files were deleted.
  @discardableResult
  package func cleanUp(at now: Int) throws(QueueError) -> Int {
    try during("cleaning the spool") { () throws(SystemError) in
      try cleanTemporary(modifiedBefore: now - Self.leftoverLifetime)
        + cleanJournals(modifiedBefore: now - Self.orphanLifetime)
        + cleanUsers(modifiedBefore: now - Self.leftoverLifetime)
        + cleanIntents(modifiedBefore: now - Self.leftoverLifetime)
    }
  }

  private func cleanTemporary(modifiedBefore old: Int) throws(SystemError) -> Int {
    var deleted = 0
    for name in try fileSystem.names(in: temporaryFolder) {
      guard let id = QueueID(name) else { continue }
      let path = temporaryPath(id)
      guard let status = try fileSystem.status(of: path), status.modified < old,
        let descriptor = try? fileSystem.open(path, .read)
      else { continue }
      defer { try? fileSystem.close(descriptor) }
      // A writer that still has the lock is at work, and a relay that has it works on the other name of the file.
      guard try fileSystem.lock(descriptor) else { continue }
      try fileSystem.unlink(path)
      deleted += 1
    }
    return deleted
  }

  /// Claims that were being written anew; those that count have a number for a name.
  private func cleanUsers(modifiedBefore old: Int) throws(SystemError) -> Int {
    var deleted = 0
    for name in try fileSystem.names(in: usersFolder) where name.utf8.contains(UInt8(ascii: ".")) {
      let path = usersFolder + "/" + name
      guard let status = try fileSystem.status(of: path), status.modified < old else { continue }
      try fileSystem.unlink(path)
      deleted += 1
    }
    return deleted
  }

  private func cleanJournals(modifiedBefore old: Int) throws(SystemError) -> Int {
    var orphans = Set(try fileSystem.names(in: journalFolder).filter { QueueID($0) != nil })
    // An entry on its way is met before or after it moves: it goes from held to queue and from queue to failed and
    // back.
    for state in [State.failed, .held, .queue, .failed] where !orphans.isEmpty {
      orphans.subtract(try fileSystem.names(in: folder(state)))
    }
    var deleted = 0
    for name in orphans {
      let path = journalFolder + "/" + name
      guard let status = try fileSystem.status(of: path), status.modified < old else { continue }
      try fileSystem.unlink(path)
      deleted += 1
    }
    return deleted
  }

  /// A courier's file stays while its courier is at work, and while anything counts that it says.
  private func cleanIntents(modifiedBefore old: Int) throws(SystemError) -> Int {
    var deleted = 0
    for path in try intentFiles() {
      guard let status = try fileSystem.status(of: path), status.modified < old,
        let descriptor = try? fileSystem.open(path, .read)
      else { continue }
      defer { try? fileSystem.close(descriptor) }
      guard try fileSystem.lock(descriptor) else { continue }
      if try intents(in: path).contains(where: counts) { continue }
      try fileSystem.unlink(path)
      deleted += 1
    }
    return deleted
  }

  /// Whether nothing came behind it: its entry is there, and its journal as it was.
  private func counts(_ intent: Intent) -> Bool {
    guard (try? isThere(intent.id)) != false else { return false }
    guard let octets = try? journalOctets(intent.id) else { return true }
    return JournalLine.lines(octets).length == intent.journalLength
  }
}
