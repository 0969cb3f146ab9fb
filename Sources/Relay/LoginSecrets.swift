/// A user and what proves it, ready for one connection.
struct Login: Sendable, Hashable {
  let user: String
  let secret: String
  /// An OAuth 2.0 bearer token, for the SASL mechanisms OAUTHBEARER (RFC 7628) or XOAUTH2, not a password.
  let isToken: Bool
}

/// Gets the secret for each connection: what a command prints is kept for a while, and asked for anew once it was
/// refused.
final class LoginSecrets {
  private let credentials: Smarthost.Credentials?
  /// Any steady clock, in seconds.
  private let seconds: () -> Int
  private var kept: (login: Login, since: Int)?

  /// Tokens live for an hour as a rule, from when the command got them; the command knows, we do not.
  static let keptSeconds = 300

  init(_ credentials: Smarthost.Credentials?, seconds: @escaping () -> Int) {
    self.credentials = credentials
    self.seconds = seconds
  }

  /// Connects with the login; a second time where the server refused one that was kept.
  func connect<Connected>(
    _ body: (Login?) throws(ConnectionFailure) -> Connected
  ) throws(ConnectionFailure) -> Connected {
    guard let credentials else { return try body(nil) }
    if let login = keptLogin {
      do throws(ConnectionFailure) {
        return try body(login)
      } catch {
        kept = nil
        guard error.kind == .loginRefused else { throw error }
      }
    }
    let login = try login(of: credentials)
    let connected = try body(login)
    if credentials.secret.isCommand { kept = (login, seconds()) }
    return connected
  }

  private var keptLogin: Login? {
    guard let kept, seconds() - kept.since < Self.keptSeconds else { return nil }
    return kept.login
  }

  private func login(of credentials: Smarthost.Credentials) throws(ConnectionFailure) -> Login {
    let user = credentials.user
    switch credentials.secret {
    case .password(let password): return Login(user: user, secret: password, isToken: false)
    case .passwordCommand(let arguments):
      return Login(user: user, secret: try SecretCommand(arguments: arguments).firstLine(), isToken: false)
    case .tokenCommand(let arguments):
      return Login(user: user, secret: try SecretCommand(arguments: arguments).firstLine(), isToken: true)
    }
  }
}
