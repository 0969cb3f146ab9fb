import MailSyntax
import Testing

@testable import Gateway

struct SMTPSessionTests {
  private func session(after lines: [String]) -> SMTPSession {
    var session = SMTPSession(hostName: "host.test", maximumOctets: 1_000)
    for line in lines { _ = session.answer(to: line) }
    return session
  }

  private func reply(to line: String, after lines: [String] = []) -> String {
    var session = session(after: lines)
    switch session.answer(to: line) {
    case .reply(let text), .startData(let text), .close(let text): return text
    }
  }

  @Test("A whole transaction gives its envelope")
  func transaction() throws {
    let session = session(after: [
      "EHLO [127.0.0.1]", "MAIL FROM:<shop@example.net> BODY=8BITMIME RET=HDRS", "RCPT TO:<anna@example.com>",
      "rcpt to: <\"a b\"@example.org> NOTIFY=FAILURE", "RCPT TO:<ANNA@example.com>",
    ])
    let envelope = try #require(session.envelope)
    #expect(envelope.reversePath?.wireForm == "shop@example.net")
    #expect(envelope.recipients.map(\.wireForm) == ["anna@example.com", "\"a b\"@example.org"])
    #expect(envelope.notification.notify == "failure")
    #expect(envelope.notification.returned == "hdrs")
  }

  @Test("The null reverse-path is a sender")
  func nullSender() {
    let session = session(after: ["HELO x", "MAIL FROM:<>", "RCPT TO:<a@example.com>"])
    #expect(session.envelope != nil && session.envelope?.reversePath == nil)
  }

  @Test("RSET forgets the transaction")
  func reset() {
    #expect(session(after: ["MAIL FROM:<a@b.test>", "RCPT TO:<c@d.test>", "RSET"]).envelope == nil)
  }

  @Test(
    "Commands out of order and malformed ones",
    arguments: [
      ("RCPT TO:<a@b.test>", [], "503"), ("DATA", [], "503"), ("DATA", ["MAIL FROM:<a@b.test>"], "554"),
      ("MAIL FROM:<a@b.test>", ["MAIL FROM:<a@b.test>"], "503"), ("MAIL FROM:a@b.test", [], "501"),
      ("MAIL FROM:<a@b.test> SIZE=2000", [], "552"), ("MAIL FROM:<a@b.test> X=1", [], "555"),
      ("RCPT TO:<>", ["MAIL FROM:<a@b.test>"], "501"), ("RCPT TO:<a>", ["MAIL FROM:<a@b.test>"], "501"),
      ("VRFY a", [], "252"), ("NOOP", [], "250"), ("", [], "500"), ("XYZ", [], "500"), ("QUIT", [], "221"),
      ("DATA", ["MAIL FROM:<a@b.test>", "RCPT TO:<c@d.test>"], "354"),
    ] as [(String, [String], String)])
  func replies(_ line: String, _ before: [String], _ code: String) {
    #expect(reply(to: line, after: before).hasPrefix(code), "\(reply(to: line, after: before))")
  }

  @Test("EHLO lists what is offered, the last line without hyphen")
  func extensions() {
    let lines = reply(to: "EHLO x").split(separator: "\r\n")
    #expect(lines.dropLast().allSatisfy { $0.hasPrefix("250-") })
    #expect(lines.last?.hasPrefix("250 ") == true)
    #expect(lines.contains("250-SIZE 1000"))
  }
}
