import Foundation

@testable import Relay

/// Tests/Servers/scripted_smtp.py, running for one test.
final class ScriptedServer {
  /// One line of the server's log.
  struct Event: Decodable {
    var event: String
    var text: String?
    var sender: String?
    var recipients: [String]?
    var mail: String?
    var tls: Bool?
    var authenticated: Bool?
    var octets: Data?
    var line: String?
  }

  let port: Int
  let folder: URL
  private let process: ChildProcess

  /// The server must not outlive a test that hangs.
  private static let lifetime = "90"
  private static let startSeconds = 20.0

  struct NotStarted: Error {}

  init(_ behaviours: [String] = [], arguments: [String] = []) throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("presend-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let portFile = folder.appendingPathComponent("port")
    process = try ChildProcess(
      [
        "python3", Self.script.path, "--port-file", portFile.path, "--log",
        folder.appendingPathComponent("log").path, "--seconds", Self.lifetime,
      ] + behaviours.flatMap { ["--behaviour", $0] } + arguments)
    let end = Date().addingTimeInterval(Self.startSeconds)
    while Date() < end {
      if let text = try? String(contentsOf: portFile, encoding: .utf8), let number = Int(text) {
        port = number
        return
      }
      usleep(10_000)
    }
    throw NotStarted()
  }

  deinit {
    try? FileManager.default.removeItem(at: folder)
  }

  static var script: URL {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Servers/scripted_smtp.py")
  }

  var events: [Event] {
    get throws {
      guard let text = try? String(contentsOf: folder.appendingPathComponent("log"), encoding: .utf8) else { return [] }
      return try text.split(separator: "\n").map { try JSONDecoder().decode(Event.self, from: Data($0.utf8)) }
    }
  }

  var messages: [Event] { get throws { try events.filter { $0.event == "message" } } }
  var commands: [String] { get throws { try events.filter { $0.event == "command" }.compactMap(\.text) } }

  /// The server as a smarthost, with waits short enough for a test.
  func smarthost(_ security: Smarthost.Security = .none, host: String = "127.0.0.1") -> Smarthost {
    var smarthost = Smarthost(host: host, port: port, security: security, helloName: "client.test")
    smarthost.timeouts.connect = 10
    smarthost.timeouts.greeting = 10
    smarthost.timeouts.command = 10
    smarthost.timeouts.dataStart = 10
    smarthost.timeouts.dataBlock = 10
    smarthost.timeouts.dataEnd = 10
    return smarthost
  }
}
