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

/// When transient failures are tried again. RFC 5321 §4.5.4.1.
package struct RetrySchedule: Sendable, Hashable {
  /// Seconds to wait after each failed attempt; the last one repeats. Never empty, each at least 1.
  ///
  /// The first attempts come sooner than the half hour that RFC 5321 §4.5.4.1 names in general, since a smarthost is
  /// one's own server and greylisting or a restart is over in minutes; the repeated one obeys it.
  package var intervals = [60, 300, 900, 1_800, 3_600, 7_200, 14_400]
  /// Seconds after which presend gives up and tells the sender; RFC 5321 §4.5.4.1 wants at least 4-5 days.
  package var giveUpAfter = 5 * 86_400

  package init() {}
}
