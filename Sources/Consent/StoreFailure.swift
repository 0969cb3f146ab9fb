internal import GRDBSQLite

/// What SQLite says where it cannot do what was asked.
package struct StoreFailure: Error {
  /// The extended result code (sqlite.org/rescode.html).
  let code: CInt
  let message: String

  package init(code: CInt, message: String) {
    self.code = code
    self.message = message
  }

  /// What that means to people.
  package func explained(path: String) -> ConsentError {
    switch code & 0xFF {
    case SQLITE_BUSY, SQLITE_LOCKED:
      return ConsentError(.locked, "consent store \(path) is locked by another program", mend: "try again")
    case SQLITE_NOTADB:
      return ConsentError(
        .unusable, "consent store \(path) is no SQLite database", mend: "correct “consent: store:”, or restore the file"
      )
    case SQLITE_CORRUPT:
      return ConsentError(
        .unusable, "consent store \(path) is damaged: \(message)",
        mend: "restore it from a backup, or from an export with “presend consent import”")
    case SQLITE_CANTOPEN, SQLITE_READONLY, SQLITE_PERM, SQLITE_AUTH:
      return ConsentError(
        .unusable, "consent store \(path) cannot be opened: \(message)",
        mend: "check the rights on the file, its folder, and the files ending in -wal and -shm beside it")
    case SQLITE_FULL, SQLITE_IOERR:
      return ConsentError(.unusable, "consent store \(path): \(message)", mend: "check the disk")
    case SQLITE_ERROR where message.contains("no such table"):
      return ConsentError(
        .unusable, "consent store \(path) holds no consent table",
        mend: "correct “consent: store:”, or fill it with “presend consent import”")
    default:
      return ConsentError(.unusable, "consent store \(path): \(message)", mend: "")
    }
  }
}
