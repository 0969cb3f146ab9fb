import MailSyntax
import Synchronization
import Testing

@testable import MailQueue

/// What a courier does with outcomes and with time.
struct CourierTests {
  /// Answers as it is told, the same for every recipient.
  private struct FixedTransport: Transport {
    var outcome: RecipientOutcome
    mutating func deliver(
      _ submission: Submission, aboutToEnd: ([Int]) throws -> Void
    ) -> [RecipientOutcome] {
      submission.recipients.map { _ in outcome }
    }
  }

  private let disk = ModelDisk()
  private let entry = Samples.entry()

  private func run(
    _ id: QueueID, at now: Int, _ outcome: RecipientOutcome, doubleBounce: AddrSpec? = nil
  ) throws -> (result: CourierResult, queue: MailQueue) {
    let queue = try Samples.queue(disk)
    var courier = Courier(
      queue: queue, transport: FixedTransport(outcome: outcome), hostName: "host.test", doubleBounce: doubleBounce,
      now: { now }, chance: { 0.5 })
    return (try courier.run(id), queue)
  }

  private static let later = RecipientOutcome.deferred(Reply(code: 450, text: "4.2.0 greylisted"))
  private static let sent = RecipientOutcome.sent(Reply(code: 250, text: "ok"))
  private static let refused = RecipientOutcome.failed(Reply(code: 550, text: "5.1.1 no such user anna@kunde.test"))

  private func notices(_ queue: MailQueue, but id: QueueID) throws -> [String] {
    try queue.ids(in: .queue).filter { $0 != id }.map { String(decoding: try queue.read($0).original, as: UTF8.self) }
  }

  @Test func `pauses follow the schedule`() throws {
    try Samples.queue(disk).enter(entry)
    var now = entry.arrival
    for pause in [300, 600, 1200, 2400, 3600, 3600] {
      let (result, _) = try run(entry.id, at: now, Self.later)
      #expect(result.disposition == .waiting(until: now + pause))
      // Not before.
      #expect(try run(entry.id, at: now + pause - 1, Self.sent).result.disposition == .waiting(until: now + pause))
      now += pause
    }
    #expect(try run(entry.id, at: now, Self.sent).result.disposition == .delivered)
  }

  @Test func `the sender is told once that it is late`() throws {
    try Samples.queue(disk).enter(entry)
    let early = try run(entry.id, at: entry.arrival + 4 * 3600 - 1, Self.later)
    #expect(try notices(early.queue, but: entry.id).isEmpty)
    for hours in [5, 6, 7] {
      let (_, queue) = try run(entry.id, at: entry.arrival + hours * 3600, Self.later)
      let texts = try notices(queue, but: entry.id)
      #expect(texts.count == 1)
      #expect(texts[0].contains("Action: delayed\r\nStatus: 4.2.0\r\nDiagnostic-Code: smtp; 450 4.2.0 greylisted\r\n"))
      #expect(texts[0].contains("Will-Retry-Until: "))
    }
  }

  @Test func `after five days the sender is told that it failed`() throws {
    try Samples.queue(disk).enter(entry)
    _ = try run(entry.id, at: entry.arrival, Self.later)
    let (result, queue) = try run(entry.id, at: entry.arrival + 5 * 24 * 3600 + 1, Self.later)
    #expect(result.disposition == .refused)
    let texts = try notices(queue, but: entry.id)
    #expect(texts.count == 1 && texts[0].contains("Action: failed\r\nStatus: 4.4.7\r\n"))
    #expect(try queue.ids(in: .queue).contains(entry.id) == false)
  }

  @Test func `a late refusal is a refusal, with its reason`() throws {
    try Samples.queue(disk).enter(entry)
    let (result, queue) = try run(entry.id, at: entry.arrival + 6 * 24 * 3600, Self.refused)
    #expect(result.disposition == .refused)
    let texts = try notices(queue, but: entry.id)
    // One for each variant.
    #expect(texts.count == 2)
    for text in texts {
      #expect(text.contains("Action: failed\r\nStatus: 5.1.1\r\nDiagnostic-Code: smtp; 550 5.1.1 no such user"))
    }
  }

  /// Refuses the first recipient and defers the others; asked again it defers all.
  private struct MixedTransport: Transport {
    mutating func deliver(
      _ submission: Submission, aboutToEnd: ([Int]) throws -> Void
    ) -> [RecipientOutcome] {
      submission.recipients.map { $0.localPart == "cora" ? refused : later }
    }
  }

  @Test func `who is given up after five days is not told of another's refusal`() throws {
    let queue = try Samples.queue(disk)
    try queue.enter(entry)
    let late = entry.arrival + 6 * 24 * 3600
    var courier = Courier(queue: queue, transport: MixedTransport(), hostName: "host.test", now: { late })
    #expect(try courier.run(entry.id).disposition == .refused)
    let texts = try notices(queue, but: entry.id).sorted {
      $0.contains("Status: 5.1.1") && !$1.contains("Status: 5.1.1")
    }
    #expect(texts.count == 2)
    #expect(texts[0].contains("cora@kunde.test\r\nAction: failed\r\nStatus: 5.1.1\r\n") && !texts[0].contains("4.4.7"))
    for name in ["anna", "bert"] {
      #expect(
        texts[1].contains(
          "\(name)@kunde.test\r\nAction: failed\r\nStatus: 4.4.7\r\nDiagnostic-Code: smtp; 450 4.2.0 greylisted\r\n"))
    }
  }

  /// The notice is made by another run than the one that gave up: it still says which it was.
  @Test func `a notice that a crash kept back says why it is sent`() throws {
    let queue = try Samples.queue(disk)
    try queue.enter(entry)
    let late = entry.arrival + 6 * 24 * 3600
    let reply = Reply(code: 535, text: "5.7.8 wrong password")
    try queue.lock(entry.id).record(
      [.failing(recipients: [0, 1, 2], reply, notice: QueueID(arrival: late), isExpired: true)], at: late)
    let texts = try notices(try run(entry.id, at: late, Self.sent).queue, but: entry.id)
    #expect(texts.count == 1 && texts[0].contains("Status: 4.4.7\r\n"))
  }

  @Test func `a double bounce is kept for a person`() throws {
    var entry = entry
    entry.reversePath = nil
    try Samples.queue(disk).enter(entry)
    let (result, queue) = try run(entry.id, at: entry.arrival, Self.refused)
    #expect(result.disposition == .setAside)
    #expect(try queue.ids(in: .queue).isEmpty && queue.ids(in: .failed) == [entry.id])
    try queue.retry(entry.id, at: entry.arrival + 10)
    #expect(try run(entry.id, at: entry.arrival + 10, Self.sent).result.disposition == .delivered)
  }

  @Test func `a double bounce goes to who is configured, whole, and never further`() throws {
    let entry = Samples.entry(sender: nil, recipients: [["anna@kunde.test", "bert@kunde.test"]])
    try Samples.queue(disk).enter(entry)
    let postmaster = Samples.address("postmaster@beispiel.test")
    let (result, queue) = try run(entry.id, at: entry.arrival, Self.refused, doubleBounce: postmaster)
    #expect(result.disposition == .refused)
    let ids = try queue.ids(in: .queue)
    #expect(ids.count == 1 && ids != [entry.id], "\(ids) \(entry.id)")
    #expect(try queue.ids(in: .failed).isEmpty)
    let letter = try queue.read(ids[0])
    #expect(letter.reversePath == nil && letter.recipients == [postmaster])
    let text = String(decoding: letter.original, as: UTF8.self)
    #expect(text.contains("message/rfc822") && text.contains("12:3") && text.contains("550 5.1.1"))
    // It fails itself: nobody is told of that.
    let again = try run(ids[0], at: entry.arrival, Self.refused, doubleBounce: postmaster)
    #expect(again.result.disposition == .setAside)
    #expect(try again.queue.ids(in: .failed) == ids)
  }

  @Test func `an announced double bounce whose reader is gone is kept`() throws {
    var entry = entry
    entry.reversePath = nil
    let queue = try Samples.queue(disk)
    try queue.enter(entry)
    let reply = Reply(code: 550, text: "5.1.1 no")
    try queue.lock(entry.id).record(
      [.failing(recipients: [0, 1, 2], reply, notice: QueueID(arrival: entry.arrival))], at: entry.arrival)
    #expect(try run(entry.id, at: entry.arrival, Self.sent).result.disposition == .setAside)
    #expect(try queue.ids(in: .failed) == [entry.id])
  }

  @Test func `NOTIFY=NEVER is obeyed`() throws {
    var entry = entry
    entry.notification.notify = "NEVER"
    try Samples.queue(disk).enter(entry)
    let (result, queue) = try run(entry.id, at: entry.arrival, Self.refused)
    #expect(result.disposition == .refused)
    #expect(try queue.ids(in: .queue).isEmpty)
  }

  @Test func `in doubt waits half an hour`() throws {
    try Samples.queue(disk).enter(entry)
    let outcome = RecipientOutcome.inDoubt(Reply(code: 0, text: "the smarthost closed the connection"))
    #expect(try run(entry.id, at: entry.arrival, outcome).result.disposition == .waiting(until: entry.arrival + 1800))
  }

  @Test func `an unusable smarthost defers all variants at once`() throws {
    try Samples.queue(disk).enter(entry)
    let outcome = RecipientOutcome.unreached(Reply(code: 535, text: "5.7.8 wrong"))
    let (result, queue) = try run(entry.id, at: entry.arrival, outcome)
    #expect(!result.wasReached && result.disposition == .waiting(until: entry.arrival + 300))
    #expect(try queue.journal(entry.id).count == 2)
  }

  @Test func `events hold neither addresses nor replies' text`() throws {
    let events = Mutex<[CourierEvent]>([])
    let queue = try Samples.queue(disk)
    try queue.enter(entry)
    var courier = Courier(
      queue: queue, transport: FixedTransport(outcome: Self.refused), hostName: "host.test",
      now: { 1_800_000_000 }, observe: { event in events.withLock { $0.append(event) } })
    _ = try courier.run(entry.id)
    let text = "\(events.withLock { $0 })"
    #expect(text.contains("5.1.1") && !text.contains("@") && !text.contains("no such user"))
  }
}
