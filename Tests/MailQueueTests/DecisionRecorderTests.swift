import Glibc
import MailSyntax
import Testing

@testable import MailQueue

/// Every decision gets into the log, whatever stops in between, and no address does.
struct DecisionRecorderTests {
  private let now = AuditLogTests.now

  private func decided(_ entry: QueueEntry = Samples.fullEntry()) -> QueueEntry {
    var copy = entry
    copy.id = QueueID(arrival: now)
    copy.original = []
    copy.variants = copy.variants.map { QueueVariant(recipients: $0.recipients, octets: nil) }
    copy.proposals = []
    return copy
  }

  private func entry(decision: String? = #"{"outcome":"queued","failOpen":["x"]}"#) -> QueueEntry {
    var entry = Samples.entry(arrival: now)
    entry.decision = decision
    return entry
  }

  private func lines(_ queue: MailQueue) throws -> [String] {
    var lines: [String] = []
    try AuditLog(of: queue).forEachLine { lines.append(String(decoding: $0, as: UTF8.self)) }
    return lines
  }

  @Test func `what is queued, held or decided gets into the log once, with hashes for people`() throws {
    let queue = try Samples.queue(ModelDisk())
    let (first, second, third) = (entry(), entry(decision: nil), decided())
    try queue.enter(first)
    try queue.hold(second)
    try queue.noteDecision(third)
    var recorder = DecisionRecorder(queue)
    try recorder.recordAll(at: now)
    try recorder.recordAll(at: now)
    var other = DecisionRecorder(queue)
    try other.recordAll(at: now)
    let lines = try lines(queue)
    #expect(lines.count == 3)
    for id in [first.id, second.id, third.id] { #expect(lines.filter { $0.contains(#""id":"\#(id)""#) }.count == 1) }
    #expect(
      lines[0].contains(#""event":"decision","id":"\#(first.id)","outcome":"queued","failOpen":["x"],"sender":""#))
    #expect(lines.contains { $0.contains(#""event":"undecided""#) })
    #expect(!lines.joined().contains("kunde.test") && !lines.joined().contains("beispiel.test"))
    let key = try #require(try AuditLog(of: queue).key())
    let hashes = first.recipients.map { "\"\(key.hash(of: $0))\"" }.joined(separator: ",")
    #expect(lines[0].contains(#""recipients":[\#(hashes)]"#))
    #expect(key.hash(of: Samples.address("ANNA@Kunde.TEST")) == key.hash(of: first.recipients[0]))
    #expect(try queue.ids(in: .decided).isEmpty)
    #expect(recorder.has(first.id) && other.has(first.id))
    #expect(recorder.takeOpenDecisions() == [first.id] && recorder.takeOpenDecisions().isEmpty)
    #expect(try AuditLog(of: queue).verify().isWhole)
  }

  @Test func `an entry that its writer still has is left out`() throws {
    let queue = try Samples.queue(ModelDisk())
    let entry = entry()
    try queue.enter(entry)
    var recorder = DecisionRecorder(queue)
    let writer = try queue.lock(entry.id)
    try recorder.record([entry.id], in: .queue, at: now)
    #expect(!recorder.has(entry.id))
    _ = consume writer
    try recorder.record([entry.id], in: .queue, at: now)
    #expect(recorder.has(entry.id))
  }

  @Test func `two recorders in turn write each decision once`() throws {
    let queue = try Samples.queue(ModelDisk())
    var recorders = [DecisionRecorder(queue), DecisionRecorder(queue)]
    var ids: Set<QueueID> = []
    for number in 0..<40 {
      ids.insert(try queue.enter(entry()))
      try recorders[number % 2].recordAll(at: now + number * 3600 * 24)
    }
    #expect(try lines(queue).count == 40)
    #expect(try AuditLog(of: queue).verify().isWhole)
    recorders[0].forget(allBut: [])
    #expect(!recorders[0].has(ids.first!))
  }

  /// A decision is the wrapper's; a disk may have changed it since.
  @Test(arguments: ["", "{", "{}", "[1]", "{\"a\":1}\n{\"b\":2}", "{\"a\":\u{7f}}"])
  func `what is no object on one line does not get in`(decision: String) throws {
    let queue = try Samples.queue(ModelDisk())
    try queue.enter(entry(decision: decision))
    var recorder = DecisionRecorder(queue)
    try recorder.recordAll(at: now)
    #expect(try lines(queue).count == 1)
    #expect(try lines(queue)[0].contains(#""event":"undecided""#))
    #expect(try AuditLog(of: queue).verify().isWhole)
  }

  @Test(arguments: DurabilityTests.losses)
  func `stopped at any call, nothing is lost and the chain holds`(loss: ModelDisk.Loss) throws {
    let number = try Samples.atEveryCall { number, disk, queue in
      var before = DecisionRecorder(queue)
      try queue.enter(entry())
      try before.recordAll(at: now)
      let ids = [try queue.enter(entry()), try queue.hold(entry()), try queue.noteDecision(decided())]
      var recorder = DecisionRecorder(queue)
      disk.arm(.stop(at: number))
      try? recorder.recordAll(at: now + 10)
      // What it says that it has is on disk.
      let claimed = ids.filter(recorder.has)
      let calls = disk.calls
      disk.restart(loss)
      let survived = try lines(queue)
      for id in claimed { #expect(survived.contains { $0.contains(id.text) }, "stop at call \(number)") }
      var again = DecisionRecorder(queue)
      try again.recordAll(at: now + 20)
      let all = try lines(queue)
      for id in ids { #expect(all.filter { $0.contains(id.text) }.count == 1, "stop at call \(number)") }
      #expect(try AuditLog(of: queue).verify().breaks == [], "stop at call \(number)")
      return calls
    }
    #expect(number > 40)
  }

  @Test(arguments: [ENOSPC, EIO])
  func `an error at any call is an error, or none of the chain's`(code: Int32) throws {
    let number = try Samples.atEveryCall { number, disk, queue in
      let ids = [try queue.enter(entry()), try queue.hold(entry()), try queue.noteDecision(decided())]
      var recorder = DecisionRecorder(queue)
      disk.arm(.error(code, at: number))
      try? recorder.recordAll(at: now)
      let calls = disk.calls
      disk.arm(.never)
      try recorder.recordAll(at: now + 10)
      let all = try lines(queue)
      for id in ids { #expect(all.filter { $0.contains(id.text) }.count == 1, "error at call \(number)") }
      #expect(try AuditLog(of: queue).verify().breaks == [], "error at call \(number)")
      return calls
    }
    #expect(number > 40)
  }
}
