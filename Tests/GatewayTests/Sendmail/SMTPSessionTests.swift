import MailQueue
import MailSyntax
import Testing

@testable import Gateway

struct SMTPSessionTests {
  private func session(after lines: [String]) -> SMTPSession {
    var session = SMTPSession(hostName: "host.test", maximumOctets: 1_000, defaultDomain: "host.test")
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
    #expect(session.requests == [envelope.recipients[1]: RecipientRequest(notify: "failure")])
    #expect(envelope.notification.returned == "hdrs")
  }

  /// RFC 5321 §4.1.2: within quotes a bracket ends no path, and only there a backslash takes its meaning from what
  /// follows.
  @Test(
    "The bracket that ends a path",
    arguments: [
      ("<\"a>b\"@example.org>", true), ("<\"a\\\">b\"@example.org>", true), ("<\"a\\\\\"@example.org>", true),
      ("<a\\>", true),
      ("<\"a@example.org>", false), ("<\"a>", false), ("<\"a\\\"@example.org>", false), ("<a@example.org", false),
    ])
  func brackets(_ path: String, _ isPath: Bool) {
    let reply = reply(to: "RCPT TO:\(path)", after: ["MAIL FROM:<a@b.test>"])
    #expect((reply != "501 5.5.4 Write RCPT TO:<address>") == isPath, "\(reply)")
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
      ("RCPT TO:<>", ["MAIL FROM:<a@b.test>"], "501"), ("RCPT TO:<postmaster>", ["MAIL FROM:<root>"], "250"),
      ("RCPT TO:<@b.test>", ["MAIL FROM:<a@b.test>"], "501"),
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

  @Test("Parameters of MAIL and RCPT are what their standards allow", arguments: [
    ("SIZE=1000", "250"), ("SIZE=1001", "552"), ("SIZE=99999999999999999999", "552"),
    ("SIZE=999999999999999999999", "501"),
    ("SIZE=", "501"), ("SIZE", "501"), ("SIZE=-1", "501"), ("BODY=8bitmime", "250"), ("BODY=BINARYMIME", "501"),
    ("BODY", "501"),
    ("RET=full", "250"), ("RET=x", "501"), ("ENVID=a+2Bb", "250"), ("ENVID=a+2", "501"), ("ENVID=a+2b", "501"),
    ("ENVID=", "501"),
    ("ENVID=" + String(repeating: "a", count: 101), "501"), ("ENVID=a+0D+0A", "501"), ("SMTPUTF8", "250"),
    ("SMTPUTF8=1", "501"),
    ("AUTH=<>", "250"), ("RET=full RET=hdrs", "501"),
  ])
  func mailParameters(_ parameters: String, _ code: String) {
    #expect(reply(to: "MAIL FROM:<a@b.test> \(parameters)").hasPrefix(code), "\(parameters)")
  }

  @Test("Parameters of RCPT", arguments: [
    ("NOTIFY=NEVER", "250"), ("notify=success,FAILURE,delay", "250"), ("NOTIFY=NEVER,FAILURE", "501"),
    ("NOTIFY=GARBAGE", "501"),
    ("NOTIFY=", "501"), ("NOTIFY", "501"), ("NOTIFY=SUCCESS,SUCCESS", "501"), ("NOTIFY=SUCCESS,", "501"),
    ("ORCPT=rfc822;a+2Bb@c.test", "250"), ("ORCPT=rfc822;", "250"), ("ORCPT=a@b.test", "501"),
    ("ORCPT=;a@b.test", "501"),
    ("ORCPT=rfc822;a=b", "501"), ("ORCPT=rfc822;a+0A", "501"),
    ("ORCPT=rfc822;" + String(repeating: "a", count: 500), "501"),
    ("SIZE=1", "555"),
  ])
  func recipientParameters(_ parameters: String, _ code: String) {
    #expect(
      reply(to: "RCPT TO:<c@d.test> \(parameters)", after: ["MAIL FROM:<a@b.test>"]).hasPrefix(code), "\(parameters)")
  }

  @Test("A refused command changes nothing")
  func refusedParameters() throws {
    let session = session(after: [
      "MAIL FROM:<a@b.test> RET=x", "MAIL FROM:<root> RET=HDRS", "RCPT TO:<c@d.test> NOTIFY=x",
      "RCPT TO:<postmaster> NOTIFY=NEVER",
      "RCPT TO:<POSTMASTER@host.test> NOTIFY=SUCCESS",
    ])
    let envelope = try #require(session.envelope)
    #expect(envelope.reversePath?.wireForm == "root@host.test" && envelope.notification.returned == "hdrs")
    #expect(envelope.recipients.map(\.wireForm) == ["postmaster@host.test"])
    #expect(session.requests.map(\.value) == [RecipientRequest(notify: "never")])
  }
}
