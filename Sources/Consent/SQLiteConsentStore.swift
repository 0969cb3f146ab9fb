internal import GRDB
package import MailSyntax
package import Policy
internal import Synchronization

/// The embedded consent store, read for judging: an SQLite file, opened read-only at the first question and kept open.
///
/// It never creates or changes the file. A store that is missing, locked, damaged or not readable gives answers with a
/// `failure`, and the rules' failure modes decide.
package final class SQLiteConsentStore: ConsentStore {
  private let path: String
  private let connection = Mutex<DatabaseQueue?>(nil)

  /// People asked for in one statement, well under the 999 variables that SQLite allowed before 3.32.
  private static let chunk = 500

  /// Opens nothing yet.
  package init(path: String) { self.path = path }

  /// The connection is closed, which takes its side files away, but its queue is kept for ever: to release a queue of
  /// libdispatch wants a thread, and where the user's processes are at their limit it waits for one without end.
  deinit {
    connection.withLock { connection in
      guard let connection else { return }
      try? connection.close()
      _ = Unmanaged.passRetained(connection)
    }
  }

  /// One transaction, one statement per 500 people.
  package func answers(for addresses: [AddrSpec]) -> ConsentAnswers {
    let people = Array(Set(addresses.map(\.comparisonKey)))
    do {
      let queue = try connected()
      let states = try queue.read { db in
        var states: [String: [Purpose: ConsentState]] = [:]
        states.reserveCapacity(people.count)
        for start in stride(from: 0, to: people.count, by: Self.chunk) {
          try Self.read(people[start..<min(start + Self.chunk, people.count)], from: db, into: &states)
        }
        return states
      }
      return ConsentAnswers(states: states, isKept: true)
    } catch {
      return ConsentAnswers(failure: ConsentDatabase.explain(error, path: path).description)
    }
  }

  private func connected() throws -> DatabaseQueue {
    try connection.withLock { connection in
      if let connection { return connection }
      try StoreFile.check(path)
      let opened = try ConsentDatabase.open(readingFrom: path)
      connection = opened
      return opened
    }
  }

  /// The latest moment per person, purpose and state, from which `ConsentState.counting` tells what counts. The index of
  /// the store answers it alone.
  private static func read(
    _ people: ArraySlice<String>, from db: Database, into states: inout [String: [Purpose: ConsentState]]
  ) throws {
    let marks = String(repeating: "?,", count: people.count).dropLast()
    let statement = try db.cachedStatement(
      sql: """
        SELECT person, purpose, state, max(at) FROM event WHERE person IN (\(marks)) GROUP BY person, purpose, state
        """)
    var latest: [String: [Purpose: [(state: ConsentState, at: Int)]]] = [:]
    let rows = try Row.fetchCursor(statement, arguments: StatementArguments(people))
    while let row = try rows.next() {
      guard let purpose = Purpose(rawValue: row[1]), let state = ConsentState(rawValue: row[2]) else { continue }
      latest[row[0], default: [:]][purpose, default: []].append((state, row[3]))
    }
    for (person, purposes) in latest { states[person] = purposes.mapValues { ConsentState.counting(among: $0) } }
  }
}
