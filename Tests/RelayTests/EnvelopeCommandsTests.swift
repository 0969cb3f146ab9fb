import MailQueue
import MailSyntax
import Testing

@testable import Relay

struct EnvelopeCommandsTests {
  private static func everything() -> Capabilities {
    Capabilities(ehlo: ["x", "PIPELINING", "8BITMIME", "SMTPUTF8", "DSN", "SIZE 1000000"])
  }

  private func lines(
    sender: AddrSpec?, recipient: AddrSpec = AddrSpec(localPart: "a", domain: "k.test"), body: String = "x\r\n",
    request: NotificationRequest = .init(), own: RecipientRequest? = nil, capabilities: Capabilities = everything()
  ) throws -> (mail: String, rcpt: String) {
    let commands = EnvelopeCommands(
      sender: try sender.map { try #require(WireAddress($0)) }, recipients: [try #require(WireAddress(recipient))],
      requests: [own ?? RecipientRequest(notify: request.notify)], message: try #require(WireMessage(Array(body.utf8))),
      notification: request, capabilities: capabilities)
    return (String(decoding: commands.mail, as: UTF8.self), String(decoding: commands.recipients[0], as: UTF8.self))
  }

  private let sender = AddrSpec(localPart: "s", domain: "b.test")

  @Test func `the null reverse-path`() throws {
    #expect(try lines(sender: nil, capabilities: Capabilities()).mail == "MAIL FROM:<>\r\n")
  }

  @Test func `parameters only where they are offered`() throws {
    let request = NotificationRequest(notify: "success, failure", returned: "full", envelopeID: "Q1", bodyType: nil)
    let offered = try lines(sender: sender, body: "ü\r\n", request: request)
    #expect(offered.mail == "MAIL FROM:<s@b.test> SIZE=4 BODY=8BITMIME RET=FULL ENVID=Q1\r\n")
    #expect(offered.rcpt == "RCPT TO:<a@k.test> NOTIFY=SUCCESS,FAILURE ORCPT=rfc822;a@k.test\r\n")
    let bare = try lines(sender: sender, body: "ü\r\n", request: request, capabilities: Capabilities())
    #expect(bare.mail == "MAIL FROM:<s@b.test>\r\n" && bare.rcpt == "RCPT TO:<a@k.test>\r\n")
  }

  @Test(arguments: ["never,failure", "x", "success\r\nRSET", "", "failure>"])
  func `a NOTIFY that is none is left out`(notify: String) throws {
    let request = NotificationRequest(notify: notify, returned: "half\r\n", envelopeID: "a b", bodyType: "BINARY")
    let lines = try lines(sender: sender, request: request)
    #expect(
      lines.mail == "MAIL FROM:<s@b.test> SIZE=3\r\n" && lines.rcpt == "RCPT TO:<a@k.test> ORCPT=rfc822;a@k.test\r\n")
  }

  @Test func `local-parts beyond ASCII ask for SMTPUTF8, domains become A-labels`() throws {
    let umlaut = try lines(sender: sender, recipient: AddrSpec(localPart: "jörg", domain: "münchen.test"))
    #expect(umlaut.mail.hasSuffix(" SMTPUTF8\r\n") && umlaut.rcpt == "RCPT TO:<jörg@xn--mnchen-3ya.test>\r\n")
    let domain = try lines(sender: sender, recipient: AddrSpec(localPart: "j", domain: "münchen.test"))
    #expect(!domain.mail.contains("SMTPUTF8"))
    #expect(domain.rcpt == "RCPT TO:<j@xn--mnchen-3ya.test> ORCPT=rfc822;j@xn--mnchen-3ya.test\r\n")
  }

  @Test(arguments: [Xtext.maximumOriginal, Xtext.maximumOriginal + 1])
  func `an address too long for ORCPT is left out of it`(octets: Int) throws {
    let address = String(repeating: "a", count: octets - "rfc822;@k.test".utf8.count)
    let rcpt = try lines(sender: sender, recipient: AddrSpec(localPart: address, domain: "k.test")).rcpt
    #expect(rcpt.contains("ORCPT") == (octets == Xtext.maximumOriginal))
  }

  @Test func `each recipient has its own request`() throws {
    let asked = try lines(
      sender: sender, request: .init(notify: "failure"), own: .init(notify: "never", original: "rfc822;x+2By@k.test"))
    #expect(asked.rcpt == "RCPT TO:<a@k.test> NOTIFY=NEVER ORCPT=rfc822;x+2By@k.test\r\n")
    let hostile = try lines(sender: sender, own: .init(notify: "success", original: "rfc822;a b\r\nRSET"))
    #expect(hostile.rcpt == "RCPT TO:<a@k.test> NOTIFY=SUCCESS\r\n")
  }

  @Test func `quoted local-parts are quoted again`() throws {
    let lines = try lines(sender: sender, recipient: AddrSpec(localPart: "a b\"c", domain: "k.test"))
    #expect(lines.rcpt == "RCPT TO:<\"a b\\\"c\"@k.test> ORCPT=rfc822;\"a+20b\\\"c\"@k.test\r\n")
  }

  @Test(arguments: [
    AddrSpec(localPart: "a\r\nRSET", domain: "k.test"), AddrSpec(localPart: "a", domain: "k.test>\r\nDATA\r\n"),
    AddrSpec(localPart: "a", domain: "k.test> NOTIFY=NEVER"), AddrSpec(localPart: "a\0", domain: "k.test"),
    AddrSpec(localPart: "", domain: ""), AddrSpec(localPart: String(repeating: "a", count: 5000), domain: "k.test"),
    AddrSpec(localPart: "a\u{85}b", domain: "k.test"),
  ])
  func `an address that would be a command is none`(address: AddrSpec) {
    #expect(WireAddress(address) == nil)
  }
}
