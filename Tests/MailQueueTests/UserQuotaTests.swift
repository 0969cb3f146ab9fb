import Foundation
import Glibc
import Testing

@testable import MailQueue

/// On the machine's file system, in a spool that belongs to another user: what the owner hands in is not counted.
struct UserQuotaTests {
  private final class Spool {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("presend-quota-\(UUID().uuidString)")
      .path
    /// The user that is counted.
    let user = Int(getuid())
    private let limits: UserQuota.Limits

    init(_ limits: UserQuota.Limits) throws {
      self.limits = limits
      try MailQueue(directory: folder).prepare()
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    func queue() -> MailQueue { MailQueue(directory: folder, fileSystem: OthersFileSystem(folder), userLimits: limits) }
    var claims: String { folder + "/users/4711" }

    func enter(at seconds: Int = 1_800_000_000, octets: Int = 100) throws {
      var entry = Samples.entry(arrival: seconds)
      entry.original = Array(repeating: 0x61, count: octets)
      entry.variants = [QueueVariant(recipients: [Samples.sender], octets: nil)]
      entry.userID = 4711
      try queue().enter(entry)
    }

    /// "messages octets isFirst" of the refusal; nil where the message was taken.
    func refusal(at seconds: Int = 1_800_000_000) throws -> String? {
      do throws(QueueError) {
        var entry = Samples.entry(arrival: seconds)
        entry.userID = 4711
        try queue().enter(entry)
        return nil
      } catch {
        guard case .overQuota(let messages, let octets, let isFirst) = error else { throw error }
        return "\(messages) \(octets) \(isFirst)"
      }
    }

    func deliverOne() throws { try queue().lock(#require(queue().ids(in: .queue).first)).remove() }
  }

  @Test func `so many messages are taken, the next is refused, and the refusal is told as the first once a minute`()
    throws
  {
    let spool = try Spool(.init(messages: 3))
    for _ in 0..<3 { try spool.enter() }
    #expect(try spool.refusal() == "3 49152 true")
    #expect(try spool.refusal(at: 1_800_000_059) == "3 49152 false")
    #expect(try spool.refusal(at: 1_800_000_060) == "3 49152 true")
    try spool.deliverOne()
    #expect(try spool.refusal(at: 1_800_000_061) == "3 49152 false", "nothing is counted within a minute")
    #expect(try spool.refusal(at: 1_800_000_120) == nil)
    #expect(try spool.refusal(at: 1_800_000_120) == "3 49152 true")
  }

  @Test func `octets count, each message for no less than the room that an inode stands for`() throws {
    let spool = try Spool(.init(octets: 100_000))
    try spool.enter(octets: 1)
    try spool.enter(octets: 60_000)
    #expect(try spool.refusal() == nil)
    #expect(try spool.refusal()?.hasSuffix(" true") == true)
  }

  @Test func `what leaves makes room, though nobody takes it off the claims`() throws {
    let spool = try Spool(.init(messages: 2))
    for _ in 0..<20 {
      try spool.enter()
      try spool.deliverOne()
    }
    try spool.enter()
    try spool.enter()
    #expect(try spool.refusal() == "2 32768 true")
  }

  @Test func `without a limit of its own, a user's mail may take no more than is left`() throws {
    let spool = try Spool(.init())
    try spool.enter()
    #expect(try spool.refusal() == nil)
    let small = MailQueue(
      directory: spool.folder, fileSystem: OthersFileSystem(spool.folder, free: 40_000), minimumFreeOctets: 0,
      userLimits: .init())
    var entry = Samples.entry()
    entry.userID = 4711
    #expect { try small.enter(entry) } throws: { if case .overQuota? = $0 as? QueueError { true } else { false } }
  }

  @Test(
    "A line that was cut off spoils no other one",
    arguments: [
      ("\n1 16384\n1 16", 1 + 1, 16_400), ("\n1 1\n\n\n2 2\nrefused 5", 3, 3), ("x\n1 -5\n1 1 1\n7", 0, 0), ("", 0, 0),
    ])
  func tally(_ text: String, _ messages: Int, _ octets: Int) {
    let tally = UserQuota.Tally(parsing: Array(text.utf8))
    #expect(tally.use == UserQuota.Use(messages: messages, octets: octets))
  }

  @Test func `many claims are counted anew, and the file stays small`() throws {
    let spool = try Spool(.init(messages: 10))
    try String(repeating: "\n0 1", count: 5000).write(toFile: spool.claims, atomically: true, encoding: .utf8)
    try spool.enter()
    #expect(try String(contentsOfFile: spool.claims, encoding: .utf8) == "\n1 16384")
    #expect(try FileManager.default.contentsOfDirectory(atPath: spool.folder + "/users") == ["4711"])
  }

  @Test func `a decision about mail that is not kept counts until the log has it; that of the refusal does not`() throws
  {
    let spool = try Spool(.init(messages: 1))
    var entry = Samples.entry()
    entry.userID = 4711
    try spool.queue().noteDecision(entry)
    #expect(try spool.refusal() == "1 16384 true")
    var other = Samples.entry()
    other.userID = 4711
    try spool.queue().noteDecision(other, isCounted: false)
  }

  @Test func `an installation without the folder limits nothing, and the relay makes it`() throws {
    let spool = try Spool(.init(messages: 1))
    try FileManager.default.removeItem(atPath: spool.folder + "/users")
    let visitor = MailQueue(
      directory: spool.folder, fileSystem: OthersFileSystem(spool.folder), makesFolders: false,
      userLimits: .init(messages: 1))
    for _ in 0..<3 {
      var entry = Samples.entry()
      entry.userID = 4711
      try visitor.enter(entry)
    }
    try MailQueue(directory: spool.folder).prepare()
    #expect(FileManager.default.fileExists(atPath: spool.folder + "/users"))
  }
}
