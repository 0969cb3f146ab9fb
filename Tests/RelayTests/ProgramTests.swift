import Foundation
import MailQueue
import MailSyntax
import Testing

@testable import Relay

/// Where `swift build` put presend-relay: beside the test program.
enum BuiltProgram {
  static let path: String? = {
    let tests = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    let path = tests.deletingLastPathComponent().appendingPathComponent("presend-relay").path
    return FileManager.default.isExecutableFile(atPath: path) ? path : nil
  }()
}

/// The program presend-relay itself, with a spool of its own and a server on loopback.
@Suite(
  .serialized,
  .enabled(
    if: BuiltProgram.path != nil || ProcessInfo.processInfo.environment["CI"] != nil,
    "presend-relay is not built; run swift build first"))
struct ProgramTests {
  /// A spool, a configuration that names it, and the program.
  private final class Site {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("presend-site-\(UUID().uuidString)")
    let queue: MailQueue
    let configuration: String

    init(port: Int, more: String = "tls: none") throws {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      queue = MailQueue(directory: folder.appendingPathComponent("spool").path)
      configuration = folder.appendingPathComponent("presend.yml").path
      try """
      queue: { directory: "\(folder.path)/spool" }
      relay: { url: "smtp://127.0.0.1:\(port)", \(more) }
      """.write(toFile: configuration, atomically: true, encoding: .utf8)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    func start(_ arguments: [String]) throws -> ChildProcess {
      try ChildProcess([try #require(BuiltProgram.path), "--config", configuration] + arguments)
    }

    @discardableResult
    func enter(_ recipients: [String], subject: String = "x") throws -> QueueID {
      let addresses = recipients.map { AddrSpec(localPart: $0, domain: "k.test") }
      return try queue.enter(
        QueueEntry(
          arrival: Int(Date().timeIntervalSince1970), reversePath: AddrSpec(localPart: "s", domain: "b.test"),
          original: Array("Subject: \(subject)\r\n\r\nbody\r\n".utf8),
          variants: [QueueVariant(recipients: addresses, octets: nil)]))
    }

    func waitUntilEmpty(seconds: Double = 20) throws -> Bool {
      let end = Date().addingTimeInterval(seconds)
      while Date() < end {
        if try queue.ids(in: .queue).isEmpty { return true }
        usleep(20_000)
      }
      return false
    }
  }

  @Test func `delivers one entry and says so by its exit status`() throws {
    let server = try ScriptedServer()
    let site = try Site(port: server.port)
    let id = try site.enter(["a", "b"])
    #expect(try site.start(["--once", "--queue-id", id.text]).wait() == 0)
    #expect(try server.messages.map(\.recipients) == [["a@k.test", "b@k.test"]])
    #expect(try site.queue.ids(in: .queue).isEmpty)
  }

  @Test func `a refused recipient becomes a notice, which is delivered too`() throws {
    let server = try ScriptedServer(["second-rcpt=550"])
    let site = try Site(port: server.port)
    let id = try site.enter(["a", "b"])
    #expect(try site.start(["--once", "--queue-id", id.text]).wait() == 69)
    #expect(try site.start(["--once"]).wait() == 0)
    let messages = try server.messages
    #expect(messages.map(\.sender) == ["s@b.test", ""])
    #expect(messages.last?.recipients == ["s@b.test"])
    let text = String(decoding: try #require(messages.last?.octets), as: UTF8.self)
    #expect(text.contains("Final-Recipient: rfc822; b@k.test\r\nAction: failed\r\nStatus: 5.0.0\r\n"))
    #expect(try site.queue.ids(in: .queue).isEmpty)
  }

  @Test func `what is refused for now waits`() throws {
    let server = try ScriptedServer(["end=451"])
    let site = try Site(port: server.port)
    let id = try site.enter(["a"])
    #expect(try site.start(["--once"]).wait() == 75)
    let listing = try site.queue.listing(id)
    #expect(listing.delivery.lastReply == Reply(code: 451, text: "4.0.0 as the script says"))
    #expect(try #require(listing.delivery.nextAttempt) > listing.entry.arrival)
  }

  @Test func `a daemon is woken, delivers, and ends at SIGTERM`() throws {
    let server = try ScriptedServer()
    let site = try Site(port: server.port)
    try site.queue.prepare()
    let daemon = try site.start(["--daemon"])
    for number in 0..<3 {
      try site.enter(["r\(number)"])
      WakeChannel(of: site.queue).signal()
      #expect(try site.waitUntilEmpty())
    }
    daemon.terminate()
    #expect(daemon.wait() == 0)
    #expect(try server.messages.count == 3)
  }

  @Test func `many relays started at once deliver each message once`() throws {
    let server = try ScriptedServer()
    let site = try Site(port: server.port)
    let ids = try (0..<40).map { try site.enter(["r\($0)"]) }
    let relays = try ids.prefix(8).map { try site.start(["--queue-id", $0.text]) }
    let passes = try (0..<3).map { _ in try site.start(["--once"]) }
    #expect(try site.waitUntilEmpty())
    for pass in passes { _ = pass.wait() }
    #expect(relays.map { $0.wait() } == Array(repeating: 0, count: 8))
    #expect(
      try server.messages.compactMap { $0.recipients?.first }.sorted() == (0..<40).map { "r\($0)@k.test" }.sorted())
  }

  @Test func `killed at random moments, it loses nothing`() throws {
    let server = try ScriptedServer(["slow=0.002"])
    let site = try Site(port: server.port)
    let ids = try (0..<60).map { try site.enter(["r\($0)"]) }
    var generator = SystemRandomNumberGenerator()
    var kills = 0
    while try !site.queue.ids(in: .queue).isEmpty, kills < 40 {
      let relay = try site.start(["--once"])
      usleep(UInt32.random(in: 10_000...90_000, using: &generator))
      relay.kill()
      _ = relay.wait()
      kills += 1
    }
    // Those in doubt would wait half an hour.
    #expect([0, 75].contains(try site.start(["--once", "--flush"]).wait()))
    #expect(try site.queue.ids(in: .queue).isEmpty)
    let counts = Dictionary(grouping: try server.messages.compactMap { $0.recipients?.first }, by: { $0 }).mapValues(
      \.count)
    #expect(counts.count == ids.count)
    // A kill can leave one transaction in doubt, and no more.
    #expect(counts.values.reduce(0, +) <= ids.count + kills)
  }

  @Test func `a password that was mended counts without a restart`() throws {
    let server = try ScriptedServer(arguments: ["--auth", "user:right"])
    let password = FileManager.default.temporaryDirectory.appendingPathComponent(
      "presend-password-\(UUID().uuidString)"
    ).path
    defer { try? FileManager.default.removeItem(atPath: password) }
    try "wrong\n".write(toFile: password, atomically: true, encoding: .utf8)
    let site = try Site(port: server.port, more: "tls: none, user: user, password-file: \(password)")
    let id = try site.enter(["a"])
    let daemon = try site.start(["--daemon"])
    let end = Date().addingTimeInterval(10)
    while try site.queue.listing(id).delivery.lastReply?.code != 535, Date() < end { usleep(20_000) }
    #expect(try site.queue.listing(id).delivery.lastReply?.code == 535)
    #expect(try server.messages.isEmpty)
    try "right\n".write(toFile: password, atomically: true, encoding: .utf8)
    try retryUntilFree(id, in: site.queue)
    WakeChannel(of: site.queue).signal(.everything)
    #expect(try site.waitUntilEmpty())
    daemon.terminate()
    #expect(daemon.wait() == 0)
  }

  /// As a person would do it: once more while the relay has the entry in its hands.
  private func retryUntilFree(_ id: QueueID, in queue: MailQueue) throws {
    let end = Date().addingTimeInterval(10)
    while true {
      do throws(QueueError) {
        return try queue.retry(id, at: Int(Date().timeIntervalSince1970))
      } catch {
        guard case .busy = error, Date() < end else { throw error }
        usleep(20_000)
      }
    }
  }

  @Test func `the launcher starts a relay that outlives nobody's wait`() throws {
    let server = try ScriptedServer()
    let site = try Site(port: server.port)
    let id = try site.enter(["a"])
    let launcher = RelayLauncher(
      program: try #require(BuiltProgram.path), arguments: ["--config", site.configuration])
    #expect(launcher.wake(for: id, of: site.queue))
    #expect(try site.waitUntilEmpty())
    #expect(try server.messages.count == 1)
  }

  @Test(arguments: ["", "user: u, password-file: /nonexistent/file", "tls: none, ca-file: ["])
  func `a configuration that cannot be used`(more: String) throws {
    let site = try Site(port: 9, more: more.isEmpty ? "url: x" : more)
    #expect(try site.start(["--once"]).wait() == 78)
  }
}
