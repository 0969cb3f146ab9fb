import MailSyntax
import Testing

@testable import MailQueue

struct HeldKeepingTests {
  private let now = AuditLogTests.now
  private let approver = Samples.address("dsb@beispiel.test")

  private func held(on queue: MailQueue, at arrival: Int, expiry: Int? = nil) throws -> QueueEntry {
    var entry = Samples.fullEntry()
    entry.id = QueueID(arrival: arrival)
    entry.arrival = arrival
    entry.expiry = expiry
    try queue.hold(entry)
    return entry
  }

  private func keeping(_ queue: MailQueue, perHour: Int = 2) -> HeldKeeping {
    HeldKeeping(queue, hostName: "host.test", approver: approver, lettersPerHour: perHour)
  }

  private func letters(_ queue: MailQueue) throws -> [QueueEntry] { try queue.ids(in: .queue).map(queue.read) }

  private func text(_ letter: QueueEntry) -> String {
    let message = Message.parse(letter.original)
    return String(decoding: message.decodedText(of: message.parts[0]), as: UTF8.self)
  }

  @Test func `the approver gets a letter that tells nothing of the message but why it waits`() throws {
    let queue = try Samples.queue(ModelDisk())
    let entry = try held(on: queue, at: now, expiry: now + 86_400)
    var keeping = keeping(queue)
    #expect(try keeping.tellApprover(at: now + 1) == 1)
    #expect(try keeping.tellApprover(at: now + 2) == 0)
    let letter = try #require(try letters(queue).first)
    #expect(try letters(queue).count == 1)
    #expect(letter.reversePath == nil && letter.recipients == [approver])
    #expect(Message.parse(letter.original).defects.isEmpty)
    let text = text(letter)
    #expect(
      text.contains(entry.id.text) && text.contains("recipients/open-list") && text.contains("held release ID --seen"))
    #expect(text.contains("until \(Timestamp.text(now + 86_400))"))
    for secret in ["kunde.test", "anna", "Gr\u{fc}\u{df}e", "sender@", "12:3"] {
      #expect(!text.contains(secret), "\(secret)")
    }
    #expect(String(decoding: letter.original, as: UTF8.self).contains("Auto-Submitted: auto-generated\r\n"))
  }

  @Test func `letters are few: the rest is told together when the hour is over, by whatever process`() throws {
    let queue = try Samples.queue(ModelDisk())
    for second in 0..<5 {
      _ = try held(on: queue, at: now + second)
      var fresh = keeping(queue)
      #expect(try fresh.tellApprover(at: now + second) == (second < 2 ? 1 : 0))
    }
    var fresh = keeping(queue)
    #expect(try fresh.tellApprover(at: now + 3599) == 0)
    #expect(try fresh.tellApprover(at: now + 3602) == 3)
    #expect(try letters(queue).count == 3)
  }

  @Test func `without an approver nobody is told`() throws {
    let queue = try Samples.queue(ModelDisk())
    _ = try held(on: queue, at: now)
    var nobody = HeldKeeping(queue, hostName: "host.test", approver: nil, lettersPerHour: 4)
    #expect(try nobody.tellApprover(at: now) == 0)
  }

  @Test(arguments: DurabilityTests.losses)
  func `stopped at any call, the approver is told`(loss: ModelDisk.Loss) throws {
    let number = try Samples.atEveryCall { number, disk, queue in
      _ = try held(on: queue, at: now)
      var keeping = keeping(queue)
      disk.arm(.stop(at: number))
      _ = try? keeping.tellApprover(at: now + 1)
      let calls = disk.calls
      disk.restart(loss)
      var again = self.keeping(queue)
      _ = try again.tellApprover(at: now + 2)
      #expect((1...2).contains(try letters(queue).count), "stop at call \(number)")
      return calls
    }
    #expect(number > 10)
  }

  @Test func `what nobody decides about goes back, on record, and its sender is told`() throws {
    let queue = try Samples.queue(ModelDisk())
    let (late, early) = (try held(on: queue, at: now, expiry: now + 10), try held(on: queue, at: now, expiry: now + 20))
    let never = try held(on: queue, at: now)
    var recorded: [QueueID] = []
    let count = try keeping(queue).giveBackExpired(at: now + 15) { (id) throws(QueueError) in recorded.append(id) }
    #expect(count == 1 && recorded == [late.id])
    #expect(try Set(queue.ids(in: .held)) == [early.id, never.id])
    let notice = try #require(try letters(queue).first)
    #expect(notice.recipients == [Samples.sender])
    let octets = String(decoding: notice.original, as: UTF8.self)
    #expect(octets.contains("nicht gesendet") && octets.contains("Status: 5.7.1"))
  }

  @Test func `a release is bound to what was seen, and happens once`() throws {
    let queue = try Samples.queue(ModelDisk())
    let entry = try held(on: queue, at: now)
    let digest = try queue.digest(entry.id)
    #expect(digest.utf8.count == 64)
    var records = 0
    for wrong in ["", "0", String(digest.dropLast()), digest.uppercased() + " "] {
      #expect(throws: QueueError.otherDigest(entry.id)) {
        try queue.release(entry.id, seen: wrong, at: now) { () throws(QueueError) in records += 1 }
      }
    }
    #expect(records == 0)
    #expect(try queue.ids(in: .held) == [entry.id])
    try queue.release(entry.id, seen: digest, at: now) { () throws(QueueError) in records += 1 }
    #expect(records == 1)
    #expect(try queue.ids(in: .queue) == [entry.id])
    #expect(throws: QueueError.notFound(entry.id)) { try queue.release(entry.id, seen: digest, at: now) }
    #expect(try queue.read(entry.id).variants == entry.variants)
  }

  @Test func `what cannot be recorded is not released`() throws {
    let queue = try Samples.queue(ModelDisk())
    let entry = try held(on: queue, at: now)
    let digest = try queue.digest(entry.id)
    #expect(throws: QueueError.noRoom(freeOctets: 0)) {
      try queue.release(entry.id, seen: digest, at: now) { () throws(QueueError) in throw .noRoom(freeOctets: 0) }
    }
    #expect(try queue.ids(in: .held) == [entry.id])
  }

  private struct Recording: Transport {
    var taken: [(recipients: [AddrSpec], octets: [UInt8])] = []
    mutating func deliver(_ submission: Submission, aboutToEnd: ([Int]) throws -> Void) -> [RecipientOutcome] {
      taken.append((submission.recipients, submission.octets))
      return submission.recipients.map { _ in .sent(Reply(code: 250, text: "ok")) }
    }
  }

  @Test(arguments: [ReleaseForm.original, .proposed])
  func `what was chosen is what is sent, also after a restart`(form: ReleaseForm) throws {
    let disk = ModelDisk()
    let queue = try Samples.queue(disk)
    let entry = try held(on: queue, at: now)
    try queue.release(entry.id, seen: try queue.digest(entry.id), as: form, at: now)
    disk.restart(.unsynchronised)
    let wanted = form == .original ? entry.variants : entry.proposals
    #expect(try queue.read(entry.id).variants == wanted)
    #expect(try queue.listing(entry.id).recipientsLeft == wanted.flatMap(\.recipients))
    let now = now
    var courier = Courier(queue: queue, transport: Recording(), hostName: "host.test", now: { now + 5 })
    #expect(try courier.run(entry.id).disposition == .delivered)
    #expect(courier.transport.taken.map(\.recipients) == wanted.map(\.recipients))
    #expect(courier.transport.taken.map(\.octets) == wanted.map { $0.octets ?? entry.original })
  }

  @Test func `nothing is proposed, nothing is released as proposed`() throws {
    let queue = try Samples.queue(ModelDisk())
    let entry = Samples.entry()
    try queue.hold(entry)
    #expect(throws: QueueError.self) {
      try queue.release(entry.id, seen: queue.digest(entry.id), as: .proposed, at: now)
    }
    #expect(try queue.ids(in: .held) == [entry.id])
  }
}
