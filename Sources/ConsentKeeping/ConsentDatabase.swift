internal import Consent
internal import GRDB
internal import GRDBSQLite
internal import Glibc

/// The store's tables and how connections to them are set up.
///
/// Write-ahead logging, so that a long import does not stop the judging of mail; `synchronous = FULL`, so that a
/// withdrawal which was acknowledged survives a power cut.
enum ConsentDatabase {
  /// How long a person's command that looks waits for a lock: readers of a write-ahead log wait only for its recovery.
  static let readTimeout = 0.250
  /// How long a person's command waits for another writer.
  static let writeTimeout = 5.0
  /// In microseconds: what turning the log on takes whoever is ahead.
  private static let pauseBetweenTries: UInt32 = 5_000

  static func open(readingFrom path: String) throws -> DatabaseQueue {
    var configuration = GRDB.Configuration()
    configuration.readonly = true
    configuration.busyMode = .timeout(readTimeout)
    configuration.label = "consent"
    return try DatabaseQueue(path: path, configuration: configuration)
  }

  static func open(writingTo path: String) throws -> DatabaseQueue {
    var configuration = GRDB.Configuration()
    configuration.busyMode = .timeout(writeTimeout)
    configuration.label = "consent"
    configuration.prepareDatabase { db in
      // The log and its index stay when the last writer closes: users who may only read could not make them.
      var persistent: CInt = 1
      sqlite3_file_control(db.sqliteConnection, nil, SQLITE_FCNTL_PERSIST_WAL, &persistent)
      try writeAhead(db)
      // A persistent log would keep its largest size; truncate it at each checkpoint that empties it.
      try db.execute(sql: "PRAGMA synchronous = FULL; PRAGMA journal_size_limit = 1048576")
    }
    let queue = try DatabaseQueue(path: path, configuration: configuration)
    let migrator = migrations
    // Under the lock: another program may be making the tables between two looks at them.
    if try queue.write(migrator.hasBeenSuperseded) {
      throw ConsentError(
        .unusable, "consent store \(path) was written by a newer presend", mend: "use that version or a newer one")
    }
    try migrate(queue, by: migrator)
    return queue
  }

  /// Of several programs that turn a new file's write-ahead logging on, SQLite gives all but one up at once, since each
  /// holds a lock for reading; by the next try the file has it.
  private static func writeAhead(_ db: Database) throws {
    let deadline = ContinuousClock.now + .seconds(writeTimeout)
    while true {
      do {
        return try db.execute(sql: "PRAGMA journal_mode = WAL")
      } catch DatabaseError.SQLITE_BUSY where ContinuousClock.now < deadline {
        usleep(pauseBetweenTries)
      }
    }
  }

  /// Brings a store up to date, also where several programs open a new one at once.
  ///
  /// Which migrations are done is asked before the lock is held. Whoever comes second then fails at what the first has
  /// just done, and all of that try is taken back; each such failure means that one migration more is done.
  private static func migrate(_ queue: DatabaseQueue, by migrator: DatabaseMigrator) throws {
    for _ in migrator.migrations {
      do {
        return try migrator.migrate(queue)
      } catch is DatabaseError {
        continue
      }
    }
    try migrator.migrate(queue)
  }

  /// Names of migrations are never changed or reused.
  private static var migrations: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1 events") { db in
      try db.execute(sql: events(states: "'granted', 'denied', 'withdrawn'"))
    }
    migrator.registerMigration("2 requests") { db in try db.execute(sql: requests) }
    return migrator
  }

  /// `at` is in milliseconds since 1970. The index answers the judging query alone. Replacing a row would delete it
  /// without the delete trigger, hence the trigger on insertion.
  private static func events(states: String) -> String {
    """
    CREATE TABLE event (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      person TEXT NOT NULL CHECK (person <> ''),
      address TEXT NOT NULL,
      purpose TEXT NOT NULL CHECK (purpose IN ('mail', 'tracking', 'disclosure', 'storage')),
      state TEXT NOT NULL CHECK (state IN (\(states))),
      at INTEGER NOT NULL CHECK (typeof(at) = 'integer' AND at >= 0),
      basis TEXT NOT NULL,
      source TEXT NOT NULL,
      note TEXT NOT NULL,
      proof TEXT NOT NULL
    );
    CREATE INDEX event_by_person ON event (person, purpose, at, state);
    CREATE TRIGGER event_is_never_changed BEFORE UPDATE ON event
      BEGIN SELECT RAISE(ABORT, 'consent events are only ever added'); END;
    CREATE TRIGGER event_is_never_deleted BEFORE DELETE ON event
      BEGIN SELECT RAISE(ABORT, 'consent events are only ever added'); END;
    CREATE TRIGGER event_is_never_replaced BEFORE INSERT ON event WHEN EXISTS (SELECT 1 FROM event WHERE id = NEW.id)
      BEGIN SELECT RAISE(ABORT, 'consent events are only ever added'); END;
    """
  }

  /// "requested" becomes a state. SQLite cannot change a CHECK, so the table is made anew; dropping a table fires no
  /// trigger.
  private static let requests =
    """
    DROP TRIGGER event_is_never_changed; DROP TRIGGER event_is_never_deleted; DROP TRIGGER event_is_never_replaced;
    DROP INDEX event_by_person;
    ALTER TABLE event RENAME TO event_before;

    """ + events(states: "'granted', 'denied', 'withdrawn', 'requested'") + """

    INSERT INTO event SELECT * FROM event_before ORDER BY id;
    DROP TABLE event_before;
    """

  /// What a failure means to people.
  static func explain(_ error: any Error, path: String) -> ConsentError {
    if let error = error as? ConsentError { return error }
    guard let error = error as? DatabaseError else {
      return ConsentError(.unusable, "consent store \(path): \(error)", mend: "")
    }
    let code = error.extendedResultCode.rawValue
    return StoreFailure(code: code, message: error.message ?? "error \(code)").explained(path: path)
  }
}
