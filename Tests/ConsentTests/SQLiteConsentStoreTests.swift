import Consent
import ConsentKeeping
import Foundation
import GRDB
import MailSyntax
import Policy
import Testing

@Suite struct SQLiteConsentStoreTests {
  private let folder: TemporaryFolder
  private var path: String { folder.path() }

  init() throws { folder = try TemporaryFolder() }

  private func fill(_ events: [ConsentEvent]) throws { _ = try ConsentLedger.open(writingTo: path).add(events) }

  private func failure() -> String? { SQLiteConsentStore(path: path).answers(for: [AddrSpec("a@k.example")]).failure }

  @Test(arguments: [0, 1, 2, 499, 500, 501, 1_000, 3_333])
  func answersForAnyNumberOfPeople(_ count: Int) throws {
    let states = [ConsentState.granted, .denied, .withdrawn]
    try fill((0..<count).map { .sample("p\($0)@k.example", .tracking, states[$0 % 3]) } + [.sample("other@k.example")])
    let people = (0..<count).map { AddrSpec("P\($0)@K.example") }
    let answers = SQLiteConsentStore(path: path).answers(for: people + people + [AddrSpec("stranger@k.example")])
    #expect(answers.failure == nil)
    for (index, person) in people.enumerated() {
      #expect(answers.state(of: person, for: .tracking) == states[index % 3])
      #expect(answers.state(of: person, for: .mail) == .unknown)
    }
    #expect(answers.state(of: AddrSpec("stranger@k.example"), for: .tracking) == .unknown)
  }

  @Test func peopleAreTheSameInEverySpelling() throws {
    try fill([.sample("anna@bücher.example")])
    let store = SQLiteConsentStore(path: path)
    for spelling in ["ANNA@BÜCHER.example", "anna@xn--bcher-kva.example", "Anna@XN--BCHER-KVA.EXAMPLE"] {
      let address = AddrSpec(spelling)
      #expect(store.answers(for: [address]).state(of: address, for: .mail) == .granted, "\(spelling)")
    }
  }

  @Test func oneStoreAnswersAgainAndSeesWhatWasWithdrawnMeanwhile() throws {
    let ledger = try ConsentLedger.open(writingTo: path)
    _ = try ledger.add([.sample("a@k.example")])
    let store = SQLiteConsentStore(path: path)
    let address = AddrSpec("a@k.example")
    #expect(store.answers(for: [address]).state(of: address, for: .mail) == .granted)
    _ = try ledger.add([.sample("a@k.example", .mail, .withdrawn, "2026-06-01T00:00:00Z")])
    #expect(store.answers(for: [address]).state(of: address, for: .mail) == .withdrawn)
  }

  /// The log holds what was acknowledged until the last writer closes, and a writer that is killed never does.
  @Test(arguments: [["", "-wal", "-shm"], ["", "-wal"]])
  func whatAKilledWriterLeftInTheLogCounts(_ parts: [String]) throws {
    try fill([.sample("a@k.example")])
    let ledger = try ConsentLedger.open(writingTo: path)
    _ = try ledger.add([.sample("a@k.example", .mail, .withdrawn, "2026-06-01T00:00:00Z")])
    let left = folder.url.appending(path: "left.db").path
    for part in parts { try FileManager.default.copyItem(atPath: path + part, toPath: left + part) }
    let log = try FileManager.default.attributesOfItem(atPath: left + "-wal")[.size] as? Int
    #expect(try #require(log) > 0)
    let answers = SQLiteConsentStore(path: left, writesNothing: true).answers(for: [AddrSpec("a@k.example")])
    #expect(answers.failure == nil)
    #expect(answers.state(of: AddrSpec("a@k.example"), for: .mail) == .withdrawn)
    withExtendedLifetime(ledger) {}
  }

  @Test(arguments: ["a b.db", "was?mode=memory", "50%25#1.db", "bücher.db"])
  func aPathIsTakenAsItIsWritten(_ name: String) throws {
    for path in [folder.url.appending(path: name).path, "/" + folder.url.path + "//x" + name] {
      _ = try ConsentLedger.open(writingTo: path).add([.sample("a@k.example")])
      let answers = SQLiteConsentStore(path: path).answers(for: [AddrSpec("a@k.example")])
      #expect(answers.state(of: AddrSpec("a@k.example"), for: .mail) == .granted, "\(answers.failure ?? path)")
    }
  }

  @Test func lookingWritesNothing() throws {
    try fill([.sample("a@k.example")])
    let before = try contents()
    #expect(SQLiteConsentStore(path: path, writesNothing: true).answers(for: [AddrSpec("a@k.example")]).failure == nil)
    #expect(try contents() == before)
  }

  private func contents() throws -> [String: Data] {
    try Dictionary(
      uniqueKeysWithValues: FileManager.default.contentsOfDirectory(atPath: folder.url.path).map {
        ($0, try Data(contentsOf: folder.url.appending(path: $0)))
      })
  }

  @Test func aRequestTakesNothingFromAConsentAndFollowsARefusal() throws {
    func state(_ address: String) -> ConsentState {
      SQLiteConsentStore(path: path).answers(for: [AddrSpec(address)]).state(of: AddrSpec(address), for: .mail)
    }
    try fill([
      .sample("new@k.example", .mail, .requested, "2026-06-01T00:00:00Z"),
      .sample("agreed@k.example", .mail, .granted, "2026-05-01T00:00:00Z"),
      .sample("agreed@k.example", .mail, .requested, "2026-06-01T00:00:00Z"),
      .sample("back@k.example", .mail, .withdrawn, "2026-05-01T00:00:00Z"),
      .sample("back@k.example", .mail, .requested, "2026-06-01T00:00:00Z"),
      .sample("gone@k.example", .mail, .requested, "2026-05-01T00:00:00Z"),
      .sample("gone@k.example", .mail, .withdrawn, "2026-06-01T00:00:00Z"),
    ])
    #expect(state("new@k.example") == .requested && state("agreed@k.example") == .granted)
    #expect(state("back@k.example") == .requested && state("gone@k.example") == .withdrawn)
  }

  /// As the first version of presend made it.
  @Test func aStoreFromBeforeRequestsIsCarriedOver() throws {
    let queue = try DatabaseQueue(path: path)
    try queue.write { db in
      try db.execute(
        sql: """
          CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY);
          INSERT INTO grdb_migrations VALUES ('1 events');
          CREATE TABLE event (id INTEGER PRIMARY KEY AUTOINCREMENT, person TEXT NOT NULL, address TEXT NOT NULL,
            purpose TEXT NOT NULL, state TEXT NOT NULL CHECK (state IN ('granted', 'denied', 'withdrawn')),
            at INTEGER NOT NULL, basis TEXT NOT NULL, source TEXT NOT NULL, note TEXT NOT NULL, proof TEXT NOT NULL);
          CREATE INDEX event_by_person ON event (person, purpose, at, state);
          CREATE TRIGGER event_is_never_changed BEFORE UPDATE ON event BEGIN SELECT RAISE(ABORT, 'no'); END;
          CREATE TRIGGER event_is_never_deleted BEFORE DELETE ON event BEGIN SELECT RAISE(ABORT, 'no'); END;
          CREATE TRIGGER event_is_never_replaced BEFORE INSERT ON event
            WHEN EXISTS (SELECT 1 FROM event WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'no'); END;
          INSERT INTO event VALUES (7, 'a@k.example', 'a@k.example', 'mail', 'granted', 1, 'form', '', '', '');
          """)
    }
    try queue.close()
    #expect(SQLiteConsentStore(path: path).answers(for: [AddrSpec("a@k.example")]).failure == nil)
    try fill([.sample("b@k.example", .mail, .requested, "2026-06-01T00:00:00Z")])
    let answers = SQLiteConsentStore(path: path).answers(for: [AddrSpec("a@k.example"), AddrSpec("b@k.example")])
    #expect(answers.state(of: AddrSpec("a@k.example"), for: .mail) == .granted)
    #expect(answers.state(of: AddrSpec("b@k.example"), for: .mail) == .requested)
    try DatabaseQueue(path: path).write { db in
      #expect(throws: DatabaseError.self) { try db.execute(sql: "DELETE FROM event") }
      let ids = try Int.fetchAll(db, sql: "SELECT id FROM event ORDER BY id")
      #expect(ids == [7, 8])
    }
  }

  @Test func noStoreKnowsNobody() {
    let answers = NoConsentStore().answers(for: [AddrSpec("a@k.example")])
    #expect(answers.failure == nil)
    #expect(answers.state(of: AddrSpec("a@k.example"), for: .mail) == .unknown)
  }

  // MARK: Stores that cannot answer

  @Test func aMissingStoreIsAFailureAndStaysMissing() throws {
    #expect(try #require(failure()).contains("does not exist"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path).isEmpty)
  }

  @Test func aFolderIsNoStore() throws {
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
    #expect(try #require(failure()).contains("no regular file"))
  }

  @Test func aFIFOIsNotWaitedFor() throws {
    #expect(mkfifo(path, 0o600) == 0)
    #expect(try #require(failure()).contains("no regular file"))
  }

  @Test func aTextFileIsNoStore() throws {
    try Data(String(repeating: "address,purpose\n", count: 100).utf8).write(to: URL(filePath: path))
    #expect(try #require(failure()).contains("no SQLite database"))
    #expect(throws: ConsentError.self) { try ConsentLedger.open(writingTo: path) }
  }

  @Test func anEmptyFileIsNoStoreYet() throws {
    try Data().write(to: URL(filePath: path))
    #expect(try #require(failure()).contains("no consent table"))
  }

  @Test func anotherProgramsDatabaseIsNoStore() throws {
    try DatabaseQueue(path: path).write { try $0.execute(sql: "CREATE TABLE users (name TEXT)") }
    #expect(try #require(failure()).contains("no consent table"))
  }

  @Test func damageIsAFailureNeverAnAnswer() throws {
    try fill((0..<2_000).map { .sample("p\($0)@k.example", .tracking, .granted) })
    let size = try #require(try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int)
    let file = try FileHandle(forUpdating: URL(filePath: path))
    // All but the header and the schema's page.
    try file.seek(toOffset: 4_096)
    try file.write(contentsOf: Data(repeating: 0x5A, count: size - 4_096))
    try file.close()
    #expect(try #require(failure()).contains("damaged"))
  }

  @Test func aTruncatedStoreIsAFailure() throws {
    try fill((0..<2_000).map { .sample("p\($0)@k.example", .tracking, .granted) })
    #expect(truncate(path, 8_192) == 0)
    #expect(failure() != nil)
  }

  @Test func aLockedStoreIsAFailureAfterAShortWait() throws {
    try fill([.sample("a@k.example")])
    var configuration = GRDB.Configuration()
    configuration.prepareDatabase { try $0.execute(sql: "PRAGMA locking_mode = EXCLUSIVE") }
    let holder = try DatabaseQueue(path: path, configuration: configuration)
    try holder.write { try $0.execute(sql: "CREATE TABLE held (x)") }
    #expect(try #require(failure()).contains("locked"))
    try holder.close()
    #expect(failure() == nil)
  }

  @Test func aWriterDoesNotStopReaders() throws {
    try fill([.sample("a@k.example")])
    let writer = try DatabaseQueue(path: path)
    try writer.inDatabase { db in
      try db.execute(sql: "BEGIN IMMEDIATE")
      try db.execute(
        sql: """
          INSERT INTO event (person, address, purpose, state, at, basis, source, note, proof)
          VALUES ('a@k.example', 'a@k.example', 'mail', 'withdrawn', 9000000000000, '', '', '', '')
          """)
      let address = AddrSpec("a@k.example")
      let before = SQLiteConsentStore(path: path).answers(for: [address])
      #expect(before.failure == nil)
      #expect(before.state(of: address, for: .mail) == .granted)
      try db.execute(sql: "COMMIT")
      #expect(SQLiteConsentStore(path: path).answers(for: [address]).state(of: address, for: .mail) == .withdrawn)
    }
  }

  /// Meaningful for users other than root, who cannot make the log's index where it is missing.
  @Test func aFolderThatCannotBeWrittenIsEnough() throws {
    try fill([.sample("a@k.example")])
    #expect(chmod(folder.url.path, 0o555) == 0)
    defer { chmod(folder.url.path, 0o755) }
    #expect(failure() == nil)
  }
}
