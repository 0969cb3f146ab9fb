internal import Glibc

/// The audit log while this process alone may write to it; the right ends with the object.
///
/// Only the relay and the commands of who owns the spool come here. Who hands in mail never does: a process that its
/// caller may stop at will must not hold what others wait for.
final class OpenAuditLog {
  let folder: AuditFolder
  private let lock: Int32
  /// The newest file; nil while there is none.
  private(set) var newest: String?
  /// Where its whole lines end.
  private(set) var end = 0
  /// The last line of the chain.
  private(set) var last: AuditLink
  private var file: (name: String, descriptor: Int32)?

  /// How long to wait for another writer, in milliseconds: each writes for a few of them.
  private static let patience = 10_000
  private static let pause = 20

  /// Waits for the lock, cuts off what a crash left half written, and finds the end of the chain.
  ///
  /// Where the head knows of more lines than there are, the chain goes on behind what the head says: lines that were
  /// taken off the end stay missing for everybody who verifies.
  init(_ folder: AuditFolder) throws(QueueError) {
    self.folder = folder
    let fileSystem = folder.fileSystem
    lock = try during("locking the audit log") { () throws(SystemError) in
      let descriptor = try fileSystem.open(folder.lockPath, .append)
      do throws(SystemError) {
        for _ in 0..<(Self.patience / Self.pause) {
          if try fileSystem.lock(descriptor) { return descriptor }
          usleep(UInt32(Self.pause) * 1000)
        }
        throw SystemError(call: "flock", path: folder.lockPath, code: EWOULDBLOCK)
      } catch {
        try? fileSystem.close(descriptor)
        throw error
      }
    }
    last = .beginning
    try during("reading the audit log") { () throws(SystemError) in try findEnd() }
  }

  deinit {
    if let file { try? folder.fileSystem.close(file.descriptor) }
    try? folder.fileSystem.close(lock)
  }

  private func findEnd() throws(SystemError) {
    for name in try folder.names().reversed() {
      let descriptor = try folder.fileSystem.open(folder.path(of: name), .read)
      defer { try? folder.fileSystem.close(descriptor) }
      let (line, end) = try folder.lastLine(of: descriptor)
      if newest == nil { (newest, self.end) = (name, end) }
      guard let line else { continue }
      // A line that cannot be read was tampered with; verifying tells so, and the head knows how to go on.
      if let line = AuditLine(line[...]) { last = line.link }
      break
    }
    if let head = try folder.head(), head.number >= last.number { last = head }
  }

  /// Appends lines. On return they are on disk.
  /// - Parameter lines: what each says: members of a JSON object without the braces.
  func append(_ lines: [String], at now: Int) throws(QueueError) {
    guard !lines.isEmpty else { return }
    try during("writing the audit log") { () throws(SystemError) in
      let (descriptor, isNew) = try openFile(at: now)
      var octets: [UInt8] = []
      var end = last
      for line in lines {
        let (written, link) = AuditLine.octets(line, after: end, recorded: now)
        octets += written
        end = link
      }
      try folder.fileSystem.writeAll(octets, to: descriptor)
      try folder.fileSystem.synchronise(descriptor)
      if isNew { try folder.fileSystem.synchroniseFolder(folder.path) }
      self.end += octets.count
      last = end
    }
    // Behind the chain, the head is right: it says less, never more. So its failure, or its loss, is none of the
    // chain's.
    try? replaceHead()
  }

  /// The file for lines of this time, never an older one than the newest: a clock that went back does not mix the
  /// order.
  private func openFile(at now: Int) throws(SystemError) -> (descriptor: Int32, isNew: Bool) {
    let name = max(AuditFolder.name(at: now), newest ?? "")
    let fileSystem = folder.fileSystem
    if file?.name != name {
      if let file { try? fileSystem.close(file.descriptor) }
      file = nil
      file = (name, try fileSystem.open(folder.path(of: name), .append))
      // What an older file ends with stays as it is: nothing is appended there any more.
      if newest != name { (newest, end) = (name, 0) }
    }
    let descriptor = file!.descriptor
    // A tail without line feed was never acted upon. It may be our own, of a failed write.
    if try fileSystem.status(descriptor).size > end { try fileSystem.truncate(descriptor, to: end) }
    return (descriptor, end == 0)
  }

  private func replaceHead() throws(SystemError) {
    let fileSystem = folder.fileSystem
    try? fileSystem.unlink(folder.newHeadPath)
    let descriptor = try fileSystem.open(folder.newHeadPath, .create)
    defer { try? fileSystem.close(descriptor) }
    try fileSystem.writeAll(Array("\(last)\n".utf8), to: descriptor)
    try fileSystem.rename(folder.newHeadPath, to: folder.headPath)
  }
}
