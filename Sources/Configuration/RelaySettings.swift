/// The smarthost that accepted mail is handed to, and how: `relay:` in presend.yml.
package struct RelaySettings: Sendable, Hashable {
  /// Whether the connection must be encrypted.
  package enum TLS: String, Sendable, CaseIterable {
    /// TLS with a checked certificate: from the first octet (`smtps`) or by STARTTLS (`smtp`).
    case required
    /// No TLS. Accepted for loopback hosts alone, where nobody else can listen in.
    case none
  }

  /// Where the smarthost listens.
  package var url: RelayURL
  /// The user to authenticate as; nil to send without authentication.
  package var user: String?
  /// The file whose first line is the password; nil exactly where `user` is.
  package var passwordFile: String?
  /// Certificates (PEM) of the authorities to trust instead of the system's; nil for the system's.
  package var caFile: String?
  package var tls = TLS.required
  package var retry = RetrySchedule()

  package init(url: RelayURL) { self.url = url }
}
