internal import GRDBSQLite
internal import Glibc

/// A connection that reads one SQLite file: what judging needs of SQLite, without the queues of GRDB.
///
/// GRDB ties a connection to a queue of libdispatch, which wants a thread, an epoll and an event descriptor to give it
/// up. A sendmail under `ulimit -u 1` waited for that thread without end, and under `ulimit -n 5` libdispatch killed
/// it.
final class SQLiteReader {
  private let path: String
  private let connection: OpaquePointer

  /// Opens the file, which must be there, without reading it yet.
  /// - Parameter timeout: how long a statement waits for a lock, in milliseconds.
  init(path: String, timeout: CInt, writesNothing: Bool) throws(ConsentError) {
    var opened: OpaquePointer?
    let flags = SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE | SQLITE_OPEN_URI
    let code = sqlite3_open_v2(Self.uri(of: path, writesNothing), &opened, flags, nil)
    guard code == SQLITE_OK, let opened else {
      defer { sqlite3_close_v2(opened) }
      throw StoreFailure(code: code, message: String(cString: sqlite3_errmsg(opened))).explained(path: path)
    }
    sqlite3_busy_timeout(opened, timeout)
    connection = opened
    self.path = path
  }

  deinit { sqlite3_close_v2(connection) }

  /// The file's URI (sqlite.org/uri.html). The index of the write-ahead log is read where there is one, not written:
  /// whoever is alone would write it anew each time, and the disk would keep that with the message that is taken next.
  /// A log without an index is left to SQLite, which makes one. (A process that reads so cannot write the store too:
  /// SQLite keeps one index for all connections of a process.)
  private static func uri(of path: String, _ writesNothing: Bool) -> String {
    var uri = Array(path.hasPrefix("/") ? "file://".utf8 : "file:".utf8)
    for octet in path.utf8 {
      switch octet {
      case UInt8(ascii: "?"), UInt8(ascii: "#"), UInt8(ascii: "%"): uri += "%\(String(octet, radix: 16))".utf8
      default: uri.append(octet)
      }
    }
    if writesNothing, access(path + "-shm", F_OK) == 0 { uri += "?readonly_shm=1".utf8 }
    return String(decoding: uri, as: UTF8.self)
  }

  /// Several statements that see one state of the file.
  func transaction(_ body: () throws(ConsentError) -> Void) throws(ConsentError) {
    try forEachRow(of: "BEGIN", []) { _ in }
    defer { try? forEachRow(of: "ROLLBACK", []) { _ in } }
    try body()
  }

  /// The rows of one statement, each valid during its call only.
  func forEachRow(of sql: String, _ arguments: some Collection<String>, _ body: (Row) -> Void) throws(ConsentError) {
    var statement: OpaquePointer?
    try check(sqlite3_prepare_v2(connection, sql, -1, &statement, nil))
    defer { sqlite3_finalize(statement) }
    for (index, argument) in arguments.enumerated() {
      try check(sqlite3_bind_text(statement, CInt(index + 1), argument, -1, Self.copied))
    }
    while true {
      let code = sqlite3_step(statement)
      guard code == SQLITE_ROW else { return try check(code) }
      body(Row(statement: statement))
    }
  }

  struct Row {
    fileprivate let statement: OpaquePointer?

    /// Empty where the column is NULL.
    func text(_ column: CInt) -> String { sqlite3_column_text(statement, column).map { String(cString: $0) } ?? "" }
    func integer(_ column: CInt) -> Int { Int(sqlite3_column_int64(statement, column)) }
  }

  private func check(_ code: CInt) throws(ConsentError) {
    guard code == SQLITE_OK || code == SQLITE_DONE else {
      throw StoreFailure(code: code, message: String(cString: sqlite3_errmsg(connection))).explained(path: path)
    }
  }

  /// `SQLITE_TRANSIENT`, a macro that Swift cannot import: SQLite copies the text.
  private static let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
}
