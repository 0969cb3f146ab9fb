package import MailSyntax
package import Policy
internal import Synchronization

/// The embedded consent store, read for judging: an SQLite file, opened read-only at the first question and kept open.
///
/// It never creates or changes the file. A store that is missing, locked, damaged or not readable gives answers with a
/// `failure`, and the rules' failure modes decide.
package final class SQLiteConsentStore: ConsentStore {
  private let path: String
  private let writesNothing: Bool
  private let connection = Mutex<SQLiteReader?>(nil)

  /// How long judging waits for a lock. Readers of a write-ahead log wait only for its recovery; a program that sends
  /// mail waits with them, hence short.
  private static let timeoutInMilliseconds: CInt = 250
  /// People asked for in one statement, well under the 999 variables that SQLite allowed before 3.32.
  private static let chunk = 500

  /// Opens nothing yet.
  /// - Parameter writesNothing: not even the log's index; for processes that never write the store, which they could
  ///   not then.
  package init(path: String, writesNothing: Bool = false) {
    self.path = path
    self.writesNothing = writesNothing
  }

  /// One transaction, one statement per 500 people.
  package func answers(for addresses: [AddrSpec]) -> ConsentAnswers {
    let people = Array(Set(addresses.map(\.comparisonKey)))
    do {
      let states = try connection.withLock { connection throws(ConsentError) -> [String: [Purpose: ConsentState]] in
        if connection == nil { connection = try opened() }
        guard let connection else { return [:] }
        return try Self.states(of: people, from: connection)
      }
      return ConsentAnswers(states: states, isKept: true)
    } catch {
      return ConsentAnswers(failure: error.description)
    }
  }

  private func opened() throws(ConsentError) -> SQLiteReader {
    try StoreFile.check(path)
    return try SQLiteReader(path: path, timeout: Self.timeoutInMilliseconds, writesNothing: writesNothing)
  }

  private static func states(
    of people: [String], from reader: SQLiteReader
  ) throws(ConsentError) -> [String: [Purpose: ConsentState]] {
    var states: [String: [Purpose: ConsentState]] = [:]
    states.reserveCapacity(people.count)
    try reader.transaction { () throws(ConsentError) in
      for start in stride(from: 0, to: people.count, by: chunk) {
        try read(people[start..<min(start + chunk, people.count)], from: reader, into: &states)
      }
    }
    return states
  }

  /// The latest moment per person, purpose and state, from which `ConsentState.counting` tells what counts. The index
  /// of the store answers it alone.
  private static func read(
    _ people: ArraySlice<String>, from reader: SQLiteReader, into states: inout [String: [Purpose: ConsentState]]
  ) throws(ConsentError) {
    let marks = String(repeating: "?,", count: people.count).dropLast()
    var latest: [String: [Purpose: [(state: ConsentState, at: Int)]]] = [:]
    try reader.forEachRow(
      of: """
        SELECT person, purpose, state, max(at) FROM event WHERE person IN (\(marks)) GROUP BY person, purpose, state
        """, people
    ) { row in
      guard let purpose = Purpose(rawValue: row.text(1)), let state = ConsentState(rawValue: row.text(2)) else {
        return
      }
      latest[row.text(0), default: [:]][purpose, default: []].append((state, row.integer(3)))
    }
    for (person, purposes) in latest { states[person] = purposes.mapValues { ConsentState.counting(among: $0) } }
  }
}
