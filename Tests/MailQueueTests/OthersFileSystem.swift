@testable import MailQueue

/// The machine's file system, but for who owns what: the spool is somebody's, its files are user 4711's; and for the
/// free room, where a test says so.
struct OthersFileSystem: FileSystem {
  private let disk = PosixFileSystem()
  private let spool: String
  private let free: UInt64?

  init(_ spool: String, free: UInt64? = nil) {
    self.spool = spool
    self.free = free
  }

  func status(of path: String) throws(SystemError) -> FileStatus? {
    guard let status = try disk.status(of: path) else { return nil }
    return FileStatus(
      size: status.size, modified: status.modified, inode: status.inode, device: status.device,
      owner: path == spool ? 1 : 4711)
  }
  func freeOctets(at path: String) throws(SystemError) -> UInt64 {
    if let free { return free }
    return try disk.freeOctets(at: path)
  }

  func open(_ path: String, _ intent: OpenIntent) throws(SystemError) -> Int32 { try disk.open(path, intent) }
  func openUnnamed(in folder: String) throws(SystemError) -> Int32? { try disk.openUnnamed(in: folder) }
  func write(_ descriptor: Int32, _ octets: UnsafeRawBufferPointer) throws(SystemError) -> Int {
    try disk.write(descriptor, octets)
  }
  func read(_ descriptor: Int32, at offset: Int, count: Int) throws(SystemError) -> [UInt8] {
    try disk.read(descriptor, at: offset, count: count)
  }
  func synchronise(_ descriptor: Int32) throws(SystemError) { try disk.synchronise(descriptor) }
  func truncate(_ descriptor: Int32, to length: Int) throws(SystemError) { try disk.truncate(descriptor, to: length) }
  func close(_ descriptor: Int32) throws(SystemError) { try disk.close(descriptor) }
  func lock(_ descriptor: Int32) throws(SystemError) -> Bool { try disk.lock(descriptor) }
  func status(_ descriptor: Int32) throws(SystemError) -> FileStatus { try disk.status(descriptor) }
  func link(_ path: String, to newPath: String) throws(SystemError) { try disk.link(path, to: newPath) }
  func link(_ descriptor: Int32, to newPath: String) throws(SystemError) { try disk.link(descriptor, to: newPath) }
  func rename(_ path: String, to newPath: String) throws(SystemError) { try disk.rename(path, to: newPath) }
  func unlink(_ path: String) throws(SystemError) { try disk.unlink(path) }
  func synchroniseFolder(_ path: String) throws(SystemError) { try disk.synchroniseFolder(path) }
  func names(in folder: String) throws(SystemError) -> [String] { try disk.names(in: folder) }
  func makeFolder(_ path: String, for users: FolderUsers) throws(SystemError) { try disk.makeFolder(path, for: users) }
}
