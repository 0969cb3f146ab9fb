/// An entry's file, locked, and its metadata. The lock ends with this object.
final class OpenedEntry {
  let id: QueueID
  let state: MailQueue.State
  let descriptor: Int32
  /// The entry without its octets.
  let summary: QueueEntry
  /// The size of its file.
  let octets: Int
  /// Set where its name is gone.
  var isRemoved = false
  private let fileSystem: any FileSystem

  /// Of an entry that is void, the name is removed.
  /// - Throws: `.busy` where another has it, `.notFound` where it is not in that state (any more), `.damaged`.
  init(_ id: QueueID, in state: MailQueue.State, of queue: MailQueue) throws(QueueError) {
    let path = queue.path(of: id, in: state)
    let fileSystem = queue.fileSystem
    let descriptor = try Self.open(path, id, fileSystem)
    do throws(QueueError) {
      let locked = try during("locking an entry") { () throws(SystemError) in try fileSystem.lock(descriptor) }
      guard locked else { throw QueueError.busy(id) }
      // Between open and lock the name may have gone, or been given to another file.
      let (mine, named) = try during("locking an entry") { () throws(SystemError) in
        (try fileSystem.status(descriptor), try fileSystem.status(of: path))
      }
      guard named?.inode == mine.inode, named?.device == mine.device else { throw QueueError.notFound(id) }
      let metadata = try queue.metadata(of: id, from: descriptor)
      if metadata.isVoid(fileOctets: mine.size) {
        // If that fails, whoever comes next tries again.
        try? fileSystem.unlink(path)
        throw QueueError.notFound(id)
      }
      summary = metadata.entry
      octets = mine.size
    } catch {
      try? fileSystem.close(descriptor)
      throw error
    }
    self.id = id
    self.state = state
    self.descriptor = descriptor
    self.fileSystem = fileSystem
  }

  deinit {
    if isRemoved { fileSystem.closeRemoved(descriptor) } else { try? fileSystem.close(descriptor) }
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
}
