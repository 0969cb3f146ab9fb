internal import Glibc
internal import MailSyntax

extension MailQueue {
  /// Pieces of an entry's file are gathered up to this many octets for one `write`.
  private static let writeBufferOctets = 64 << 10

  /// A file that is being written.
  private struct NewFile {
    let descriptor: Int32
    /// Its name in `tmp/`; nil where it has none yet.
    let temporary: String?
    /// The size of the whole entry.
    var length = 0
  }

  /// The steps of taking, Q0 to Q4 of docs/queue.md.
  /// - Parameter isCounted: whether it counts as its user's.
  func take(_ entry: QueueEntry, in state: State, isCounted: Bool = true) throws(QueueError) -> QueueID {
    try check(entry)
    try prepare()
    let octets = EntryFormat.size(of: entry)
    try checkRoom(forOctets: octets)
    if let userLimits, let user = entry.userID, isCounted {
      try UserQuota(of: self, limits: userLimits).claim(octets: octets, for: user, at: entry.arrival)
    }
    var file = try during("creating a queue file") { () throws(SystemError) in try create(entry.id) }
    // Committed or not, the name in tmp/ goes: if that fails, cleaning deletes it.
    defer {
      if let temporary = file.temporary { try? fileSystem.unlink(temporary) }
      try? fileSystem.close(file.descriptor)
    }
    file.length = try writeWhole(entry, to: file.descriptor)
    try commit(file, as: entry.id, in: state)
    return entry.id
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

  /// Without a name where that can be had: a process that is killed then leaves nothing.
  private func create(_ id: QueueID) throws(SystemError) -> NewFile {
    if let descriptor = try fileSystem.openUnnamed(in: temporaryFolder) {
      return NewFile(descriptor: descriptor, temporary: nil)
    }
    let temporary = temporaryPath(id)
    return NewFile(descriptor: try fileSystem.open(temporary, .create), temporary: temporary)
  }

  /// - Returns: how many octets the file has.
  private func writeWhole(_ entry: QueueEntry, to descriptor: Int32) throws(QueueError) -> Int {
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
      return written
    }
  }

  private func commit(_ file: NewFile, as id: QueueID, in state: State) throws(QueueError) {
    let path = path(of: id, in: state)
    do throws(SystemError) {
      if let temporary = file.temporary {
        try fileSystem.link(temporary, to: path)
      } else {
        try fileSystem.link(file.descriptor, to: path)
      }
    } catch {
      // link(2): over NFS the name may be there all the same.
      _ = makeVoid(file)
      throw .system(step: "naming a queue file", error)
    }
    do throws(SystemError) {
      try fileSystem.synchroniseFolder(folder(state))
    } catch {
      let isVoid = makeVoid(file)
      let isUnnamed = (try? fileSystem.unlink(path)) != nil
      try? fileSystem.synchroniseFolder(folder(state))
      guard isVoid || isUnnamed else { throw .notTakenBack(id, error) }
      throw .system(step: "naming a queue file", error)
    }
  }

  /// Takes the END record off an entry, under the lock that its writer holds: whoever opens it, or has opened it
  /// already, gets the lock afterwards, and sees that it was never taken. So it is with the file's other names, and
  /// after a power cut, too, that brings a name back.
  /// - Returns: whether that could be done.
  private func makeVoid(_ file: NewFile) -> Bool {
    do {
      try fileSystem.truncate(file.descriptor, to: file.length - EntryFormat.endOctets)
    } catch {
      return false
    }
    try? fileSystem.synchronise(file.descriptor)
    return true
  }
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
