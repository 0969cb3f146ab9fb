import Glibc
import MailQueue
import MailSyntax
import Synchronization
import Testing

@testable import Relay

struct TurnTakingTests {
  private final class Record: Sendable {
    struct Counts {
      var connects = 0
      var inside = 0
      var mostInside = 0
    }
    let counts = Mutex(Counts())
  }

  /// Says how it was used; its smarthost cannot be reached where it is told so.
  private struct Probe: Transport {
    let record: Record
    let trouble: Reply?

    mutating func connect() -> Reply? {
      record.counts.withLock { $0.connects += 1 }
      return trouble
    }

    mutating func deliver(_ submission: Submission, aboutToEnd: ([Int]) throws -> Void) -> [RecipientOutcome] {
      record.counts.withLock { counts in
        counts.inside += 1
        counts.mostInside = max(counts.mostInside, counts.inside)
      }
      usleep(2_000)
      record.counts.withLock { $0.inside -= 1 }
      return []
    }
  }

  private static let refusal = Reply(code: 0, text: "nobody there")
  private static let submission = Submission(
    reversePath: nil, notification: NotificationRequest(), recipients: [], octets: [])

  @Test func `one at a time sends`() {
    let record = Record()
    let turns = Turns(Probe(record: record, trouble: nil))
    onThreads(4) { _ in
      let mine = TurnTaking(turns)
      for _ in 0..<20 {
        #expect(mine.connect() == nil)
        _ = mine.deliver(Self.submission) { _ in }
        mine.endTurn()
      }
    }
    #expect(record.counts.withLock { $0.mostInside } == 1)
    #expect(record.counts.withLock { $0.connects } == 80)
  }

  @Test func `a smarthost that was out of reach is not asked in the next turn, but in the next pass`() {
    let record = Record()
    let turns = Turns(Probe(record: record, trouble: Self.refusal))
    for _ in 0..<3 {
      let courier = TurnTaking(turns)
      #expect(courier.connect() == Self.refusal)
      courier.endTurn()
    }
    #expect(record.counts.withLock { $0.connects } == 1)
    turns.forgetTrouble()
    let courier = TurnTaking(turns)
    #expect(courier.connect() == Self.refusal)
    courier.endTurn()
    #expect(record.counts.withLock { $0.connects } == 2)
  }
}
