import Logging
import MailQueue
import Synchronization
import Testing

@testable import Relay

/// One of several connections, which the smarthost may not let in.
struct LaneTests {
  private final class Record: Sendable {
    let connects = Mutex(0)
    var count: Int { connects.withLock { $0 } }
  }

  private struct Refused: Transport {
    let record: Record
    mutating func connect() -> Reply? {
      record.connects.withLock { $0 += 1 }
      return Reply(code: 421, text: "4.7.0 too many connections")
    }
    mutating func deliver(_ submission: Submission, aboutToEnd: ([Int]) throws -> Void) -> [RecipientOutcome] { [] }
  }

  @Test func `a connection that is not let in is asked for again after five minutes`() {
    let record = Record()
    let lane = Lane(
      Courier(
        queue: MailQueue(directory: "/nonexistent"), transport: Refused(record: record), hostName: "host.test",
        now: { 0 }, chance: { 0.5 }))
    let dispatch = Shared(
      Dispatch(
        recorder: nil, log: Logger(label: "", factory: { _ in SwiftLogNoOpLogHandler() }), steady: { 0 }, now: { 0 }))
    for (time, asked) in [(1_000, 1), (1_001, 1), (1_299, 1), (1_300, 2), (1_599, 2), (1_600, 3)] {
      lane.beginPass()
      lane.run(0, dispatch, isExtra: true, steady: { time }, shouldStop: { false })
      #expect(record.count == asked, "\(time)")
    }
  }
}
