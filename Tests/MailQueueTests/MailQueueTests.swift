import Foundation
import MailSyntax
import Testing

@testable import MailQueue

/// The queue on the machine's own file system.
struct MailQueueTests {
  private final class Spool {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("presend-spool-\(UUID().uuidString)").path
    var queue: MailQueue { MailQueue(directory: path) }
    deinit { try? FileManager.default.removeItem(atPath: path) }

    func mode(_ name: String) throws -> Int {
      try #require(try FileManager.default.attributesOfItem(atPath: path + "/" + name)[.posixPermissions] as? Int)
    }
  }

  @Test func `takes, lists, reads and removes`() throws {
    let spool = Spool()
    let queue = spool.queue
    let entry = Samples.entry()
    #expect(try queue.enter(entry) == entry.id)
    guard case .whole(let listing)? = try queue.list(.queue).first else {
      Issue.record("the entry is not listed")
      return
    }
    #expect(listing.id == entry.id && listing.recipientsLeft == entry.recipients)
    #expect(listing.fileOctets > entry.original.count)
    #expect(listing.delivery.lastReply == nil && listing.entry.holdReasons == entry.holdReasons)
    #expect(try queue.read(entry.id) == entry)
    #expect(try FileManager.default.contentsOfDirectory(atPath: spool.path + "/tmp").isEmpty)
    try queue.remove(entry.id)
    #expect(throws: QueueError.notFound(entry.id)) { try queue.read(entry.id) }
    #expect(try queue.list(.queue).isEmpty)
  }

  @Test func `nobody else may look`() throws {
    let spool = Spool()
    let id = try spool.queue.enter(Samples.entry())
    for name in ["", "tmp", "queue", "held", "failed", "journal"] { #expect(try spool.mode(name) == 0o700, "\(name)") }
    #expect(try spool.mode("queue/\(id)") == 0o660)
  }

  @Test func `an id is never used twice`() throws {
    let spool = Spool()
    let entry = Samples.entry()
    try spool.queue.enter(entry)
    #expect(throws: QueueError.self) { try spool.queue.enter(entry) }
    #expect(try spool.queue.read(entry.id) == entry)
  }

  @Test func `two do not work on one entry`() throws {
    let spool = Spool()
    let id = try spool.queue.enter(Samples.entry())
    let first = try spool.queue.lock(id)
    #expect(throws: QueueError.busy(id)) { try spool.queue.lock(id) }
    #expect(throws: QueueError.busy(id)) { try spool.queue.remove(id) }
    _ = consume first
    #expect(throws: Never.self) { try spool.queue.lock(id) }
  }

  @Test func `held mail is released, and its time starts anew`() throws {
    let spool = Spool()
    let queue = spool.queue
    let entry = Samples.entry()
    try queue.hold(entry)
    #expect(try queue.ids(in: .queue).isEmpty && queue.list(.held).count == 1)
    let later = entry.arrival + 6 * 24 * 3600
    try queue.release(entry.id, seen: queue.digest(entry.id), at: later)
    #expect(throws: QueueError.notFound(entry.id)) {
      try queue.release(entry.id, seen: queue.digest(entry.id), at: later)
    }
    let listing = try queue.listing(entry.id)
    #expect(listing.state == .queue && listing.delivery.start == later && listing.delivery.nextAttempt == later)
  }

  @Test func `held mail is rejected, and its sender is told why`() throws {
    let spool = Spool()
    let queue = spool.queue
    let entry = Samples.entry()
    try queue.hold(entry)
    let notice = try #require(try queue.reject(entry.id, at: entry.arrival, hostName: "host.test"))
    #expect(try queue.ids(in: .held).isEmpty && queue.ids(in: .queue) == [notice])
    let letter = try queue.read(notice)
    #expect(letter.reversePath == nil && letter.recipients == [Samples.sender])
    #expect(String(decoding: letter.original, as: UTF8.self).contains("recipients/open-list: 2:3 line, with : and"))
  }

  @Test func `held mail with the null reverse-path is rejected in silence`() throws {
    let spool = Spool()
    let entry = Samples.entry(sender: nil)
    try spool.queue.hold(entry)
    #expect(try spool.queue.reject(entry.id, at: entry.arrival, hostName: "host.test") == nil)
    #expect(try spool.queue.ids(in: .held).isEmpty && spool.queue.ids(in: .queue).isEmpty)
  }

  @Test(arguments: [[[]], [["a@k.test"], []]])
  func `a message without recipients is not taken`(recipients: [[String]]) {
    let spool = Spool()
    #expect(throws: QueueError.self) { try spool.queue.enter(Samples.entry(recipients: recipients)) }
  }

  @Test(arguments: ["a\r\nRSET@k.test", "a@k.test\r\nDATA", "a\0@k.test"])
  func `an address that would be a command is not taken`(address: String) throws {
    let spool = Spool()
    #expect(throws: QueueError.self) { try spool.queue.enter(Samples.entry(recipients: [[address]])) }
    #expect(throws: QueueError.self) { try spool.queue.enter(Samples.entry(sender: Samples.address(address))) }
    #expect(try spool.queue.ids(in: .queue).isEmpty)
  }

  @Test(arguments: ["", "../../etc/passwd", "0123456789abcdefghi", "0123456789abcdefgh/", "0123456789ABCDEFGHJ", "a"])
  func `what is no id is never a file name`(text: String) {
    #expect(QueueID(text) == nil)
  }

  @Test func `ids sort by arrival`() {
    let ids = [1, 31, 32, 1_800_000_000, 1_800_000_001].map { QueueID(arrival: $0) }
    #expect(ids == ids.sorted() && Set(ids).count == ids.count)
    #expect(ids.allSatisfy { QueueID($0.text) == $0 })
  }

  @Test func `a damaged entry is set aside, never sent`() throws {
    struct NoTransport: Transport {
      mutating func deliver(_ submission: Submission, aboutToEnd: ([Int]) throws -> Void) -> [RecipientOutcome] {
        Issue.record("a damaged entry was sent")
        return []
      }
    }
    let spool = Spool()
    let id = try spool.queue.enter(Samples.entry())
    let path = spool.path + "/queue/\(id)"
    var octets = try Data(contentsOf: URL(fileURLWithPath: path))
    octets[octets.count - 100] ^= 0xFF
    try octets.write(to: URL(fileURLWithPath: path))
    var courier = Courier(queue: spool.queue, transport: NoTransport(), hostName: "host.test", now: { 1_800_000_000 })
    #expect(try courier.run(id).disposition == .setAside)
    #expect(try spool.queue.ids(in: .queue).isEmpty && spool.queue.ids(in: .failed) == [id])
    try spool.queue.remove(id)
    #expect(try spool.queue.ids(in: .failed).isEmpty)
  }

  @Test(arguments: MailQueue.State.allCases, [0, 40, -100])
  func `a damaged entry is listed with what is wrong`(state: MailQueue.State, cut: Int) throws {
    let spool = Spool()
    let queue = spool.queue
    let (id, other) = (try queue.hold(Samples.entry()), try queue.hold(Samples.entry()))
    for id in [id, other] where state != .held { try queue.lock(id, in: .held).move(to: state) }
    let path = spool.path + "/\(state)/\(id)"
    let octets = try Data(contentsOf: URL(fileURLWithPath: path))
    // Cut at its beginning, inside the metadata, or behind it.
    let rest = octets.prefix(cut < 0 ? octets.count + cut : cut)
    try rest.write(to: URL(fileURLWithPath: path))
    let rows = try queue.list(state)
    #expect(rows.count == 2)
    for row in rows {
      switch row {
      case .whole(let listing):
        // The metadata alone says nothing of the hash, which is looked at where damaged entries are put.
        #expect(listing.id == other || (cut < 0 && state != .failed))
      case .damaged(let entry):
        #expect(entry.id == id && entry.state == state && entry.fileOctets == rest.count)
        let hasRead = state == .failed ? "its hash does not fit its content" : "its metadata cannot be read"
        #expect(entry.reason == hasRead)
      }
    }
  }

  @Test func `an entry that may not be opened is listed`() throws {
    let disk = ModelDisk()
    let queue = try Samples.queue(disk)
    let id = try queue.enter(Samples.entry())
    disk.arm(.error(EIO, at: 3))  // after the names and what is announced
    guard case .damaged(let entry)? = try queue.list(.queue).first else {
      Issue.record("the entry is not listed")
      return
    }
    #expect(entry.id == id && entry.reason.contains("Input/output error"))
  }

  @Test func `a file that is being written has no name`() throws {
    let spool = Spool()
    try spool.queue.prepare()
    let files = PosixFileSystem()
    let descriptor = try #require(try files.openUnnamed(in: spool.path + "/tmp"), "TMPDIR is on a file system without")
    try files.writeAll(Array("text".utf8), to: descriptor)
    #expect(try files.names(in: spool.path + "/tmp").isEmpty)
    let id = QueueID(arrival: 1)
    try files.link(descriptor, to: spool.path + "/queue/\(id)")
    #expect(throws: SystemError(call: "linkat", path: spool.path + "/queue/\(id)", code: EEXIST)) {
      try files.link(descriptor, to: spool.path + "/queue/\(id)")
    }
    try files.close(descriptor)
    #expect(try spool.mode("queue/\(id)") == 0o660)
    #expect(try Data(contentsOf: URL(fileURLWithPath: spool.path + "/queue/\(id)")) == Data("text".utf8))
  }

  @Test func `a leftover goes after an hour, unless its writer is alive`() throws {
    let disk = ModelDisk(hasUnnamedFiles: false)
    let queue = try Samples.queue(disk)
    disk.setTime(1000)
    let (left, slow) = (QueueID(arrival: 5), QueueID(arrival: 6))
    try disk.close(disk.open("/spool/tmp/\(left)", .create))
    let writer = try disk.open("/spool/tmp/\(slow)", .create)
    #expect(try disk.lock(writer))
    #expect(try queue.cleanUp(at: 1000 + MailQueue.leftoverLifetime) == 0)
    #expect(try queue.cleanUp(at: 1001 + MailQueue.leftoverLifetime) == 1)
    #expect(try disk.names(in: "/spool/tmp") == [slow.text])
  }

  @Test func `cleaning deletes what crashes left, and nothing else`() throws {
    let disk = ModelDisk()
    let queue = try Samples.queue(disk)
    let entry = Samples.entry()
    disk.setTime(1000)
    try queue.enter(entry)
    try queue.lock(entry.id).record([.dotSent(recipients: [0])], at: 1)
    let (half, orphan) = (QueueID(arrival: 5), QueueID(arrival: 6))
    try disk.close(disk.open("/spool/tmp/\(half)", .create))
    try disk.close(disk.open("/spool/journal/\(orphan)", .create))
    // The half file first, then the orphan.
    #expect(try queue.cleanUp(at: 1000 + MailQueue.orphanLifetime) == 1)
    #expect(try queue.cleanUp(at: 1001 + MailQueue.orphanLifetime) == 1)
    #expect(try disk.names(in: "/spool/journal") == [entry.id.text] && disk.names(in: "/spool/tmp").isEmpty)
    #expect(try queue.read(entry.id) == entry)
  }

  @Test func `a wake-up reaches a listener, and its lack is known`() throws {
    let spool = Spool()
    try spool.queue.prepare()
    let channel = WakeChannel(of: spool.queue)
    #expect(channel.signal() == false)
    let listener = try #require(channel.listen())
    #expect(WakeChannel.wait(on: listener, milliseconds: 0) == nil)
    #expect(channel.signal())
    #expect(WakeChannel.wait(on: listener, milliseconds: 1000)?.calls == [.newEntry])
    #expect(channel.signal() && channel.signal(.everything))
    #expect(WakeChannel.wait(on: listener, milliseconds: 1000)?.calls == [.newEntry, .everything])
    close(listener)
    #expect(channel.signal() == false)
  }

  @Test func `news names entries`() throws {
    let (first, second) = (QueueID(arrival: 1), QueueID(arrival: 1_800_000_000))
    func news(_ octets: [UInt8]) -> WakeChannel.News { WakeChannel.news(in: octets) }
    var expected = WakeChannel.News()
    expected.ids = [first, second]
    #expect(news(Array((first.text + second.text).utf8)) == expected)
    expected.calls = [.decision, .flush]
    #expect(news([3] + Array(first.text.utf8) + [2] + Array(second.text.utf8)) == expected)
    // What cannot be read may have been anything.
    for broken in [Array(first.text.utf8.dropLast()), Array("!".utf8), [0x1F], [0xFF]] {
      #expect(news(broken).calls == [.newEntry])
    }
    // A full channel may have had no room for one more.
    let full = news(Array(repeatElement(first.text.utf8, count: 214).joined()))
    #expect(full.calls == [.newEntry] && full.ids.count == 214)
  }

  @Test func `more ids than the channel holds are known to be more`() throws {
    let spool = Spool()
    try spool.queue.prepare()
    let channel = WakeChannel(of: spool.queue)
    let listener = try #require(channel.listen())
    let id = QueueID(arrival: 7)
    for _ in 0..<5000 { channel.signal(id) }
    let news = try #require(WakeChannel.wait(on: listener, milliseconds: 1000))
    #expect(news.calls == [.newEntry] && news.ids.contains(id))
    close(listener)
  }
}
