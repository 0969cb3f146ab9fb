import MailSyntax
import Testing

@testable import MailQueue

/// What a batch announces in one file for all its entries.
struct IntentLogTests {
  private static let start = 1_800_000_000
  private let disk = ModelDisk()

  private func entries(_ count: Int, _ queue: MailQueue) throws -> [QueueID] {
    try (0..<count).map { try queue.enter(Samples.entry(recipients: [["r\($0)@kunde.test"]])) }.sorted()
  }

  /// Announces entries and goes away without a word of what came of them.
  private func announceAndDie(_ ids: [QueueID], _ queue: MailQueue, at now: Int = start) throws {
    let log = IntentLog(queue)
    let intents = try ids.map { try queue.lock($0).intend([0], at: now) }
    try log.write(intents, at: now)
    log.abandon()
  }

  private func isInDoubt(_ id: QueueID, _ queue: MailQueue) throws -> Bool {
    try queue.listing(id).delivery.recipients[0].status == .inDoubt
  }

  /// RFC 5321 §4.5.3.1.8: a server takes a hundred recipients; it need not take more.
  @Test func `one transaction has recipients of one variant, at most a hundred`() throws {
    let queue = try Samples.queue(disk)
    let many = (0..<101).map { "r\($0)@kunde.test" }
    let locked = try queue.lock(try queue.enter(Samples.entry(recipients: [many, ["x@kunde.test", "y@kunde.test"]])))
    #expect(locked.isOneTransaction(Array(0..<100)) && locked.isOneTransaction([7, 100]))
    #expect(!locked.isOneTransaction(Array(0..<101)))
    #expect(locked.isOneTransaction([101, 102]) && !locked.isOneTransaction([100, 101]))
    #expect(!locked.isOneTransaction([]) && !locked.isOneTransaction([103]))
  }

  @Test func `what is announced is in doubt, for everybody`() throws {
    let queue = try Samples.queue(disk)
    let ids = try entries(3, queue)
    try announceAndDie(Array(ids[..<2]), queue)
    #expect(try ids.map { try isInDoubt($0, queue) } == [true, true, false])
    #expect(try queue.lock(ids[0]).delivery.due(at: Self.start + 1799).isEmpty)
    #expect(try queue.lock(ids[0]).delivery.due(at: Self.start + 1800) == [0])
    #expect(try queue.journal(ids[0]) == [JournalLine(time: Self.start, event: .dotSent(recipients: [0]))])
    disk.restart(.unsynchronised)
    #expect(try isInDoubt(ids[1], queue))
  }

  @Test func `what comes next in the journal comes behind it`() throws {
    let queue = try Samples.queue(disk)
    let id = try entries(1, queue)[0]
    try announceAndDie([id], queue)
    try queue.retry(id, at: Self.start + 5)
    #expect(
      try queue.journal(id).map(\.event) == [.dotSent(recipients: [0]), .due])
    // The file still says it, and does not count.
    #expect(try queue.intentFiles().count == 1)
    #expect(try queue.listing(id).delivery.due(at: Self.start + 5) == [0])
  }

  @Test func `what is announced anew is history first`() throws {
    let queue = try Samples.queue(disk)
    let id = try entries(1, queue)[0]
    for time in [0, 2000, 4000] { try announceAndDie([id], queue, at: Self.start + time) }
    #expect(try queue.journal(id).map(\.time) == [0, 2000, 4000].map { Self.start + $0 })
  }

  @Test func `a file is deleted when nothing in it counts, and its courier is no more`() throws {
    let queue = try Samples.queue(disk)
    let ids = try entries(2, queue)
    try announceAndDie(ids, queue)
    disk.setTime(10_000)
    #expect(try queue.cleanUp(at: 10_000) == 0)
    try queue.lock(ids[0]).remove()
    #expect(try queue.cleanUp(at: 10_000) == 0)
    try queue.retry(ids[1], at: Self.start)
    #expect(try queue.cleanUp(at: 10_000) == 1)
    let log = IntentLog(queue)
    try log.write([], at: Self.start)
    #expect(try queue.cleanUp(at: 20_000) == 0, "its courier is at work")
    withExtendedLifetime(log) {}
  }

  @Test func `a courier that comes to its end leaves no file`() throws {
    let queue = try Samples.queue(disk)
    do {
      let log = IntentLog(queue)
      try log.write([], at: Self.start)
      #expect(try queue.intentFiles().count == 1)
    }
    #expect(try queue.intentFiles().isEmpty)
  }

  /// Breaks at the second message, and remembers whom it was given.
  private struct Breaking: Transport {
    final class Given { var recipients: [String] = [] }
    let given: Given
    mutating func deliver(_ submission: Submission, aboutToEnd: ([Int]) throws -> Void) -> [RecipientOutcome] {
      given.recipients += submission.recipients.map(\.localPart)
      if given.recipients.count == 2 { return [.unreached(Reply(code: 421, text: "too busy"))] }
      try? aboutToEnd([0])
      return [.sent(Reply(code: 250, text: "ok"))]
    }
  }

  @Test func `behind a break nothing was sent, and nothing is in doubt`() throws {
    let queue = try Samples.queue(disk)
    let ids = try entries(5, queue)
    let given = Breaking.Given()
    var courier = Courier(
      queue: queue, transport: Breaking(given: given), hostName: "host.test", now: { Self.start }, chance: { 0.5 })
    let results = courier.run(ids)
    #expect(given.recipients.count == 2)
    #expect(results.map { $0 == nil } == [false, false, true, true, true])
    #expect(try queue.ids(in: .queue) == Array(ids[1...]))
    disk.restart(.unsynchronised)
    #expect(try ids[1...].map { try isInDoubt($0, queue) } == [false, false, false, false])
    #expect(try queue.listing(ids[2]).delivery.due(at: Self.start) == [0])
  }

  @Test func `a batch of many costs two fsyncs`() throws {
    let queue = try Samples.queue(disk)
    let ids = try entries(Courier<Breaking>.largestBatch, queue)
    let given = Breaking.Given()
    given.recipients = ["", "", ""]
    var courier = Courier(
      queue: queue, transport: Breaking(given: given), hostName: "host.test", now: { Self.start }, chance: { 0.5 })
    disk.arm(.never)
    #expect(courier.run(ids).count { $0 != nil } == ids.count)
    // And one, once, for the name of the courier's file.
    #expect(disk.trace.filter { $0.hasPrefix("fsync") }.count == 3)
    #expect(try queue.ids(in: .queue).isEmpty)
  }

  @Test func `a slow smarthost ends the batch`() throws {
    final class Time { var now = IntentLogTests.start }
    struct Slow: Transport {
      let time: Time
      mutating func deliver(_ submission: Submission, aboutToEnd: ([Int]) throws -> Void) -> [RecipientOutcome] {
        time.now += 1
        return submission.recipients.map { _ in .sent(Reply(code: 250, text: "ok")) }
      }
    }
    let queue = try Samples.queue(disk)
    let ids = try entries(5, queue)
    let time = Time()
    nonisolated(unsafe) let clock = time
    var courier = Courier(
      queue: queue, transport: Slow(time: time), hostName: "host.test", now: { clock.now }, chance: { 0.5 })
    #expect(courier.run(ids).count { $0 != nil } == 2)
    #expect(try ids[2...].allSatisfy { try !isInDoubt($0, queue) })
  }
}
