/// One smarthost, and how to get in: `relay:` in presend.yml, or one of its `fallbacks:`.
package struct SmarthostSettings: Sendable, Hashable {
  /// Whether the connection must be encrypted.
  package enum TLS: String, Sendable, CaseIterable {
    /// TLS with a checked certificate: from the first octet (`smtps`) or by STARTTLS (`smtp`).
    case required
    /// No TLS. Accepted for loopback hosts alone, where nobody else can listen in.
    case none
  }

  /// The oldest version of TLS that will do. Older ones than 1.2 are not to be used (RFC 8996).
  package enum MinimumTLS: String, Sendable, CaseIterable {
    case tls12 = "1.2"
    case tls13 = "1.3"
  }

  /// Where the secret of a login is.
  package enum Secret: Sendable, Hashable {
    /// The file whose first line is the password.
    case passwordFile(String)
    /// The name of a credential that systemd hands the service (systemd.exec(5), LoadCredential).
    case passwordCredential(String)
    /// A program, and its arguments, whose first line is the password.
    case passwordCommand([String])
    /// A program, and its arguments, whose first line is an OAuth 2.0 bearer token.
    case tokenCommand([String])

    /// The key in presend.yml.
    package var key: String {
      switch self {
      case .passwordFile: "password-file"
      case .passwordCredential: "password-credential"
      case .passwordCommand: "password-command"
      case .tokenCommand: "token-command"
      }
    }
  }

  /// Where the smarthost listens.
  package var url: RelayURL
  /// The user to authenticate as; nil to send without authentication.
  package var user: String?
  /// Where the user's secret is; nil exactly where `user` is.
  package var secret: Secret?
  /// Certificates (PEM) of the authorities to trust instead of the system's; nil for the system's.
  package var caFile: String?
  /// A folder of such certificates.
  package var caPath: String?
  /// "sha256//BASE64" of the smarthost's public key; nil for any that a trusted authority has signed.
  package var pinnedKey: String?
  package var minimumTLS = MinimumTLS.tls12
  package var tls = TLS.required

  package init(url: RelayURL) { self.url = url }
}
