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
    package var password: String

    package init(user: String, password: String) {
      self.user = user
      self.password = password
    }
  }

  package var host: String
  package var port: Int
  package var security: Security
  /// If set, nothing is sent unless the server has accepted them (235).
  package var credentials: Credentials?
  /// Certificates of the authorities to trust instead of the system's, PEM.
  package var authoritiesFile: String?
  /// What we call ourselves in EHLO.
  package var helloName: String
  package var timeouts = Timeouts()

  package init(host: String, port: Int, security: Security, helloName: String) {
    self.host = host
    self.port = port
    self.security = security
    self.helloName = helloName
  }
}
