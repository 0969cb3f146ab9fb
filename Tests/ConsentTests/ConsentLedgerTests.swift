import Consent
import ConsentKeeping
import Foundation
import GRDB
import MailSyntax
import Policy
import TestSupport
import Testing

@Suite struct ConsentLedgerTests {
  private let folder: TemporaryFolder
  private var path: String { folder.path() }

  init() throws { folder = try TemporaryFolder() }

  private func declare(
    _ address: String, _ state: ConsentState, _ purposes: [Purpose] = [.mail], at: String? = nil,
    now time: UTCTime = now
  ) throws -> [ConsentLedger.Recorded] {
    var declaration = ConsentLedger.Declaration(address: AddrSpec(address), purposes: purposes, state: state)
    declaration.basis = "double-opt-in"
    declaration.at = at.map { .at($0) }
    return try ConsentLedger.open(writingTo: path).record([declaration], now: time)
  }

  private func state(_ address: String, _ purpose: Purpose = .mail) -> ConsentState {
    SQLiteConsentStore(path: path).answers(for: [AddrSpec(address)]).state(of: AddrSpec(address), for: purpose)
  }

  @Test func theLatestDeclarationCounts() throws {
    #expect(try declare("anna@kunde.example", .granted, at: "2026-01-01T00:00:00Z").first?.counts.state == .granted)
    #expect(state("anna@kunde.example") == .granted)
    #expect(try declare("Anna@KUNDE.example", .withdrawn, at: "2026-02-01T00:00:00Z").first?.counts.state == .withdrawn)
    #expect(state("anna@kunde.example") == .withdrawn)
    let late = try declare("anna@kunde.example", .granted, at: "2026-01-15T00:00:00Z")
    #expect(late.first?.counts.state == .withdrawn, "an older grant does not revive a withdrawal")
    #expect(state("anna@kunde.example") == .withdrawn)
    _ = try declare("anna@kunde.example", .granted, at: "2026-03-01T00:00:00Z")
    #expect(state("anna@kunde.example") == .granted)
    #expect(try ConsentLedger.open(readingFrom: path).history(of: AddrSpec("ANNA@kunde.example")).count == 4)
  }

  @Test func ofTwoAtOneMomentTheRefusalCounts() throws {
    let at = "2026-01-01T00:00:00Z"
    _ = try declare("a@k.example", .withdrawn, at: at)
    _ = try declare("a@k.example", .granted, at: at)
    #expect(state("a@k.example") == .withdrawn)
    #expect(try ConsentLedger.open(readingFrom: path).history(of: AddrSpec("a@k.example")).last?.state == .withdrawn)
  }

  @Test func aDeclarationNowCountsEvenIfTheClockWasSetBack() throws {
    _ = try declare("a@k.example", .granted)
    let back = UTCTime(milliseconds: now.milliseconds - 3_600_000)
    let recorded = try declare("a@k.example", .withdrawn, now: back)
    #expect(recorded.first?.counts.state == .withdrawn)
    #expect(recorded.first?.event.at.milliseconds == now.milliseconds + 1)
    #expect(state("a@k.example") == .withdrawn)
  }

  @Test func `3.14 who withdraws consent to tracking goes on getting the mail`() throws {
    _ = try declare("a@k.example", .granted, [.mail, .tracking], at: "2026-01-01T00:00:00Z")
    _ = try declare("a@k.example", .withdrawn, [.tracking], at: "2026-02-01T00:00:00Z")
    #expect(state("a@k.example", .tracking) == .withdrawn)
    #expect(state("a@k.example", .mail) == .granted)
  }

  @Test func purposesAreApart() throws {
    _ = try declare("a@k.example", .granted, [.mail])
    _ = try declare("a@k.example", .denied, [.tracking])
    #expect(state("a@k.example", .mail) == .granted)
    #expect(state("a@k.example", .tracking) == .denied)
    #expect(state("a@k.example", .disclosure) == .unknown)
  }

  @Test func oneBadDeclarationStopsAll() throws {
    let good = ConsentLedger.Declaration(address: AddrSpec("a@k.example"), purposes: [.mail], state: .denied)
    let bad = ConsentLedger.Declaration(address: AddrSpec("b@k.example"), purposes: [.mail], state: .granted)
    let ledger = try ConsentLedger.open(writingTo: path)
    #expect(throws: ConsentError.self) { try ledger.record([good, bad], now: now) }
    #expect(try ledger.history(of: AddrSpec("a@k.example")).isEmpty)
  }

  @Test func importsOnceAndOutranksNothing() throws {
    let ledger = try ConsentLedger.open(writingTo: path)
    _ = try declare("a@k.example", .withdrawn, at: "2026-06-01T00:00:00Z")
    let rows: [ConsentEvent] = [
      .sample("a@k.example", .mail, .granted, "2026-05-01T00:00:00Z"),
      .sample("b@k.example", .mail, .granted, "2026-05-01T00:00:00Z"),
      .sample("b@k.example", .mail, .granted, "2026-05-01T00:00:00Z"),
    ]
    #expect(try ledger.add(rows) == .init(added: 2, known: 1, outranked: 1))
    #expect(try ledger.add(rows) == .init(added: 0, known: 3, outranked: 0))
    #expect(state("a@k.example") == .withdrawn)
    #expect(state("b@k.example") == .granted)
  }

  @Test func whatIsExportedIsImported() throws {
    var chance = SplitMix64(seed: 4)
    let events = (0..<300).map { _ in ConsentEvent.random(using: &chance) }
    _ = try ConsentLedger.open(writingTo: path).add(events)
    let text = try export(path)
    let copy = folder.path("copy.db")
    let read = try ConsentTable.read(Array(text.utf8), file: "x", now: now)
    _ = try ConsentLedger.open(writingTo: copy).add(read)
    #expect(try export(copy) == text)
    for event in events {
      let original = try ConsentLedger.open(readingFrom: path).history(of: event.address)
      #expect(try ConsentLedger.open(readingFrom: copy).history(of: event.address) == original)
    }
  }

  private func export(_ path: String) throws -> String {
    var text = ConsentTable.header
    try ConsentLedger.open(readingFrom: path).forEachEvent { text += ConsentTable.row($0) }
    return text
  }

  @Test(arguments: [
    "UPDATE event SET state = 'granted'", "DELETE FROM event",
    "INSERT OR REPLACE INTO event VALUES (1, 'a@k.example', 'a@k.example', 'mail', 'granted', 1, '', '', '', '')",
    "INSERT INTO event VALUES (2, 'a@k.example', 'a@k.example', 'mail', 'unknown', 1, '', '', '', '')",
    "INSERT INTO event VALUES (2, 'a@k.example', 'a@k.example', 'spam', 'granted', 1, '', '', '', '')",
    "INSERT INTO event VALUES (2, 'a@k.example', 'a@k.example', 'mail', 'granted', 'soon', '', '', '', '')",
  ])
  func eventsAreOnlyEverAdded(_ sql: String) throws {
    _ = try declare("a@k.example", .withdrawn)
    let database = try DatabaseQueue(path: path)
    #expect(throws: DatabaseError.self) { try database.write { try $0.execute(sql: sql) } }
    #expect(state("a@k.example") == .withdrawn)
  }

  @Test func theFileIsForOwnerAndGroupAndItsLogStays() throws {
    _ = try declare("a@k.example", .denied)
    let permissions = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    #expect((permissions ?? 0o777) & 0o027 == 0)
    // Without these two, users who may only read the folder could not open a store in write-ahead mode.
    #expect(FileManager.default.fileExists(atPath: path + "-wal"))
    #expect(FileManager.default.fileExists(atPath: path + "-shm"))
  }

  @Test func inAGroupsFolderTheGroupWrites() throws {
    #expect(chmod(folder.url.path, 0o2770) == 0)
    _ = try declare("a@k.example", .denied)
    for suffix in ["", "-wal", "-shm"] {
      let permissions = try FileManager.default.attributesOfItem(atPath: path + suffix)[.posixPermissions] as? Int
      #expect(permissions == 0o660, "\(suffix)")
    }
  }

  @Test func aStoreOfALaterVersionIsNotWritten() throws {
    _ = try declare("a@k.example", .denied)
    try DatabaseQueue(path: path).write {
      try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('2 something new')")
    }
    #expect(throws: ConsentError.self) { try ConsentLedger.open(writingTo: path) }
    #expect(state("a@k.example") == .denied, "judging goes on")
  }

  @Test func aFolderThatDoesNotExistIsAnError() {
    let error = #expect(throws: ConsentError.self) {
      try ConsentLedger.open(writingTo: folder.path("no/consent.db"))
    }
    #expect(error?.description.contains("No such file") == true)
    #expect(throws: ConsentError.self) { try ConsentLedger.open(readingFrom: folder.path("none.db")) }
    #expect(!FileManager.default.fileExists(atPath: folder.path("none.db")), "looking creates nothing")
  }
}
