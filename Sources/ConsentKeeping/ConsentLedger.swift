package import Consent
internal import GRDB
package import MailSyntax
package import Policy

/// The consent store opened for keeping: recording, looking into a person's history, import and export.
package final class ConsentLedger: Sendable {
  private let path: String
  private let queue: DatabaseQueue

  private init(path: String, queue: DatabaseQueue) {
    self.path = path
    self.queue = queue
  }

  // MARK: Opening

  /// Opens the store for writing and makes it if there is none, readable for owner and group (0640).
  package static func open(writingTo path: String) throws(ConsentError) -> ConsentLedger {
    try StoreFile.create(path)
    try StoreFile.check(path)
    do {
      return ConsentLedger(path: path, queue: try ConsentDatabase.open(writingTo: path))
    } catch {
      throw ConsentDatabase.explain(error, path: path)
    }
  }

  /// Opens the store for looking only; it must be there.
  package static func open(readingFrom path: String) throws(ConsentError) -> ConsentLedger {
    try StoreFile.check(path)
    do {
      return ConsentLedger(path: path, queue: try ConsentDatabase.open(readingFrom: path))
    } catch {
      throw ConsentDatabase.explain(error, path: path)
    }
  }

  // MARK: Recording

  /// What a person declares now, or declared at a given time.
  package struct Declaration: Sendable {
    package var address: AddrSpec
    /// Each gets an event of its own.
    package var purposes: [Purpose]
    package var state: ConsentState
    /// When it was declared; nil for now, which outranks all that is recorded, even if the clock was set back.
    package var at: UTCTime?
    package var basis = ""
    package var source = ""
    package var note = ""
    package var proof = ""

    package init(address: AddrSpec, purposes: [Purpose], state: ConsentState) {
      self.address = address
      self.purposes = purposes
      self.state = state
    }

    fileprivate func event(_ purpose: Purpose, at: UTCTime) -> ConsentEvent {
      ConsentEvent(
        address: address, purpose: purpose, state: state, at: at, basis: basis, source: source, note: note,
        proof: proof)
    }
  }

  /// One event that was recorded, and the one that counts now: another one where a later declaration outranks it.
  package struct Recorded: Sendable {
    package let event: ConsentEvent
    package let counts: ConsentEvent
  }

  /// Records declarations, all of them or none. On return they are on disk.
  /// - Returns: one entry per address and purpose, in the order given.
  package func record(_ declarations: [Declaration], now: UTCTime) throws(ConsentError) -> [Recorded] {
    for declaration in declarations {
      for purpose in declaration.purposes {
        if let refusal = declaration.event(purpose, at: declaration.at ?? now).refusal(now: now) {
          throw ConsentError(.request, refusal.problem, mend: refusal.mend)
        }
      }
    }
    return try perform { queue in
      try queue.write { db in
        try declarations.flatMap { declaration in
          try declaration.purposes.map { try Self.record(declaration, for: $0, now: now, in: db) }
        }
      }
    }
  }

  private static func record(
    _ declaration: Declaration, for purpose: Purpose, now: UTCTime, in db: Database
  ) throws -> Recorded {
    let latest = try latest(of: declaration.address, purpose, in: db)
    let next = latest.map { UTCTime(milliseconds: $0.at.milliseconds + 1) } ?? now
    let event = declaration.event(purpose, at: declaration.at ?? max(now, next))
    try insert(event, into: db)
    return Recorded(event: event, counts: try self.latest(of: declaration.address, purpose, in: db) ?? event)
  }

  // MARK: Looking

  /// All that is recorded of a person, oldest declaration first.
  package func history(of address: AddrSpec) throws(ConsentError) -> [ConsentEvent] {
    try perform { queue in
      try queue.read { db in
        try Self.events(
          in: db, where: "WHERE person = ? ORDER BY at, state <> 'granted', id", [address.comparisonKey])
      }
    }
  }

  /// Hands out all events in the order in which they were recorded, one at a time.
  package func forEachEvent(_ body: (ConsentEvent) throws -> Void) throws {
    do {
      try queue.read { db in
        let rows = try Row.fetchCursor(db, sql: "SELECT \(Self.columns) FROM event ORDER BY id")
        while let row = try rows.next() { try body(Self.event(row)) }
      }
    } catch let error as DatabaseError {
      throw ConsentDatabase.explain(error, path: path)
    }
  }

  // MARK: Import

  /// How an import went.
  package struct ImportOutcome: Sendable, Hashable {
    /// Rows that are new.
    package var added = 0
    /// Rows that were in the store already, in every column.
    package var known = 0
    /// New grants that do not count, because the same person refused at that moment or later.
    package var outranked = 0

    package init(added: Int = 0, known: Int = 0, outranked: Int = 0) {
      self.added = added
      self.known = known
      self.outranked = outranked
    }
  }

  /// Adds events, all or none. An event that is already there in all its columns is not added again; a grant never
  /// revives what the person withdrew at that moment or later, since the latest declaration counts.
  package func add(_ events: [ConsentEvent]) throws(ConsentError) -> ImportOutcome {
    try perform { queue in
      try queue.write { db in
        var outcome = ImportOutcome()
        var grants: [ConsentEvent] = []
        for event in events {
          if try Self.contains(event, in: db) {
            outcome.known += 1
            continue
          }
          try Self.insert(event, into: db)
          outcome.added += 1
          if event.state == .granted { grants.append(event) }
        }
        for grant in grants where try Self.latest(of: grant.address, grant.purpose, in: db)?.state != .granted {
          outcome.outranked += 1
        }
        return outcome
      }
    }
  }

  // MARK: Rows

  private static let columns = "address, purpose, state, at, basis, source, note, proof"

  private static func insert(_ event: ConsentEvent, into db: Database) throws {
    let statement = try db.cachedStatement(
      sql: "INSERT INTO event (person, \(columns)) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")
    try statement.execute(arguments: [event.address.comparisonKey] + values(of: event))
  }

  private static func contains(_ event: ConsentEvent, in db: Database) throws -> Bool {
    let statement = try db.cachedStatement(
      sql: """
        SELECT 1 FROM event WHERE person = ? AND address = ? AND purpose = ? AND state = ? AND at = ? AND basis = ?
        AND source = ? AND note = ? AND proof = ?
        """)
    return try Row.fetchOne(statement, arguments: [event.address.comparisonKey] + values(of: event)) != nil
  }

  private static func values(of event: ConsentEvent) -> StatementArguments {
    [
      event.address.wireForm, event.purpose.rawValue, event.state.rawValue, event.at.milliseconds, event.basis,
      event.source, event.note, event.proof,
    ]
  }

  /// The event that counts, by `ConsentState.counting`; of several at the same moment the one recorded last.
  private static func latest(of address: AddrSpec, _ purpose: Purpose, in db: Database) throws -> ConsentEvent? {
    let events = try events(
      in: db, where: "WHERE person = ? AND purpose = ? ORDER BY at DESC, id DESC",
      [address.comparisonKey, purpose.rawValue])
    let counting = ConsentState.counting(among: events.map { ($0.state, $0.at.milliseconds) })
    return events.first { $0.state == counting }
  }

  private static func events(
    in db: Database, where condition: String, _ arguments: StatementArguments
  ) throws -> [ConsentEvent] {
    let statement = try db.cachedStatement(sql: "SELECT \(columns) FROM event \(condition)")
    return try Row.fetchAll(statement, arguments: arguments).map(event)
  }

  private static func event(_ row: Row) throws -> ConsentEvent {
    guard let address = AddrSpec(parsing: row[0]), let purpose = Purpose(rawValue: row[1]),
      let state = ConsentState(rawValue: row[2])
    else {
      throw ConsentError(
        .unusable, "the consent store holds an event that cannot be read, of “\(row[0] as String)”",
        mend: "restore the store from a backup")
    }
    return ConsentEvent(
      address: address, purpose: purpose, state: state, at: UTCTime(milliseconds: row[3]), basis: row[4],
      source: row[5], note: row[6], proof: row[7])
  }

  private func perform<Value>(_ body: (DatabaseQueue) throws -> Value) throws(ConsentError) -> Value {
    do { return try body(queue) } catch { throw ConsentDatabase.explain(error, path: path) }
  }
}
