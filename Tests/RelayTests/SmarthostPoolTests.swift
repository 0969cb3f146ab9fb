import MailQueue
import MailSyntax
import Testing

@testable import Relay

struct SmarthostPoolTests {
  /// A smarthost that does as it is told, and keeps what it was given.
  private final class Host: ConnectedTransport {
    var outcome: (AddrSpec) -> RecipientOutcome
    var given: [[String]] = []
    var notifiesSenders = true

    init(_ outcome: @escaping (AddrSpec) -> RecipientOutcome) { self.outcome = outcome }

    func deliver(_ submission: Submission, aboutToEnd: ([Int]) throws -> Void) -> [RecipientOutcome] {
      given.append(submission.recipients.map { "\($0.localPart)@\($0.domain)" })
      let outcomes = submission.recipients.map(outcome)
      try? aboutToEnd(outcomes.indices.filter { !outcomes[$0].isUnreached })
      return outcomes
    }
    func close() {}
  }

  private let sent = RecipientOutcome.sent(Reply(code: 250, text: "2.0.0 ok"))
  private let down = RecipientOutcome.unreached(Reply(code: 0, text: "first: no connection"))
  private let submission = Submission(
    reversePath: nil, notification: .init(),
    recipients: ["a@k.test", "b@k.test", "c@k.test"].map { AddrSpec(parsing: $0)! },
    requests: ["never", "success", "failure"].map { RecipientRequest(notify: $0) }, octets: [])

  private func pool(
    _ hosts: [Host], now: @escaping () -> Int = { 0 }, observe: @escaping (String, Int) -> Void = { _, _ in }
  )
    -> SmarthostPool
  {
    SmarthostPool(hosts.enumerated().map { ("host\($0.offset):25", $0.element) }, seconds: now, observe: observe)
  }

  @Test("The first one gets everything as long as it can be reached, whatever it answers")
  func priority() {
    for answer in [
      sent, .deferred(Reply(code: 451, text: "")), .failed(Reply(code: 550, text: "")),
      .inDoubt(Reply(code: 0, text: "")),
    ] {
      let hosts = [Host { _ in answer }, Host { _ in sent }]
      var pool = pool(hosts)
      #expect(pool.deliver(submission) { _ in } == [answer, answer, answer])
      #expect(hosts[1].given.isEmpty)
    }
  }

  @Test("What the first one could not be reached for goes to the next, and only that")
  func failover() {
    let hosts = [Host { $0.localPart == "b" ? sent : down }, Host { _ in sent }]
    var pool = pool(hosts)
    var ended: [[Int]] = []
    #expect(pool.deliver(submission) { ended.append($0) } == [sent, sent, sent])
    #expect(hosts[1].given == [["a@k.test", "c@k.test"]])
    #expect(ended == [[1], [0, 2]])
  }

  @Test("A failing one is left out for a while, longer each time, and asked again afterwards")
  func breaker() {
    var now = 0
    var told: [Int] = []
    let hosts = [Host { _ in down }, Host { _ in sent }]
    var pool = pool(hosts, now: { now }, observe: { told.append($1) })
    for time in [0, 1, 14, 15, 30, 44, 45] {
      now = time
      #expect(pool.deliver(submission) { _ in } == [sent, sent, sent])
    }
    #expect(hosts[0].given.count == 3 && hosts[1].given.count == 7)
    #expect(told == [15, 30, 60])
    hosts[0].outcome = { _ in sent }
    now = 105
    _ = pool.deliver(submission) { _ in }
    _ = pool.deliver(submission) { _ in }
    #expect(hosts[0].given.count == 5 && hosts[1].given.count == 7)
  }

  @Test("Where none can be reached, the first one's trouble is told, and all are asked the next time")
  func noneReached() {
    let other = RecipientOutcome.unreached(Reply(code: 0, text: "second"))
    let hosts = [Host { _ in down }, Host { _ in other }]
    var pool = pool(hosts)
    for _ in 0..<2 { #expect(pool.deliver(submission) { _ in } == [down, down, down]) }
    #expect(hosts.map(\.given.count) == [2, 2])
  }

  @Test("Senders are told here where any smarthost that took something does not tell them")
  func notifications() {
    let hosts = [Host { $0.localPart == "b" ? sent : down }, Host { _ in sent }]
    hosts[0].notifiesSenders = false
    var pool = pool(hosts)
    _ = pool.deliver(submission) { _ in }
    #expect(!pool.notifiesSenders)
    hosts[0].outcome = { _ in down }
    _ = pool.deliver(submission) { _ in }
    #expect(pool.notifiesSenders)
  }
}
