import Foundation
import MailQueue
import MailSyntax
import Testing

@testable import Relay

/// Encryption, certificates and login: whatever is wrong, nothing of a message leaves.
@Suite(.serialized) struct SecurityTests {
  private let submission = Submission(
    reversePath: AddrSpec(localPart: "s", domain: "b.test"), notification: .init(),
    recipients: [AddrSpec(localPart: "a", domain: "k.test")], octets: Array("Subject: x\r\n\r\nbody\r\n".utf8))

  private func deliver(to smarthost: Smarthost) -> RecipientOutcome {
    var transport = SmarthostTransport(to: smarthost, seconds: { 0 })
    defer { transport.close() }
    return transport.deliver(submission) { _ in }[0]
  }

  private func server(
    _ authority: TestAuthority, _ tls: String, _ behaviours: [String] = [], auth: String? = nil
  ) throws -> ScriptedServer {
    try ScriptedServer(
      behaviours,
      arguments: ["--tls", tls, "--cert", authority.certificate, "--key", authority.key]
        + (auth.map { ["--auth", $0] } ?? []))
  }

  private static let modes: [(String, Smarthost.Security)] = [("implicit", .implicitTLS), ("starttls", .startTLS)]

  @Test(arguments: modes)
  func `sends over TLS that it can check`(tls: String, security: Smarthost.Security) throws {
    let authority = try TestAuthority(names: "DNS:localhost")
    defer { authority.remove() }
    let server = try server(authority, tls, auth: "user:pass word")
    var smarthost = server.smarthost(security, host: "localhost")
    smarthost.authoritiesFile = authority.authorityFile
    smarthost.credentials = .init(user: "user", password: "pass word")
    #expect(deliver(to: smarthost).isSent)
    let message = try #require(try server.messages.first)
    #expect(message.tls == true && message.authenticated == true)
  }

  @Test(arguments: modes)
  func `an authority that is not trusted`(tls: String, security: Smarthost.Security) throws {
    let authority = try TestAuthority(names: "DNS:localhost")
    let other = try TestAuthority(names: "DNS:localhost")
    defer { [authority, other].forEach { $0.remove() } }
    let server = try server(authority, tls)
    var smarthost = server.smarthost(security, host: "localhost")
    #expect(deliver(to: smarthost).isUnreached)
    smarthost.authoritiesFile = other.authorityFile
    #expect(deliver(to: smarthost).isUnreached)
    #expect(try server.messages.isEmpty)
  }

  @Test(arguments: modes)
  func `a certificate for another name`(tls: String, security: Smarthost.Security) throws {
    let authority = try TestAuthority(names: "DNS:other.test")
    defer { authority.remove() }
    let server = try server(authority, tls)
    var smarthost = server.smarthost(security, host: "localhost")
    smarthost.authoritiesFile = authority.authorityFile
    #expect(deliver(to: smarthost).isUnreached)
    #expect(try server.messages.isEmpty)
  }

  @Test func `STARTTLS is not offered`() throws {
    let server = try ScriptedServer()
    #expect(deliver(to: server.smarthost(.startTLS)).isUnreached)
    #expect(try server.commands.contains { $0.hasPrefix("MAIL") } == false)
  }

  @Test func `a wrong password never costs a message`() throws {
    let authority = try TestAuthority(names: "DNS:localhost")
    defer { authority.remove() }
    let server = try server(authority, "implicit", auth: "user:right")
    var smarthost = server.smarthost(.implicitTLS, host: "localhost")
    smarthost.authoritiesFile = authority.authorityFile
    smarthost.credentials = .init(user: "user", password: "wrong")
    guard case .unreached(let reply) = deliver(to: smarthost) else {
      Issue.record("not unreached")
      return
    }
    #expect(reply.code == 535)
    #expect(try server.messages.isEmpty)
  }

  @Test func `credentials are set and no AUTH is offered`() throws {
    let authority = try TestAuthority(names: "DNS:localhost")
    defer { authority.remove() }
    let server = try server(authority, "implicit", ["no-auth"], auth: "user:right")
    var smarthost = server.smarthost(.implicitTLS, host: "localhost")
    smarthost.authoritiesFile = authority.authorityFile
    smarthost.credentials = .init(user: "user", password: "right")
    #expect(deliver(to: smarthost).isUnreached)
    #expect(try server.messages.isEmpty)
  }

  @Test func `AUTH is demanded and no credentials are set`() throws {
    let server = try ScriptedServer(arguments: ["--auth", "user:right"])
    guard case .unreached(let reply) = deliver(to: server.smarthost()) else {
      Issue.record("not unreached")
      return
    }
    #expect(reply.code == 530)
  }
}
