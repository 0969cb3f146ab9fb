/// The system calls of the queue, as a seam: tests put a disk under it that fails, stops or loses power at any call.
///
/// Every call either does its work or throws; a short `write` is allowed and is continued by the caller.
package protocol FileSystem: Sendable {
  /// Opens a file; `.create` fails with EEXIST where the name is taken.
  func open(_ path: String, _ intent: OpenIntent) throws(SystemError) -> Int32
  /// Opens a new file to append to that has no name in the folder's file system until `link` gives it one, and that is
  /// gone if its descriptor, or the process, ends before.
  /// - Returns: nil where the file system or the machine has no such files.
  func openUnnamed(in folder: String) throws(SystemError) -> Int32?
  /// Appends octets at the file's end (all descriptors that write are opened to append).
  /// - Returns: how many octets were written, at least 1.
  func write(_ descriptor: Int32, _ octets: UnsafeRawBufferPointer) throws(SystemError) -> Int
  /// Reads at most `count` octets from `offset`; fewer only at the end of the file.
  func read(_ descriptor: Int32, at offset: Int, count: Int) throws(SystemError) -> [UInt8]
  /// Puts the file's octets and size on disk.
  func synchronise(_ descriptor: Int32) throws(SystemError)
  func truncate(_ descriptor: Int32, to length: Int) throws(SystemError)
  func close(_ descriptor: Int32) throws(SystemError)
  /// Closes a file that has lost its name. Its room may come back later, and nothing is said of that.
  func closeRemoved(_ descriptor: Int32)
  /// Takes the exclusive lock of the open file, which ends with the descriptor or the process.
  /// - Returns: false if another has it.
  func lock(_ descriptor: Int32) throws(SystemError) -> Bool
  /// What the descriptor is.
  func status(_ descriptor: Int32) throws(SystemError) -> FileStatus
  /// What the name means now; nil if there is no such name.
  func status(of path: String) throws(SystemError) -> FileStatus?
  func link(_ path: String, to newPath: String) throws(SystemError)
  /// Gives the file of `openUnnamed` its name; fails with EEXIST where the name is taken.
  func link(_ descriptor: Int32, to newPath: String) throws(SystemError)
  func rename(_ path: String, to newPath: String) throws(SystemError)
  func unlink(_ path: String) throws(SystemError)
  /// Puts the names of a folder on disk.
  func synchroniseFolder(_ path: String) throws(SystemError)
  /// The names in a folder, without "." and "..", in no order.
  func names(in folder: String) throws(SystemError) -> [String]
  /// Makes a folder; one that is there already is kept as it is.
  func makeFolder(_ path: String, for users: FolderUsers) throws(SystemError)
  /// The octets that an unprivileged writer may still take.
  func freeOctets(at path: String) throws(SystemError) -> UInt64
}

extension FileSystem {
  package func closeRemoved(_ descriptor: Int32) { try? close(descriptor) }
}

/// Who may use a new folder.
package enum FolderUsers: Sendable {
  case owner
  /// Who may use the folder that it is in: its owner, and perhaps a group.
  case usersOfParent
}

/// What a file is opened for.
package enum OpenIntent: Sendable {
  /// A new file to append to.
  case create
  /// An existing file to read, and perhaps to lock.
  case read
  /// A file to read and append to, made if it is not there.
  case append
}

/// What the queue needs to know of a file.
package struct FileStatus: Sendable, Hashable {
  package let size: Int
  /// The last change of the octets, in seconds since 1970.
  package let modified: Int
  package let inode: UInt64
  package let device: UInt64
  /// The user id of who made the file.
  package let owner: UInt32

  package init(size: Int, modified: Int, inode: UInt64, device: UInt64, owner: UInt32 = 0) {
    self.size = size
    self.modified = modified
    self.inode = inode
    self.device = device
    self.owner = owner
  }
}

/// A system call that failed.
package struct SystemError: Error, Hashable, CustomStringConvertible {
  /// The call's name, as in its manual page.
  package let call: String
  package let path: String
  /// The `errno`.
  package let code: Int32

  package init(call: String, path: String, code: Int32) {
    self.call = call
    self.path = path
    self.code = code
  }
}
