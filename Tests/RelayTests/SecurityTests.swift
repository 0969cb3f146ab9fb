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
    smarthost.credentials = .init(user: "user", secret: .password("pass word"))
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
    smarthost.credentials = .init(user: "user", secret: .password("wrong"))
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
    smarthost.credentials = .init(user: "user", secret: .password("right"))
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

  @Test(arguments: ["XOAUTH2", "OAUTHBEARER", "PLAIN"])
  func `logs in with what a command prints`(mechanism: String) throws {
    let authority = try TestAuthority(names: "DNS:localhost")
    defer { authority.remove() }
    let server = try ScriptedServer(
      arguments: [
        "--tls", "implicit", "--cert", authority.certificate, "--key", authority.key, "--auth", "user:ya29.token",
        "--mechanisms", mechanism,
      ])
    let command = ["/bin/echo", "ya29.token"]
    var smarthost = server.smarthost(.implicitTLS, host: "localhost")
    smarthost.authoritiesFile = authority.authorityFile
    smarthost.credentials = .init(
      user: "user", secret: mechanism == "PLAIN" ? .passwordCommand(command) : .tokenCommand(command))
    #expect(deliver(to: smarthost).isSent)
    #expect(try server.messages.first?.authenticated == true)
    smarthost.credentials = .init(user: "user", secret: .tokenCommand(["/bin/echo", "expired"]))
    if mechanism != "PLAIN" { #expect(deliver(to: smarthost).isUnreached) }
    smarthost.credentials = .init(user: "user", secret: .tokenCommand(["/bin/false"]))
    #expect(deliver(to: smarthost).isUnreached)
    #expect(try server.messages.count == 1)
  }

  @Test func `a pinned key must be the smarthost's`() throws {
    let authority = try TestAuthority(names: "DNS:localhost")
    defer { authority.remove() }
    let server = try server(authority, "starttls")
    var smarthost = server.smarthost(.startTLS, host: "localhost")
    smarthost.authoritiesFile = authority.authorityFile
    smarthost.pinnedKey = try authority.pin
    #expect(deliver(to: smarthost).isSent)
    let other = try TestAuthority(names: "DNS:localhost")
    defer { other.remove() }
    smarthost.pinnedKey = try other.pin
    guard case .unreached(let reply) = deliver(to: smarthost) else {
      Issue.record("not unreached")
      return
    }
    #expect(reply.text.contains("pinned"))
    #expect(try server.messages.count == 1)
  }

  @Test func `a server that speaks too old a TLS`() throws {
    let authority = try TestAuthority(names: "DNS:localhost")
    defer { authority.remove() }
    let server = try ScriptedServer(
      arguments: [
        "--tls", "implicit", "--cert", authority.certificate, "--key", authority.key, "--tls-maximum", "1.2",
      ])
    var smarthost = server.smarthost(.implicitTLS, host: "localhost")
    smarthost.authoritiesFile = authority.authorityFile
    smarthost.minimumTLS = .tls13
    #expect(deliver(to: smarthost).isUnreached)
    smarthost.minimumTLS = .tls12
    #expect(deliver(to: smarthost).isSent)
  }

  @Test func `authorities in a folder`() throws {
    let authority = try TestAuthority(names: "DNS:localhost")
    let other = try TestAuthority(names: "DNS:localhost")
    defer { [authority, other].forEach { $0.remove() } }
    let server = try server(authority, "implicit")
    var smarthost = server.smarthost(.implicitTLS, host: "localhost")
    smarthost.authoritiesFolder = try authority.authorityFolder
    #expect(deliver(to: smarthost).isSent)
    smarthost.authoritiesFolder = try other.authorityFolder
    #expect(deliver(to: smarthost).isUnreached)
  }

  @Test func `a trace holds the conversation and neither password nor message`() throws {
    let authority = try TestAuthority(names: "DNS:localhost")
    defer { authority.remove() }
    let server = try server(authority, "starttls", auth: "user:pass word")
    var smarthost = server.smarthost(.startTLS, host: "localhost")
    smarthost.authoritiesFile = authority.authorityFile
    smarthost.credentials = .init(user: "user", secret: .password("pass word"))
    let folder = authority.folder.appendingPathComponent("trace")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    smarthost.traceFolder = folder.path
    #expect(deliver(to: smarthost).isSent)
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(names.count == 1)
    let text = try String(contentsOf: folder.appendingPathComponent(names[0]), encoding: .utf8)
    for said in [
      "> EHLO", "> STARTTLS", "> AUTH PLAIN", "< 235", "> MAIL FROM:<s@b.test>", "< 250", "octets of a message",
    ] {
      #expect(text.contains(said), "\(said)")
    }
    for secret in ["pass word", "AHVzZXIAcGFzcyB3b3Jk", "Subject", "body"] {
      #expect(!text.contains(secret), "\(secret)")
    }
  }
}
