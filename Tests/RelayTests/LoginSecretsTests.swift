import Foundation
import Testing

@testable import Relay

struct LoginSecretsTests {
  /// A file whose content a command prints.
  private final class SecretFile {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("presend-secret-\(UUID().uuidString)").path
    init(_ text: String) throws { try write(text) }
    func write(_ text: String) throws { try text.write(toFile: path, atomically: true, encoding: .utf8) }
    deinit { try? FileManager.default.removeItem(atPath: path) }
    var credentials: Smarthost.Credentials { .init(user: "u", secret: .tokenCommand(["/bin/cat", path])) }
  }

  private let refused: ConnectionFailure = {
    let failure = ConnectionFailure(.loginRefused, reason: "refused")
    return failure
  }()

  @Test("Without credentials there is no login; a password is handed on as it is")
  func passwords() throws {
    #expect(try LoginSecrets(nil, seconds: { 0 }).connect { $0 } == nil)
    let secrets = LoginSecrets(.init(user: "u", secret: .password("p w")), seconds: { 0 })
    #expect(try secrets.connect { $0 } == Login(user: "u", secret: "p w", isToken: false))
  }

  @Test("What a command printed is kept for a while, then asked for anew")
  func keeps() throws {
    let file = try SecretFile("first\nsecond line\n")
    var now = 0
    let secrets = LoginSecrets(file.credentials, seconds: { now })
    #expect(try secrets.connect { $0?.secret } == "first")
    try file.write("later")
    now = LoginSecrets.keptSeconds - 1
    #expect(try secrets.connect { $0?.secret } == "first")
    now = LoginSecrets.keptSeconds
    #expect(try secrets.connect { $0?.secret } == "later")
  }

  @Test("A kept secret that is refused is asked for anew, once; a fresh one is not")
  func refusal() throws {
    let file = try SecretFile("old")
    let secrets = LoginSecrets(file.credentials, seconds: { 0 })
    _ = try secrets.connect { $0 }
    try file.write("new")
    var tried: [String] = []
    let connected = try secrets.connect { (login) throws(ConnectionFailure) -> Bool in
      tried.append(login?.secret ?? "")
      if login?.secret == "old" { throw refused }
      return true
    }
    #expect(connected && tried == ["old", "new"])
    #expect(throws: ConnectionFailure.self) {
      try secrets.connect { (login) throws(ConnectionFailure) -> Bool in throw refused }
    }
    #expect(throws: ConnectionFailure.self) {
      try secrets.connect { (login) throws(ConnectionFailure) -> Bool in
        tried.append("again")
        throw ConnectionFailure(reason: "no connection")
      }
    }
    #expect(tried == ["old", "new", "again"])
  }
}
