/// Where to send and how to get in.
package struct Smarthost: Sendable {
  package enum Security: Sendable, Hashable {
    /// TLS from the first octet: `smtps://`.
    case implicitTLS
    /// STARTTLS, or nothing is sent: `smtp://`.
    case startTLS
    /// No encryption; for loopback alone.
    case none
  }

  package struct Credentials: Sendable {
    package var user: String
    package var secret: Secret

    package init(user: String, secret: Secret) {
      self.user = user
      self.secret = secret
    }
  }

  /// What proves the user, or the command that prints it.
  package enum Secret: Sendable, Hashable {
    case password(String)
    case passwordCommand([String])
    /// Prints an OAuth 2.0 bearer token.
    case tokenCommand([String])

    var isCommand: Bool { if case .password = self { false } else { true } }
  }

  /// The oldest version of TLS that will do.
  package enum TLSVersion: Sendable, Hashable {
    case tls12
    case tls13
  }

  package var host: String
  package var port: Int
  package var security: Security
  /// If set, nothing is sent unless the server has accepted them (235).
  package var credentials: Credentials?
  /// Certificates of the authorities to trust instead of the system's, PEM.
  package var authoritiesFile: String?
  /// A folder of such certificates under the names that c_rehash(1) gives them.
  package var authoritiesFolder: String?
  /// "sha256//BASE64" of the server's public key (several with ";"): another certificate is refused, whoever signed it.
  package var pinnedKey: String?
  package var minimumTLS = TLSVersion.tls12
  /// The folder in which each conversation is written down; nil for none.
  package var traceFolder: String?
  /// What we call ourselves in EHLO.
  package var helloName: String
  /// Servers end sessions that go on for long; after so many mail transactions a connection is replaced.
  package var transactionsPerConnection = usualTransactions
  package static let usualTransactions = 1_000
  package var timeouts = Timeouts()

  package init(host: String, port: Int, security: Security, helloName: String) {
    self.host = host
    self.port = port
    self.security = security
    self.helloName = helloName
  }
}
