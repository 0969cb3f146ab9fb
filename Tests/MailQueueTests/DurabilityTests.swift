import Glibc
import MailSyntax
import Synchronization
import Testing

@testable import MailQueue

/// Every system call may fail, and every one may be the last: what was acknowledged is there, what was not is nowhere
/// or whole.
struct DurabilityTests {
  static let losses: [ModelDisk.Loss] =
    [.nothing, .unsynchronised] + (1...20).map { .some(seed: $0) }

  /// Does something with a fault at each call in turn, until a run ends before the fault.
  /// - Parameter body: returns how many calls it made.
  /// - Returns: how many calls there are.
  private func atEachCall(
    hasUnnamedFiles: Bool = true, _ fault: (Int) -> ModelDisk.Fault,
    _ body: (ModelDisk, ModelDisk.Fault) throws -> Int
  ) rethrows -> Int {
    var number = 1
    while try body(ModelDisk(hasUnnamedFiles: hasUnnamedFiles), fault(number)) >= number { number += 1 }
    return number - 1
  }

  /// The ways to take a message, on file systems with and without files that have no name.
  enum Step: String, CaseIterable, Sendable {
    case enter, hold, noteDecision, enterNamed, holdNamed

    var state: MailQueue.State {
      switch self {
      case .enter, .enterNamed: .queue
      case .hold, .holdNamed: .held
      case .noteDecision: .decided
      }
    }
    var hasUnnamedFiles: Bool { self != .enterNamed && self != .holdNamed }
  }

  private func take(_ entry: QueueEntry, _ step: Step, _ queue: MailQueue) throws {
    switch step.state {
    case .held: try queue.hold(entry)
    case .decided: try queue.noteDecision(entry)
    default: try queue.enter(entry)
    }
  }

  @Test(arguments: Step.allCases, losses)
  func `stopped at any call, the entry is whole or not acknowledged`(step: Step, loss: ModelDisk.Loss) throws {
    let state = step.state
    var acknowledged = 0
    let calls = try atEachCall(hasUnnamedFiles: step.hasUnnamedFiles, { .stop(at: $0) }) { disk, fault in
      let queue = try Samples.queue(disk)
      let entry = Samples.entry()
      disk.arm(fault)
      let isAcknowledged = (try? take(entry, step, queue)) != nil
      let calls = disk.calls
      disk.restart(loss)
      let ids = try queue.ids(in: state)
      if isAcknowledged {
        acknowledged += 1
        #expect(ids == [entry.id], "\(fault)")
      }
      for id in ids { #expect(try queue.lock(id, in: step.state).entry() == entry, "\(fault)") }
      if step.hasUnnamedFiles { #expect(try disk.names(in: "/spool/tmp").isEmpty, "\(fault)") }
      return calls
    }
    #expect(calls > 10)
    // The calls after the commit point.
    #expect(acknowledged >= 1)
  }

  @Test(arguments: Step.allCases, [ENOSPC, EIO, EDQUOT])
  func `an error at any call leaves nothing, or is no error`(step: Step, code: Int32) throws {
    let calls = try atEachCall(hasUnnamedFiles: step.hasUnnamedFiles, { .error(code, at: $0) }) { disk, fault in
      let queue = try Samples.queue(disk)
      let entry = Samples.entry()
      disk.arm(fault)
      let isAcknowledged = (try? take(entry, step, queue)) != nil
      let calls = disk.calls
      for loss in [ModelDisk.Loss.nothing, .unsynchronised] {
        disk.restart(loss)
        let ids = try queue.ids(in: step.state)
        #expect(ids == (isAcknowledged ? [entry.id] : []), "\(fault), \(loss)")
      }
      return calls
    }
    #expect(calls > 10)
  }

  /// Where the first error is that of the commit point, the second may be that of taking back.
  @Test(arguments: Step.allCases, losses)
  func `two errors at any two calls leave nothing, or are none`(step: Step, loss: ModelDisk.Loss) throws {
    var pairs = 0
    for distance in 1...6 {
      _ = try atEachCall(hasUnnamedFiles: step.hasUnnamedFiles, { .errors(EIO, at: [$0, $0 + distance]) }) {
        disk, fault in
        let queue = try Samples.queue(disk)
        let entry = Samples.entry()
        disk.arm(fault)
        let isAcknowledged = (try? take(entry, step, queue)) != nil
        let calls = disk.calls
        disk.restart(loss)
        #expect((try? queue.lock(entry.id, in: step.state).entry()) == (isAcknowledged ? entry : nil), "\(fault)")
        if step.state != .decided { #expect(try queue.list(step.state).count == (isAcknowledged ? 1 : 0), "\(fault)") }
        pairs += 1
        return calls
      }
    }
    #expect(pairs > 60)
  }

  /// A relay that looks in before every call of the writer's. Errors are counted from the commit point, where the first
  /// is.
  @Test(arguments: Step.allCases, [[], [0], [0, 1], [0, 2], [0, 3], [0, 4]])
  func `what is refused no relay could lock`(step: Step, errors: [Int]) throws {
    let disk = ModelDisk(hasUnnamedFiles: step.hasUnnamedFiles)
    let queue = try Samples.queue(disk)
    let entry = Samples.entry()
    disk.arm(.never)
    try take(Samples.entry(), step, queue)
    let commit = try #require(disk.trace.firstIndex(of: "fsync /spool/\(step.state.rawValue)")) + 1
    let looks = Mutex(0)
    let finds = Mutex(0)
    let look: @Sendable () -> Void = {
      looks.withLock { $0 += 1 }
      if (try? queue.lock(entry.id, in: step.state)) != nil { finds.withLock { $0 += 1 } }
    }
    disk.arm(.errors(EIO, at: Set(errors.map { commit + $0 })))
    disk.watch(look)
    let isAcknowledged = (try? take(entry, step, queue)) != nil
    disk.watch(nil)
    disk.arm(.never)
    look()
    #expect(isAcknowledged == errors.isEmpty)
    #expect((finds.withLock { $0 } > 0) == isAcknowledged)
    #expect(looks.withLock { $0 } > 10)
  }

  @Test(arguments: Step.allCases)
  func `a disk that dies at any call acknowledges nothing that is not there`(step: Step) throws {
    let calls = try atEachCall(hasUnnamedFiles: step.hasUnnamedFiles, { .dead(EIO, from: $0) }) { disk, fault in
      let queue = try Samples.queue(disk)
      let entry = Samples.entry()
      disk.arm(fault)
      let isAcknowledged = (try? take(entry, step, queue)) != nil
      let calls = disk.calls
      disk.restart(.unsynchronised)
      let ids = try queue.ids(in: step.state)
      if isAcknowledged { #expect(ids == [entry.id], "\(fault)") }
      for id in ids { #expect(try queue.lock(id, in: step.state).entry() == entry, "\(fault)") }
      return calls
    }
    #expect(calls > 10)
  }

  @Test(arguments: [true, false]) func `short writes are continued`(hasUnnamedFiles: Bool) throws {
    let disk = ModelDisk(hasUnnamedFiles: hasUnnamedFiles)
    let queue = try Samples.queue(disk)
    disk.arm(.shortWrites)
    let entry = Samples.entry()
    try queue.enter(entry)
    #expect(try queue.read(entry.id) == entry)
  }

  @Test func `too little room is temporary and leaves nothing`() throws {
    let disk = ModelDisk()
    let queue = try Samples.queue(disk)
    disk.setFree(MailQueue.minimumFreeOctets - 1)
    #expect(throws: QueueError.noRoom(freeOctets: MailQueue.minimumFreeOctets - 1)) { try queue.enter(Samples.entry()) }
    #expect(QueueError.noRoom(freeOctets: 0).isTransient)
    #expect(try disk.names(in: "/spool/tmp").isEmpty)
    // A large message needs twice its size.
    disk.setFree(MailQueue.minimumFreeOctets + 1)
    #expect(throws: QueueError.self) { try queue.checkRoom(forOctets: 40 << 20) }
    #expect(throws: Never.self) { try queue.checkRoom(forOctets: 1000) }
  }

  @Test(arguments: losses)
  func `released or held, never both and never neither`(loss: ModelDisk.Loss) throws {
    let calls = try atEachCall({ .stop(at: $0) }) { disk, fault in
      let queue = try Samples.queue(disk)
      let entry = Samples.entry()
      try queue.hold(entry)
      disk.arm(fault)
      let isReleased = (try? queue.release(entry.id, seen: queue.digest(entry.id), at: entry.arrival + 10)) != nil
      let calls = disk.calls
      disk.restart(loss)
      let (held, queued) = (try queue.ids(in: .held), try queue.ids(in: .queue))
      #expect(held + queued == [entry.id], "\(fault)")
      if isReleased { #expect(queued == [entry.id], "\(fault)") }
      return calls
    }
    #expect(calls > 5)
  }

  @Test(arguments: losses)
  func `rejected or held, and the sender told once`(loss: ModelDisk.Loss) throws {
    let calls = try atEachCall({ .stop(at: $0) }) { disk, fault in
      let queue = try Samples.queue(disk)
      let entry = Samples.entry()
      try queue.hold(entry)
      disk.arm(fault)
      let isRejected = (try? queue.reject(entry.id, at: entry.arrival + 10, hostName: "host.test")) != nil
      let calls = disk.calls
      disk.restart(loss)
      if isRejected {
        #expect(try queue.ids(in: .held).isEmpty, "\(fault)")
      } else if try queue.ids(in: .held) == [entry.id] {
        try queue.reject(entry.id, at: entry.arrival + 20, hostName: "host.test")
      }
      #expect(try queue.ids(in: .queue).count == 1, "\(fault)")
      return calls
    }
    #expect(calls > 10)
  }
}
