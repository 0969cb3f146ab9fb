internal import Glibc

/// The store's file, looked at before SQLite opens it: SQLite says “unable to open database file” for most of what can
/// be wrong, and would wait on a FIFO.
package enum StoreFile {
  /// Owner writes, group reads: the store holds personal data.
  private static let permissions: mode_t = 0o640
  /// In a folder that was made for a group (set-group-ID and writable for it), the group writes the files too: whoever
  /// of it comes first makes the log beside the store, and the others have to be able to use it.
  private static let sharedPermissions: mode_t = 0o660

  /// - Throws: if the path does not lead to a regular file, or the file cannot be read.
  package static func check(_ path: String) throws(ConsentError) {
    var status = stat()
    guard stat(path, &status) == 0 else {
      let code = errno
      guard code == ENOENT else {
        throw ConsentError(.unusable, "consent store \(path): \(text(of: code))", mend: "check the path and its rights")
      }
      throw ConsentError(
        .missing, "consent store \(path) does not exist",
        mend: "create it with “presend consent import” or “presend consent grant”, or correct “consent: store:”")
    }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw ConsentError(.unusable, "consent store \(path) is no regular file", mend: "correct “consent: store:”")
    }
    // By the effective ids, which access(2) does not ask for: a set-group-id program reads by its group.
    guard faccessat(AT_FDCWD, path, R_OK, AT_EACCESS) == 0 else {
      throw ConsentError(
        .unusable, "consent store \(path) cannot be read: \(text(of: errno))",
        mend: "give the user that sends mail the right to read it, by its group")
    }
  }

  /// Creates an empty file if there is none.
  package static func create(_ path: String) throws(ConsentError) {
    let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, permissions)
    if descriptor >= 0 {
      // The caller's umask is for their own files, not for those of the group.
      if isInSharedFolder(path) { fchmod(descriptor, sharedPermissions) }
      close(descriptor)
    } else if errno != EEXIST {
      throw ConsentError(
        .unusable, "consent store \(path) cannot be created: \(text(of: errno))",
        mend: "create its folder, writable for you, or correct “consent: store:”")
    }
  }

  private static func isInSharedFolder(_ path: String) -> Bool {
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
    var status = stat()
    let shared = S_ISGID | S_IWGRP
    return stat(folder, &status) == 0 && status.st_mode & shared == shared
  }

  private static func text(of code: CInt) -> String { String(cString: strerror(code)) }
}
