import Foundation
import MailQueue
import MailSyntax
import Testing

@testable import Relay

/// The transport against a real server on loopback that does one thing wrong at a time.
@Suite(.serialized) struct SmarthostTransportTests {
  private func address(_ text: String) -> AddrSpec {
    let parts = text.split(separator: "@")
    return AddrSpec(localPart: String(parts[0]), domain: String(parts[1]))
  }

  private func submission(_ octets: String = "Subject: x\r\n\r\nbody\r\n", to recipients: [String] = ["a@k.test"])
    -> Submission
  {
    Submission(
      reversePath: address("sender@b.test"), notification: .init(), recipients: recipients.map(address),
      octets: Array(octets.utf8))
  }

  /// Delivers one submission over a fresh transport.
  private func deliver(
    _ submission: Submission, to smarthost: Smarthost, aboutToEnd: ([Int]) throws -> Void = { _ in }
  ) -> [RecipientOutcome] {
    var transport = SmarthostTransport(to: smarthost, seconds: { 0 })
    defer { transport.close() }
    return transport.deliver(submission, aboutToEnd: aboutToEnd)
  }

  @Test func `delivers octet for octet, with dots made transparent`() throws {
    let server = try ScriptedServer()
    let text = "Subject: dots\r\n\r\n.\r\n..\r\n.x\r\nlast\r\n"
    let outcomes = deliver(submission(text, to: ["a@k.test", "b@k.test"]), to: server.smarthost())
    #expect(outcomes.map(\.isSent) == [true, true])
    let message = try #require(try server.messages.first)
    #expect(message.octets == Data(text.utf8))
    #expect(message.recipients == ["a@k.test", "b@k.test"])
    #expect(message.sender == "sender@b.test")
  }

  @Test(arguments: [300, 65_530, 65_536, 70_000, 1_000_000])
  func `keeps the tail of messages full of dots`(size: Int) throws {
    let server = try ScriptedServer()
    let line = ".dot\r\n"
    let text = "Subject: dots\r\n\r\n" + String(repeating: line, count: size / line.utf8.count) + "tail\r\n"
    #expect(deliver(submission(text), to: server.smarthost()).map(\.isSent) == [true])
    #expect(try server.messages.first?.octets == Data(text.utf8))
  }

  @Test func `writes no line end but CRLF`() throws {
    let server = try ScriptedServer()
    let text = "Subject: x\n\nsmuggle\n.\nMAIL FROM:<evil@x.test>\r.\r\nend"
    #expect(deliver(submission(text), to: server.smarthost()).map(\.isSent) == [true])
    #expect(try server.events.filter { $0.event == "bare-lf" }.isEmpty)
    #expect(try server.messages.map(\.sender) == ["sender@b.test"])
    let expected = "Subject: x\r\n\r\nsmuggle\r\n.\r\nMAIL FROM:<evil@x.test>\r\n.\r\nend\r\n"
    #expect(try server.messages.first?.octets == Data(expected.utf8))
  }

  @Test(arguments: [[], ["PIPELINING"], ["PIPELINING", "SIZE", "8BITMIME", "DSN", "SMTPUTF8"]])
  func `tells recipients apart`(without: [String]) throws {
    let server = try ScriptedServer(["second-rcpt=550"], arguments: without.flatMap { ["--without", $0] })
    let outcomes = deliver(submission(to: ["a@k.test", "b@k.test", "c@k.test"]), to: server.smarthost())
    try #require(outcomes.count == 3)
    #expect(outcomes[0].isSent && outcomes[2].isSent)
    #expect(outcomes[1] == .failed(Reply(code: 550, text: "5.0.0 no such user")))
    #expect(try server.messages.first?.recipients == ["a@k.test", "c@k.test"])
  }

  @Test func `too many recipients is temporary for the rest`() throws {
    let server = try ScriptedServer(["max-rcpt=2"])
    let outcomes = deliver(submission(to: ["a@k.test", "b@k.test", "c@k.test"]), to: server.smarthost())
    #expect(outcomes.map(\.isSent) == [true, true, false])
    #expect(outcomes[2] == .deferred(Reply(code: 452, text: "4.5.3 too many recipients")))
  }

  @Test(arguments: ["data-anyway", "many-lines"])
  func `all recipients refused`(behaviour: String) throws {
    let server = try ScriptedServer(["all-rcpt=550", behaviour])
    var transport = SmarthostTransport(to: server.smarthost(), seconds: { 0 })
    for _ in 0..<2 {
      let outcomes = transport.deliver(submission(to: ["a@k.test", "b@k.test"])) { _ in
        Issue.record("the end of a message was near")
      }
      #expect(outcomes.map(\.isFailed) == [true, true])
    }
    transport.close()
    #expect(try server.messages.isEmpty)
    #expect(try server.events.filter { $0.event == "connect" }.count == 1)
  }

  /// A server, or what stands between, may forget a connection that lasts.
  @Test func `a connection is left when it is old`() throws {
    let server = try ScriptedServer()
    var now = 1_000
    var transport = SmarthostTransport(to: server.smarthost(), seconds: { now })
    defer { transport.close() }
    func connections() throws -> Int { try server.events.filter { $0.event == "connect" }.count }
    for (age, wanted) in [(0, 1), (SmarthostTransport.maximumConnectionSeconds - 1, 1), (1, 2), (0, 2)] {
      now += age
      #expect(transport.deliver(submission()) { _ in }.map(\.isSent) == [true])
      #expect(try connections() == wanted, "\(now)")
    }
  }

  @Test func `an answer lost after the final dot is in doubt`() throws {
    let server = try ScriptedServer(["drop-after-dot"])
    var covered: [Int] = []
    let outcomes = deliver(submission(to: ["a@k.test", "b@k.test"]), to: server.smarthost()) { covered += $0 }
    #expect(outcomes.map(\.isInDoubt) == [true, true])
    #expect(covered == [0, 1])
  }

  @Test func `a connection lost inside the message is temporary`() throws {
    let server = try ScriptedServer(["drop-in-data"])
    let text = "Subject: x\r\n\r\n" + String(repeating: "0123456789\r\n", count: 4_000_000 / 12)
    let outcomes = deliver(submission(text), to: server.smarthost())
    guard case .deferred = outcomes.first else {
      Issue.record("\(outcomes)")
      return
    }
  }

  @Test(arguments: [("451", false), ("452", false), ("552", true), ("554", true), ("421", false)])
  func `an answer to the final dot`(code: String, isPermanent: Bool) throws {
    let server = try ScriptedServer(["end=\(code)"])
    let outcome = try #require(deliver(submission(), to: server.smarthost()).first)
    let reply = Reply(code: Int(code)!, text: "\(code.first!).0.0 as the script says")
    #expect(outcome == (isPermanent ? .failed(reply) : .deferred(reply)))
  }

  @Test func `a journal that cannot be written keeps the message from being sent`() throws {
    struct Full: Error {}
    let server = try ScriptedServer()
    let outcome = try #require(deliver(submission(), to: server.smarthost()) { _ in throw Full() }.first)
    guard case .deferred = outcome else {
      Issue.record("\(outcome)")
      return
    }
    #expect(try server.messages.isEmpty)
  }

  @Test func `a banner of 421 is the smarthost's trouble`() throws {
    let server = try ScriptedServer(["banner=421"])
    let outcome = try #require(deliver(submission(), to: server.smarthost()).first)
    #expect(outcome.isUnreached)
  }

  @Test func `nobody listens`() throws {
    let smarthost = Smarthost(host: "127.0.0.1", port: 9, security: .none, helloName: "client.test")
    #expect(deliver(submission(), to: smarthost).map(\.isUnreached) == [true])
  }

  @Test func `slow and long-winded answers are waited for`() throws {
    let server = try ScriptedServer(["slow=0.2", "many-lines"])
    #expect(deliver(submission(), to: server.smarthost()).map(\.isSent) == [true])
  }

  @Test func `no answer in time`() throws {
    let server = try ScriptedServer(["slow=5"])
    var smarthost = server.smarthost()
    smarthost.timeouts.greeting = 1
    #expect(deliver(submission(), to: smarthost).map(\.isUnreached) == [true])
  }

  @Test func `one connection serves many messages, and a dead one is replaced`() throws {
    let server = try ScriptedServer(["drop-after=2"])
    var transport = SmarthostTransport(to: server.smarthost(), seconds: { 0 })
    for _ in 0..<5 {
      #expect(transport.deliver(submission()) { _ in }.map(\.isSent) == [true])
    }
    transport.close()
    #expect(try server.messages.count == 5)
    #expect(try server.events.filter { $0.event == "connect" }.count == 3)
  }

  @Test func `a message larger than the limit is not begun`() throws {
    let server = try ScriptedServer(["size=1000"])
    let text = "Subject: x\r\n\r\n" + String(repeating: "0123456789\r\n", count: 100)
    let outcome = try #require(deliver(submission(text), to: server.smarthost()).first)
    guard case .failed(let reply) = outcome else {
      Issue.record("\(outcome)")
      return
    }
    #expect(reply.code == 552)
    #expect(try server.commands.contains { $0.hasPrefix("MAIL") } == false)
  }

  @Test func `251 recipients go in three transactions`() throws {
    let server = try ScriptedServer()
    let recipients = (0..<251).map { "r\($0)@k.test" }
    let outcomes = deliver(submission(to: recipients), to: server.smarthost())
    #expect(outcomes.allSatisfy(\.isSent) && outcomes.count == 251)
    #expect(try server.messages.map { $0.recipients!.count } == [100, 100, 51])
    #expect(try server.messages.flatMap { $0.recipients! } == recipients)
  }

  @Test func `a refused MAIL concerns every recipient`() throws {
    let server = try ScriptedServer(["mail=550"])
    #expect(deliver(submission(to: ["a@k.test", "b@k.test"]), to: server.smarthost()).map(\.isFailed) == [true, true])
  }
}

extension RecipientOutcome {
  var isFailed: Bool { if case .failed = self { true } else { false } }
  var isInDoubt: Bool { if case .inDoubt = self { true } else { false } }
}
