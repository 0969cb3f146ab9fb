import Glibc
import MailSyntax
import Testing

@testable import MailQueue

/// The relay stopped after any system call: every recipient is served or reported, and none is served twice but for
/// the one transaction whose answer was on its way.
struct CourierDurabilityTests {
  /// The world beyond the wire: remembers what it took, and refuses as it is told.
  private final class World {
    var taken: [(recipient: String, octets: [UInt8])] = []
    var hasDeferred = false
    /// Set when nothing can have come back: the disk of the program has stopped.
    var isCut: () -> Bool = { false }
  }

  private struct WorldTransport: Transport {
    let world: World
    var notifiesSenders = true

    mutating func deliver(
      _ submission: Submission, aboutToEnd: ([Int]) throws -> Void
    ) -> [RecipientOutcome] {
      var outcomes: [RecipientOutcome] = []
      var accepted: [Int] = []
      for (place, recipient) in submission.recipients.enumerated() {
        switch recipient.localPart {
        case "refused": outcomes.append(.failed(Reply(code: 550, text: "5.1.1 no such user")))
        case "later" where !world.hasDeferred:
          world.hasDeferred = true
          outcomes.append(.deferred(Reply(code: 451, text: "4.3.0 later")))
        default:
          accepted.append(place)
          outcomes.append(.sent(Reply(code: 250, text: "2.0.0 ok")))
        }
      }
      if accepted.isEmpty { return outcomes }
      do {
        try aboutToEnd(accepted)
      } catch {
        return outcomes.map { _ in .deferred(Reply(code: 0, text: "no journal")) }
      }
      for place in accepted { world.taken.append((submission.recipients[place].localPart, submission.octets)) }
      return outcomes
    }
  }

  private static let recipients = [["anna", "refused", "bert"], ["later", "cora"]]
  private static let served = ["anna", "bert", "cora", "later"]

  private func entry() -> QueueEntry {
    Samples.entry(recipients: Self.recipients.map { $0.map { $0 + "@kunde.test" } })
  }

  /// Runs all that is due, as often as it takes, with hours passing.
  private func runToEnd(
    _ queue: MailQueue, _ world: World, _ disk: ModelDisk, from start: Int, notifiesSenders: Bool = true
  ) throws {
    var now = start
    for _ in 0..<20 {
      let time = now
      var courier = Courier(
        queue: queue, transport: WorldTransport(world: world, notifiesSenders: notifiesSenders), hostName: "host.test",
        now: { time }, chance: { 0.5 })
      for id in try queue.ids(in: .queue) { _ = try courier.run(id) }
      if try queue.ids(in: .queue).isEmpty { return }
      now += 3600
    }
    Issue.record("the queue does not become empty")
  }

  @Test(arguments: DurabilityTests.losses)
  func `stopped at any call`(loss: ModelDisk.Loss) throws {
    let number = try Samples.atEveryCall { number, disk, queue in
      let entry = entry()
      try queue.enter(entry)
      let world = World()
      var courier = Courier(
        queue: queue, transport: WorldTransport(world: world), hostName: "host.test", now: { entry.arrival },
        chance: { 0.5 })
      disk.arm(.stop(at: number))
      _ = try? courier.run(entry.id)
      let calls = disk.calls
      disk.restart(loss)
      try runToEnd(queue, world, disk, from: entry.arrival)

      let counts = Dictionary(grouping: world.taken.filter { $0.recipient != "sender" }, by: \.recipient)
      #expect(counts.keys.sorted() == Self.served, "stop at call \(number)")
      let twice = counts.filter { $0.value.count > 1 }.map(\.key)
      #expect(counts.values.allSatisfy { $0.count <= 2 }, "stop at call \(number)")
      // Only one transaction can have been in doubt.
      #expect(
        twice.isEmpty || Self.recipients.contains { Set(twice).isSubset(of: $0) }, "stop at call \(number): \(twice)")
      // The sender is told of the refusal once.
      let notices = world.taken.filter { $0.recipient == "sender" }
      #expect(notices.count == 1, "stop at call \(number)")
      #expect(try disk.names(in: "/spool/journal").isEmpty || loss != .nothing, "stop at call \(number)")
      return calls
    }
    #expect(number > 30)
  }

  /// Anna asks to be told of success, and the smarthost tells nobody.
  @Test(arguments: DurabilityTests.losses)
  func `stopped at any call, success is told once`(loss: ModelDisk.Loss) throws {
    let number = try Samples.atEveryCall { number, disk, queue in
      var entry = Samples.entry(recipients: [["anna@kunde.test", "bert@kunde.test"]])
      entry.requests = [Samples.address("anna@kunde.test"): RecipientRequest(notify: "success")]
      try queue.enter(entry)
      let arrival = entry.arrival
      let world = World()
      var courier = Courier(
        queue: queue, transport: WorldTransport(world: world, notifiesSenders: false), hostName: "host.test",
        now: { arrival }, chance: { 0.5 })
      disk.arm(.stop(at: number))
      _ = try? courier.run(entry.id)
      let calls = disk.calls
      disk.restart(loss)
      try runToEnd(queue, world, disk, from: entry.arrival, notifiesSenders: false)
      let notices = world.taken.filter { $0.recipient == "sender" }.map { String(decoding: $0.octets, as: UTF8.self) }
      // In doubt the message is sent twice, and each time the sender may be told.
      let deliveries = world.taken.filter { $0.recipient == "anna" }.count
      #expect((1...2).contains(deliveries) && (1...deliveries).contains(notices.count), "stop at call \(number)")
      #expect(
        notices.allSatisfy { $0.contains("Action: relayed") && $0.contains("anna@") && !$0.contains("bert@") },
        "stop at call \(number): \(notices)")
      return calls
    }
    #expect(number > 30)
  }

  @Test(arguments: [ENOSPC, EIO])
  func `an error at any call`(code: Int32) throws {
    let number = try Samples.atEveryCall { number, disk, queue in
      let entry = entry()
      try queue.enter(entry)
      let world = World()
      var courier = Courier(
        queue: queue, transport: WorldTransport(world: world), hostName: "host.test", now: { entry.arrival },
        chance: { 0.5 })
      disk.arm(.error(code, at: number))
      _ = try? courier.run(entry.id)
      let calls = disk.calls
      disk.arm(.never)
      try runToEnd(queue, world, disk, from: entry.arrival)
      let counts = Dictionary(grouping: world.taken, by: \.recipient).mapValues(\.count)
      #expect(counts.keys.sorted() == (Self.served + ["sender"]).sorted(), "error at call \(number)")
      #expect(counts["sender"] == 1, "error at call \(number)")
      #expect(counts.values.allSatisfy { $0 <= 2 }, "error at call \(number)")
      return calls
    }
    #expect(number > 30)
  }

  // MARK: Batches

  /// To one, to two of whom one is refused, to one who is deferred at first, to two in two transactions.
  private static let batch = [[["anna"]], [["bert", "refused"]], [["later"]], [["cora"], ["dora"]], [["emil"]]]
  private static let batchServed = ["anna", "bert", "cora", "dora", "emil", "later"]

  private func enterBatch(_ queue: MailQueue) throws -> [QueueID] {
    try Self.batch.map { variants in
      try queue.enter(Samples.entry(recipients: variants.map { $0.map { $0 + "@kunde.test" } }))
    }.sorted()
  }

  private func courier(_ queue: MailQueue, _ world: World, at time: Int = 1_800_000_000) -> Courier<WorldTransport> {
    Courier(
      queue: queue, transport: WorldTransport(world: world), hostName: "host.test", now: { time }, chance: { 0.5 })
  }

  /// Whom the journals, and the files of couriers that are no more, call in doubt.
  private func doubtful(_ queue: MailQueue) throws -> Set<String> {
    var names: Set<String> = []
    for case .whole(let listing) in try queue.list(.queue) {
      for (recipient, state) in zip(listing.entry.recipients, listing.delivery.recipients)
      where state.status == .inDoubt {
        names.insert(recipient.localPart)
      }
    }
    return names
  }

  @Test(arguments: DurabilityTests.losses)
  func `a batch stopped at any call`(loss: ModelDisk.Loss) throws {
    let number = try Samples.atEveryCall { number, disk, queue in
      let ids = try enterBatch(queue)
      let world = World()
      var courier = courier(queue, world)
      disk.arm(.stop(at: number))
      _ = courier.run(ids)
      let calls = disk.calls
      disk.restart(loss)
      let doubtful = try doubtful(queue)
      let before = world.taken.count
      // What is in doubt is left alone for half an hour, by everybody.
      var next = self.courier(queue, world)
      _ = next.run(try queue.ids(in: .queue))
      #expect(
        !world.taken[before...].contains { doubtful.contains($0.recipient) && $0.recipient != "sender" },
        "stop at call \(number)")
      try runToEnd(queue, world, disk, from: 1_800_000_000)
      let counts = Dictionary(grouping: world.taken.filter { $0.recipient != "sender" }, by: \.recipient)
      #expect(counts.keys.sorted() == Self.batchServed, "stop at call \(number)")
      // Who gets it twice was on record as in doubt.
      let twice = counts.filter { $0.value.count > 1 }.map(\.key)
      #expect(doubtful.isSuperset(of: twice), "stop at call \(number): \(twice), in doubt \(doubtful)")
      #expect(counts.values.allSatisfy { $0.count <= 2 }, "stop at call \(number)")
      #expect(world.taken.filter { $0.recipient == "sender" }.count == 1, "stop at call \(number)")
      return calls
    }
    #expect(number > 60)
  }

  @Test(arguments: [ENOSPC, EIO])
  func `an error at any call of a batch`(code: Int32) throws {
    let number = try Samples.atEveryCall { number, disk, queue in
      let ids = try enterBatch(queue)
      let world = World()
      var courier = courier(queue, world)
      disk.arm(.error(code, at: number))
      _ = courier.run(ids)
      let calls = disk.calls
      disk.arm(.never)
      let doubtful = try doubtful(queue)
      try runToEnd(queue, world, disk, from: 1_800_000_000)
      let counts = Dictionary(grouping: world.taken, by: \.recipient).mapValues(\.count)
      #expect(counts.keys.sorted() == (Self.batchServed + ["sender"]).sorted(), "error at call \(number)")
      #expect(counts["sender"] == 1, "error at call \(number)")
      let twice = counts.filter { $0.value > 1 }.map(\.key)
      #expect(doubtful.isSuperset(of: twice), "error at call \(number): \(twice), in doubt \(doubtful)")
      return calls
    }
    #expect(number > 60)
  }

  /// The relay is killed again and again in the middle of the same batch: each time is on record.
  @Test(arguments: DurabilityTests.losses.prefix(4))
  func `a batch stopped twice`(loss: ModelDisk.Loss) throws {
    let number = try Samples.atEveryCall { number, disk, queue in
      let ids = try enterBatch(queue)
      let world = World()
      var first = courier(queue, world)
      disk.arm(.stop(at: 40))
      _ = first.run(ids)
      disk.restart(loss)
      var second = courier(queue, world, at: 1_800_003_600)
      let left = try queue.ids(in: .queue)
      disk.arm(.stop(at: number))
      _ = second.run(left)
      let calls = disk.calls
      disk.restart(loss)
      try runToEnd(queue, world, disk, from: 1_800_003_600)
      let counts = Dictionary(grouping: world.taken.filter { $0.recipient != "sender" }, by: \.recipient)
      #expect(counts.keys.sorted() == Self.batchServed, "stop at call \(number)")
      #expect(counts.values.allSatisfy { $0.count <= 3 }, "stop at call \(number)")
      return calls
    }
    #expect(number > 30)
  }

  @Test func `a stop between dot and answer waits half an hour`() throws {
    let disk = ModelDisk()
    let queue = try Samples.queue(disk)
    let entry = Samples.entry(recipients: [["anna@kunde.test"]])
    try queue.enter(entry)
    try queue.lock(entry.id).record([.dotSent(recipients: [0])], at: entry.arrival)
    disk.restart(.unsynchronised)
    let delivery = try queue.listing(entry.id).delivery
    #expect(delivery.recipients[0].status == .inDoubt)
    #expect(delivery.nextAttempt == entry.arrival + 1800)
    #expect(delivery.due(at: entry.arrival + 1799).isEmpty)
    #expect(delivery.due(at: entry.arrival + 1800) == [0])
  }
}
