internal import Glibc

/// The file system of the machine.
package struct PosixFileSystem: FileSystem {
  /// Who may read new files: their owner, and the group that a set-group-id program lends to those who hand in
  /// mail, so that the relay can read what another user queued. The folders keep everybody else out.
  private static let fileMode: mode_t = 0o660
  private static let folderMode: mode_t = 0o700
  /// open(2): O_TMPFILE, which the headers show to GNU programs alone.
  private static let withoutName: Int32 = 0o20_000_000 | O_DIRECTORY

  package init() {}

  package func open(_ path: String, _ intent: OpenIntent) throws(SystemError) -> Int32 {
    let common = O_CLOEXEC | O_NOFOLLOW
    let flags =
      switch intent {
      case .create: O_WRONLY | O_CREAT | O_EXCL | O_APPEND | common
      case .read: O_RDONLY | common
      case .append: O_RDWR | O_CREAT | O_APPEND | common
      }
    let descriptor = try checked("open", path) { Glibc.open(path, flags, Self.fileMode) }
    // The caller's umask is not ours. Fails for a journal that another user made, whose mode is right already.
    if flags & O_CREAT != 0 { _ = fchmod(descriptor, Self.fileMode) }
    return descriptor
  }

  package func openUnnamed(in folder: String) throws(SystemError) -> Int32? {
    let descriptor: Int32
    do throws(SystemError) {
      descriptor = try checked("open", folder) {
        Glibc.open(folder, O_WRONLY | O_APPEND | O_CLOEXEC | Self.withoutName, Self.fileMode)
      }
    } catch {
      // open(2): the file system has no such files; the kernel knows nothing of them.
      if [EOPNOTSUPP, EISDIR, EINVAL].contains(error.code) { return nil }
      throw error
    }
    // Without /proc, in a chroot perhaps, it could never be named.
    var status = stat()
    if Glibc.lstat(Self.handle(of: descriptor), &status) != 0 {
      _ = Glibc.close(descriptor)
      return nil
    }
    _ = fchmod(descriptor, Self.fileMode)
    return descriptor
  }

  /// The name under which linkat(2) finds an open file without special rights.
  private static func handle(of descriptor: Int32) -> String { "/proc/self/fd/\(descriptor)" }

  package func write(_ descriptor: Int32, _ octets: UnsafeRawBufferPointer) throws(SystemError) -> Int {
    try checked("write", "") { Glibc.write(descriptor, octets.baseAddress, octets.count) }
  }

  package func read(_ descriptor: Int32, at offset: Int, count: Int) throws(SystemError) -> [UInt8] {
    var failure: SystemError?
    let octets = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      do throws(SystemError) {
        while filled < count {
          let position = filled
          let got = try checked("pread", "") {
            Glibc.pread(descriptor, buffer.baseAddress! + position, count - position, off_t(offset + position))
          }
          if got == 0 { break }
          filled += got
        }
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
    return octets
  }

  package func synchronise(_ descriptor: Int32) throws(SystemError) {
    // Never repeated after an error: Linux reports a lost write once and would then say that all is well.
    if Glibc.fsync(descriptor) != 0 { throw SystemError(call: "fsync", path: "", code: errno) }
  }

  package func truncate(_ descriptor: Int32, to length: Int) throws(SystemError) {
    _ = try checked("ftruncate", "") { Glibc.ftruncate(descriptor, off_t(length)) }
  }

  package func close(_ descriptor: Int32) throws(SystemError) {
    // A child that another thread is starting has the same open file until it runs its own program, and with it the
    // lock.
    _ = flock(descriptor, LOCK_UN)
    // Linux gives the descriptor back even where close says EINTR, so it is never repeated.
    if Glibc.close(descriptor) != 0, errno != EINTR { throw SystemError(call: "close", path: "", code: errno) }
  }

  package func closeRemoved(_ descriptor: Int32) { BackgroundCloser.shared.close(descriptor) }

  package func lock(_ descriptor: Int32) throws(SystemError) -> Bool {
    do throws(SystemError) {
      _ = try checked("flock", "") { flock(descriptor, LOCK_EX | LOCK_NB) }
      return true
    } catch {
      if error.code == EWOULDBLOCK { return false }
      throw error
    }
  }

  package func status(_ descriptor: Int32) throws(SystemError) -> FileStatus {
    var status = stat()
    _ = try checked("fstat", "") { Glibc.fstat(descriptor, &status) }
    return FileStatus(status)
  }

  package func status(of path: String) throws(SystemError) -> FileStatus? {
    var status = stat()
    do throws(SystemError) {
      _ = try checked("lstat", path) { Glibc.lstat(path, &status) }
    } catch {
      if error.code == ENOENT { return nil }
      throw error
    }
    return FileStatus(status)
  }

  package func link(_ path: String, to newPath: String) throws(SystemError) {
    _ = try checked("link", newPath) { Glibc.link(path, newPath) }
  }

  package func link(_ descriptor: Int32, to newPath: String) throws(SystemError) {
    _ = try checked("linkat", newPath) {
      linkat(AT_FDCWD, Self.handle(of: descriptor), AT_FDCWD, newPath, AT_SYMLINK_FOLLOW)
    }
  }

  package func rename(_ path: String, to newPath: String) throws(SystemError) {
    _ = try checked("rename", newPath) { Glibc.rename(path, newPath) }
  }

  package func unlink(_ path: String) throws(SystemError) {
    _ = try checked("unlink", path) { Glibc.unlink(path) }
  }

  package func synchroniseFolder(_ path: String) throws(SystemError) {
    let descriptor = try checked("open", path) { Glibc.open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
    defer { _ = Glibc.close(descriptor) }
    if Glibc.fsync(descriptor) != 0 { throw SystemError(call: "fsync", path: path, code: errno) }
  }

  package func names(in folder: String) throws(SystemError) -> [String] {
    guard let stream = opendir(folder) else { throw SystemError(call: "opendir", path: folder, code: errno) }
    defer { closedir(stream) }
    var names: [String] = []
    while true {
      errno = 0
      guard let entry = readdir(stream) else { break }
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != "." && name != ".." { names.append(name) }
    }
    if errno != 0 { throw SystemError(call: "readdir", path: folder, code: errno) }
    return names
  }

  package func makeFolder(_ path: String, for users: FolderUsers) throws(SystemError) {
    guard Glibc.mkdir(path, Self.folderMode) == 0 else {
      if errno == EEXIST { return }
      throw SystemError(call: "mkdir", path: path, code: errno)
    }
    var parent = stat()
    guard users == .usersOfParent, let slash = path.lastIndex(of: "/"),
      Glibc.lstat(String(path[..<slash]), &parent) == 0
    else { return }
    // With the group's bits come set-group-id, so that files belong to the group, and the sticky bit, so that nobody
    // of the group takes away another's.
    let mode = parent.st_mode & (S_ISGID | S_ISVTX | S_IRWXU | S_IRWXG)
    _ = try checked("chmod", path) { chmod(path, mode) }
  }

  package func freeOctets(at path: String) throws(SystemError) -> UInt64 {
    var status = statvfs()
    _ = try checked("statvfs", path) { statvfs(path, &status) }
    return UInt64(status.f_bavail) * UInt64(status.f_frsize)
  }

  /// Calls until it is not interrupted; -1 is an error.
  private func checked<Result: SignedInteger>(
    _ call: String, _ path: String, _ body: () -> Result
  ) throws(SystemError) -> Result {
    while true {
      let result = body()
      if result != -1 { return result }
      if errno != EINTR { throw SystemError(call: call, path: path, code: errno) }
    }
  }
}

extension FileStatus {
  fileprivate init(_ status: stat) {
    self.init(
      size: Int(status.st_size), modified: Int(status.st_mtim.tv_sec), inode: UInt64(status.st_ino),
      device: UInt64(status.st_dev), owner: status.st_uid)
  }
}

extension SystemError {
  /// "call path: the system's words".
  package var description: String {
    let words = String(cString: strerror(code))
    return path.isEmpty ? "\(call): \(words)" : "\(call) \(path): \(words)"
  }
}
