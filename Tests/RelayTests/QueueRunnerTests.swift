import Foundation
import MailQueue
import MailSyntax
import Synchronization
import Testing

@testable import Relay

/// Passes over a real spool with a transport that needs no network.
struct QueueRunnerTests {
  /// Says the same of every recipient and counts how often it is asked.
  private struct CountingTransport: Transport {
    let outcome: RecipientOutcome
    let count: Counter
    mutating func deliver(
      _ submission: Submission, aboutToEnd: ([Int]) throws -> Void
    ) -> [RecipientOutcome] {
      count.value.withLock { $0 += 1 }
      return submission.recipients.map { _ in outcome }
    }
  }

  private final class Counter: Sendable {
    let value = Mutex(0)
    let now = Mutex(1_800_000_000)
    let steady = Mutex(77)
    var asked: Int { value.withLock { $0 } }
    func pass(_ seconds: Int) {
      now.withLock { $0 += seconds }
      steady.withLock { $0 += seconds }
    }
    /// The time of day is set anew.
    func step(_ seconds: Int) { now.withLock { $0 += seconds } }
  }

  private final class Site {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("presend-run-\(UUID().uuidString)").path
    let counter = Counter()
    let queue: MailQueue

    init(messages: Int) throws {
      queue = MailQueue(directory: path)
      for number in 0..<messages {
        try queue.enter(
          QueueEntry(
            arrival: 1_800_000_000, reversePath: AddrSpec(localPart: "s", domain: "b.test"),
            original: Array("Subject: x\r\n\r\n".utf8),
            variants: [
              QueueVariant(recipients: [AddrSpec(localPart: "r\(number)", domain: "k.test")], octets: nil)
            ]))
      }
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func runner(
      _ outcome: RecipientOutcome, connections: Int = 1, stop: @escaping @Sendable () -> Bool = { false }
    ) -> QueueRunner<CountingTransport> {
      let (queue, counter) = (queue, counter)
      return QueueRunner(
        queue, now: { counter.now.withLock { $0 } }, steady: { counter.steady.withLock { $0 } }, shouldStop: stop,
        connections: connections
      ) {
        Courier(
          queue: queue, transport: CountingTransport(outcome: outcome, count: counter), hostName: "host.test",
          now: { counter.now.withLock { $0 } }, chance: { 0.5 })
      }
    }
  }

  @Test func `one pass delivers everything`() throws {
    let site = try Site(messages: 5)
    var runner = site.runner(.sent(Reply(code: 250, text: "ok")))
    #expect(runner.runDue().delivered == 5)
    #expect(runner.isQueueEmpty && runner.secondsUntilDue() == nil)
  }

  @Test func `what waits is left alone until it is due`() throws {
    let site = try Site(messages: 3)
    var runner = site.runner(.deferred(Reply(code: 450, text: "later")))
    #expect(runner.runDue().waiting == 3 && site.counter.asked == 3)
    #expect(runner.secondsUntilDue() == 300)
    #expect(runner.runDue().waiting == 3 && site.counter.asked == 3)
    site.counter.pass(300)
    _ = runner.runDue()
    #expect(site.counter.asked == 6)
  }

  @Test func `an unusable smarthost is asked once, not for each entry`() throws {
    let site = try Site(messages: 10)
    var runner = site.runner(.unreached(Reply(code: 0, text: "no connection")))
    #expect(runner.runDue().waiting == 10 && site.counter.asked == 1)
    #expect(runner.secondsUntilDue() == 15)
    // The others have not lost an attempt.
    let untried = try site.queue.list(.queue).filter {
      if case .whole(let listing) = $0 { listing.delivery.lastReply == nil } else { false }
    }
    #expect(untried.count == 9)
    site.counter.pass(15)
    _ = runner.runDue()
    #expect(site.counter.asked == 2 && runner.secondsUntilDue() == 30)
    runner.lookAtEverything()
    _ = runner.runDue()
    #expect(site.counter.asked == 3)
  }

  private static let year = 365 * 24 * 3600

  @Test(arguments: [year, -year, 7200, -7200])
  func `a clock that is set anew stops nothing`(step: Int) throws {
    let site = try Site(messages: 1)
    var runner = site.runner(.deferred(Reply(code: 450, text: "later")))
    _ = runner.runDue()
    site.counter.step(step)
    // The pause is over when its seconds have passed, whatever the time of day is.
    #expect(runner.secondsUntilDue() == 300)
    site.counter.pass(299)
    _ = runner.runDue()
    #expect(site.counter.asked == 1)
    site.counter.pass(1)
    _ = runner.runDue()
    // Less than a day backwards, the journal's own time is waited for; a day at most.
    if step == -7200 {
      #expect(site.counter.asked == 1 && runner.secondsUntilDue() == 7200)
      site.counter.pass(7200)
      _ = runner.runDue()
    }
    #expect(site.counter.asked == 2)
  }

  @Test(arguments: [year, -year])
  func `a pause for the smarthost does not depend on the time of day`(step: Int) throws {
    let site = try Site(messages: 3)
    var runner = site.runner(.unreached(Reply(code: 0, text: "no connection")))
    _ = runner.runDue()
    site.counter.step(step)
    #expect(runner.secondsUntilDue() == 15)
    _ = runner.runDue()
    #expect(site.counter.asked == 1)
    site.counter.pass(15)
    _ = runner.runDue()
    #expect(site.counter.asked == 2)
  }

  @Test func `a person's word counts before the schedule`() throws {
    let site = try Site(messages: 1)
    var runner = site.runner(.deferred(Reply(code: 450, text: "later")))
    _ = runner.runDue()
    let id = try #require(try site.queue.ids(in: .queue).first)
    try site.queue.retry(id, at: 1_800_000_000)
    _ = runner.runDue()
    #expect(site.counter.asked == 1)
    runner.lookAtEverything()
    _ = runner.runDue()
    #expect(site.counter.asked == 2)
  }

  @Test func `another relay's entry is left to it`() throws {
    let site = try Site(messages: 2)
    let ids = try site.queue.ids(in: .queue)
    let locked = try site.queue.lock(ids[0])
    var runner = site.runner(.sent(Reply(code: 250, text: "ok")))
    let summary = runner.runDue()
    #expect(summary.delivered == 1 && summary.waiting == 1)
    withExtendedLifetime(locked) {}
  }

  @Test func `it stops between entries`() throws {
    let site = try Site(messages: 5)
    let counter = site.counter
    var runner = site.runner(.sent(Reply(code: 250, text: "ok")), stop: { counter.asked == 2 })
    _ = runner.runDue()
    #expect(counter.asked == 2)
    #expect(try site.queue.ids(in: .queue).count == 3)
  }

  @Test(arguments: [1, 2, 5])
  func `many connections deliver each message once`(connections: Int) throws {
    let site = try Site(messages: 300)
    var runner = site.runner(.sent(Reply(code: 250, text: "ok")), connections: connections)
    #expect(runner.runDue().delivered == 300)
    #expect(site.counter.asked == 300 && runner.isQueueEmpty && runner.secondsUntilDue() == nil)
  }

  @Test func `many connections give up together`() throws {
    let site = try Site(messages: 300)
    var runner = site.runner(.unreached(Reply(code: 0, text: "no connection")), connections: 3)
    #expect(runner.runDue().waiting == 300)
    #expect((1...3).contains(site.counter.asked) && runner.secondsUntilDue() ?? 0 >= 15)
  }

  @Test func `what is named needs no listing`() throws {
    let site = try Site(messages: 1)
    var runner = site.runner(.sent(Reply(code: 250, text: "ok")))
    #expect(runner.runDue().delivered == 1)
    let ids = try (0..<2).map { number in
      try site.queue.enter(
        QueueEntry(
          arrival: 1_800_000_000, reversePath: nil, original: [0x61],
          variants: [QueueVariant(recipients: [AddrSpec(localPart: "n\(number)", domain: "k.test")], octets: nil)]))
    }
    #expect(runner.runDue(WakeChannel.News()).delivered == 0)
    var news = WakeChannel.News()
    news.ids = [ids[1], QueueID(arrival: 5)]  // one that is nowhere
    #expect(runner.runDue(news).delivered == 1 && runner.secondsUntilDue() == nil)
    #expect(try site.queue.ids(in: .queue) == [ids[0]])
    // A wake-up that was lost costs a minute.
    site.counter.pass(60)
    #expect(runner.runDue(WakeChannel.News()).delivered == 1 && runner.isQueueEmpty)
  }
}
