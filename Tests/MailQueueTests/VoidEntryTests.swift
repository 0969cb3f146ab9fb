import Glibc
import MailSyntax
import Testing

@testable import MailQueue

/// An entry whose name cannot be made durable, on a disk that then does not let the name be removed: it is void, and
/// means nothing to anybody.
struct VoidEntryTests {
  /// The spool with an entry that was refused and whose name stays, and the error.
  private static func refused(
    _ entry: QueueEntry = Samples.entry(), in state: MailQueue.State = .queue, on disk: ModelDisk = ModelDisk()
  ) throws -> MailQueue {
    let queue = try Samples.queue(disk)
    let place = try placeOfCommit(entry, state)
    // Truncating and fsync of the file come between.
    disk.arm(.errors(EIO, at: [place, place + 3]))
    let cause = SystemError(call: "fsync", path: "/spool/\(state.rawValue)", code: EIO)
    #expect(throws: QueueError.system(step: "naming a queue file", cause)) { try take(entry, in: state, of: queue) }
    disk.arm(.never)
    #expect(try disk.names(in: "/spool/\(state.rawValue)") == [entry.id.text])
    return queue
  }

  /// The number of the call that puts the name on disk.
  private static func placeOfCommit(_ entry: QueueEntry, _ state: MailQueue.State) throws -> Int {
    let disk = ModelDisk()
    let queue = try Samples.queue(disk)
    disk.arm(.never)
    try take(entry, in: state, of: queue)
    return try #require(disk.trace.firstIndex(of: "fsync /spool/\(state.rawValue)")) + 1
  }

  private static func take(_ entry: QueueEntry, in state: MailQueue.State, of queue: MailQueue) throws {
    switch state {
    case .held: try queue.hold(entry)
    case .decided: try queue.noteDecision(entry)
    default: try queue.enter(entry)
    }
  }

  @Test(arguments: [MailQueue.State.queue, .held]) func `nobody is shown it`(state: MailQueue.State) throws {
    let entry = Samples.entry()
    let queue = try Self.refused(entry, in: state)
    #expect(try queue.list(state).isEmpty)
    #expect(throws: QueueError.notFound(entry.id)) { try queue.listing(entry.id) }
    #expect(throws: QueueError.notFound(entry.id)) { try queue.read(entry.id) }
    #expect(throws: QueueError.notFound(entry.id)) { try queue.digest(entry.id) }
  }

  @Test func `a relay removes it and delivers nothing`() throws {
    let (entry, disk) = (Samples.entry(), ModelDisk())
    let queue = try Self.refused(entry, on: disk)
    var courier = Courier(
      queue: queue, transport: NoTransport(), hostName: "host.test", now: { entry.arrival },
      observe: { Issue.record("something happened: \($0)") })
    #expect(throws: QueueError.notFound(entry.id)) { try courier.run(entry.id) }
    #expect(try disk.names(in: "/spool/queue").isEmpty)
    #expect(try disk.names(in: "/spool/failed").isEmpty)
  }

  @Test(arguments: [MailQueue.State.held, .decided, .queue])
  func `no decision about it is on record`(state: MailQueue.State) throws {
    let disk = ModelDisk()
    let queue = try Self.refused(in: state, on: disk)
    var recorder = DecisionRecorder(queue)
    try recorder.recordAll(at: 1_800_000_000)
    #expect(try disk.names(in: "/spool/\(state.rawValue)").isEmpty)
    #expect(try queue.auditFolder.names().isEmpty || AuditLog(of: queue).verify().lines == 0)
  }

  @Test func `a person who asks for it is told that it is not there`() throws {
    let entry = Samples.entry()
    let queue = try Self.refused(entry, in: .held)
    #expect(throws: QueueError.notFound(entry.id)) {
      try queue.release(entry.id, seen: "", at: entry.arrival)
    }
    let queued = try Self.refused(entry)
    #expect(throws: QueueError.notFound(entry.id)) { try queued.retry(entry.id, at: entry.arrival) }
    #expect(throws: QueueError.notFound(entry.id)) { try queued.remove(entry.id) }
  }

  @Test func `where the disk still keeps its name, it means nothing all the same`() throws {
    let (entry, disk) = (Samples.entry(), ModelDisk())
    let queue = try Self.refused(entry, on: disk)
    // open, flock, fstat, lstat, read
    disk.arm(.errors(EROFS, at: [6]))
    #expect(throws: QueueError.notFound(entry.id)) { try queue.lock(entry.id) }
    #expect(disk.trace[5] == "unlink /spool/queue/\(entry.id)")
    #expect(try disk.names(in: "/spool/queue") == [entry.id.text])
    #expect(try queue.list(.queue).isEmpty)
  }

  @Test func `a notice takes its place`() throws {
    let notice = Samples.entry(sender: nil, recipients: [["sender@beispiel.test"]])
    let queue = try Self.refused(notice)
    try queue.enterOnce(notice)
    #expect(try queue.read(notice.id) == notice)
    // A second time it is there.
    try queue.enterOnce(notice)
    #expect(try queue.ids(in: .queue) == [notice.id])
  }

  /// Whoever was killed between naming the notice and synchronising the folder has left a name that a power cut takes.
  @Test func `a notice that is there already is on disk`() throws {
    let (notice, disk) = (Samples.entry(sender: nil, recipients: [["sender@beispiel.test"]]), ModelDisk())
    let queue = try Samples.queue(disk)
    disk.arm(.stop(at: try Self.placeOfCommit(notice, .queue)))
    #expect(throws: QueueError.self) { try queue.enter(notice) }
    disk.restart(.nothing)
    try queue.enterOnce(notice)
    disk.restart(.unsynchronised)
    #expect(try queue.read(notice.id) == notice)
  }

  @Test func `a disk that takes no change at all is said to be one`() throws {
    let (entry, disk) = (Samples.entry(), ModelDisk())
    let queue = try Samples.queue(disk)
    disk.arm(.dead(EIO, from: try Self.placeOfCommit(entry, .queue)))
    let error = #expect(throws: QueueError.self) { try queue.enter(entry) }
    guard case .notTakenBack(entry.id, _)? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(error?.isTransient == true)
    #expect(error?.description.contains("\(entry.id)") == true)
  }

  /// What the disk has cut off anywhere else is damaged, and shown.
  @Test func `an entry that is cut off elsewhere is damaged`() throws {
    var whole: [UInt8] = []
    EntryFormat.write(Samples.entry()) { whole += $0 }
    let metadata = try #require(EntryFormat.metadata(whole))
    #expect(metadata.end == whole.count - EntryFormat.endOctets)
    #expect(metadata.isVoid(fileOctets: metadata.end))
    for size in [0, metadata.end - 1, metadata.end + 1, whole.count] {
      #expect(!metadata.isVoid(fileOctets: size))
    }
  }

  private struct NoTransport: Transport {
    mutating func deliver(_ submission: Submission, aboutToEnd: ([Int]) throws -> Void) -> [RecipientOutcome] {
      Issue.record("something is delivered")
      return submission.recipients.map { _ in .sent(Reply(code: 250, text: "2.0.0 ok")) }
    }
  }
}
