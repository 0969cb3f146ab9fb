internal import Configuration
internal import Glibc
internal import MailSyntax
internal import Relay

internal import struct MailQueue.MailQueue
internal import struct MailQueue.RetrySchedule

/// What presend.yml says of the queue and the smarthost, ready for use.
struct RelayConfiguration {
  let queue: MailQueue
  let schedule: RetrySchedule
  /// What the organisation calls this machine; nil for its own name.
  let hostName: String?
  let held: HeldSettings
  /// Who is told of the failure of mail without a sender.
  let doubleBounce: AddrSpec?
  /// So many at once.
  var connections: Int { relay.connections }
  /// The files that hold passwords.
  let passwordFiles: [String]
  private let relay: RelaySettings

  struct Unusable: Error, CustomStringConvertible {
    let description: String
  }

  init(file: String) throws {
    let text = String(decoding: try SmallFile.read(file), as: UTF8.self)
    let configuration = try Configuration.read(yaml: text, file: file)
    guard let relay = configuration.relay else {
      throw Unusable(description: "\(file): no smarthost; add “relay:” with “url: smtps://HOST”")
    }
    self.relay = relay
    // What is missing of them, `smarthosts` says.
    passwordFiles = relay.smarthosts.compactMap { try? Self.passwordFile(of: $0.secret) }
    // Notices to senders need room like any message, and as much as the configuration says.
    queue = MailQueue(
      directory: configuration.queueDirectory,
      minimumFreeOctets: UInt64(clamping: configuration.queue.minimumFreeOctets))
    hostName = configuration.hostName
    held = configuration.held
    doubleBounce = configuration.queue.doubleBounce
    var schedule = RetrySchedule()
    schedule.pauses = relay.retry.intervals
    schedule.lifetime = relay.retry.giveUpAfter
    self.schedule = schedule
  }

  /// The smarthosts in the order in which they are used. Reads the passwords; they are kept nowhere else.
  func smarthosts(helloName: String) throws -> [Smarthost] {
    try relay.smarthosts.map { try smarthost($0, helloName: helloName) }
  }

  /// A smarthost that somebody wants to try, or why it cannot be.
  struct Candidate {
    let place: String
    let smarthost: Result<Smarthost, any Error>
    /// The login is left out: systemd hands its credentials to the service alone.
    let isWithoutLogin: Bool
  }

  func candidates(helloName: String) -> [Candidate] {
    relay.smarthosts.map { settings in
      var settings = settings
      var isWithoutLogin = false
      if case .passwordCredential = settings.secret, getenv("CREDENTIALS_DIRECTORY") == nil {
        isWithoutLogin = true
        settings.user = nil
      }
      let place = "\(settings.url.host):\(settings.url.port)"
      return Candidate(
        place: place, smarthost: Result { try smarthost(settings, helloName: helloName) },
        isWithoutLogin: isWithoutLogin)
    }
  }

  private func smarthost(_ settings: SmarthostSettings, helloName: String) throws -> Smarthost {
    let security: Smarthost.Security =
      switch (settings.tls, settings.url.scheme) {
      case (.none, _): .none
      case (.required, .smtps): .implicitTLS
      case (.required, .smtp): .startTLS
      }
    if security == .none, !settings.url.isLoopback {
      throw Unusable(description: "relay: “tls: none” is for loopback hosts alone; remove it")
    }
    var smarthost = Smarthost(
      host: settings.url.host, port: settings.url.port, security: security, helloName: helloName)
    smarthost.authoritiesFile = settings.caFile
    smarthost.authoritiesFolder = settings.caPath
    smarthost.pinnedKey = settings.pinnedKey
    smarthost.minimumTLS = settings.minimumTLS == .tls13 ? .tls13 : .tls12
    smarthost.traceFolder = relay.traceFolder
    smarthost.transactionsPerConnection = relay.messagesPerConnection
    if let user = settings.user {
      smarthost.credentials = Smarthost.Credentials(user: user, secret: try secret(of: settings))
    }
    return smarthost
  }

  private func secret(of settings: SmarthostSettings) throws -> Smarthost.Secret {
    switch settings.secret {
    case .passwordCommand(let words): return .passwordCommand(words)
    case .tokenCommand(let words): return .tokenCommand(words)
    case .passwordFile, .passwordCredential, nil:
      guard let file = try Self.passwordFile(of: settings.secret) else {
        throw Unusable(description: "relay: “user:” needs “password-file:”")
      }
      return .password(try password(in: file))
    }
  }

  /// systemd names the folder of its credentials in the environment (systemd.exec(5)).
  private static func passwordFile(of secret: SmarthostSettings.Secret?) throws -> String? {
    switch secret {
    case .passwordFile(let path): return path
    case .passwordCredential(let name):
      guard let folder = getenv("CREDENTIALS_DIRECTORY").map({ String(cString: $0) }) else {
        throw Unusable(description: "relay: “password-credential: \(name)”, but systemd has handed over none; add LoadCredential=\(name):PATH to the unit")
      }
      return "\(folder)/\(name)"
    case .passwordCommand, .tokenCommand, nil: return nil
    }
  }

  private func password(in file: String) throws -> String {
    let line = try SmallFile.read(file).prefix { $0 != 0x0A && $0 != 0x0D }
    if line.isEmpty || line.contains(0) { throw Unusable(description: "\(file): the first line holds no password") }
    return String(decoding: line, as: UTF8.self)
  }
}
