/// What to do where a smarthost cannot be used.
enum SmarthostMend {
  typealias Mend = (english: String, german: String)

  /// - Parameter word: of `presend-relay --probe`.
  static func of(_ word: String) -> Mend { mends[word] ?? other }

  /// For trouble that no word tells of.
  private static let other: Mend = (
    "relay.trace writes the conversation down (docs/install.md)",
    "relay.trace schreibt das Gespräch mit (docs/install.md)"
  )

  private static let mends: [String: Mend] = [
    "unusable": (
      "mend what it says in presend.yml or the password file",
      "in presend.yml oder der Passwortdatei beheben, was dort steht"
    ),
    "no-host": (
      "correct the name in relay.url, or the machine's name server (getent hosts NAME)",
      "den Namen in relay.url berichtigen oder den Nameserver des Rechners (getent hosts NAME)"
    ),
    "no-connection": (
      "see whether port and host in relay.url are right, the smarthost runs, and no firewall is between",
      "prüfen, ob Port und Rechner in relay.url stimmen, der Smarthost läuft und keine Firewall dazwischen steht"
    ),
    "no-answer": (
      "a firewall may swallow the connection, or the port speaks TLS first: smtps:// is for port 465, smtp:// for 587",
      "vielleicht verschluckt eine Firewall die Verbindung, oder der Port spricht sofort TLS: smtps:// ist für Port 465, "
        + "smtp:// für 587"
    ),
    "certificate": (
      "use the name that the certificate is for, trust its authority with relay.ca-file, or have it renewed; and see "
        + "whether the clock is right",
      "den Namen verwenden, für den das Zertifikat gilt, seiner Stelle mit relay.ca-file vertrauen oder es erneuern "
        + "lassen; und prüfen, ob die Uhr stimmt"
    ),
    "authorities": (
      "correct relay.ca-file or relay.ca-path, or let presend-relay read it",
      "relay.ca-file oder relay.ca-path berichtigen oder für presend-relay lesbar machen"
    ),
    "no-tls": (
      "see whether the port speaks TLS from the start (smtps://) or by STARTTLS (smtp://), and a version that "
        + "relay.tls-minimum allows",
      "prüfen, ob der Port sofort TLS spricht (smtps://) oder mit STARTTLS (smtp://), und eine Version, die "
        + "relay.tls-minimum erlaubt"
    ),
    "no-starttls": (
      "ask for the port with STARTTLS or use smtps://; nothing is sent in the clear",
      "nach dem Port mit STARTTLS fragen oder smtps:// verwenden; unverschlüsselt wird nichts versandt"
    ),
    "pinned-key": (
      "ask whether the smarthost has a new key; only then put its digest into relay.pinned-key",
      "nachfragen, ob der Smarthost einen neuen Schlüssel hat; nur dann dessen Prüfsumme in relay.pinned-key "
        + "eintragen"
    ),
    "login-refused": ("correct relay.user and the password", "relay.user und das Passwort berichtigen"),
    "no-login": (
      "take relay.user out if the smarthost wants no login, or use the port for submission (465, 587)",
      "relay.user herausnehmen, wenn der Smarthost keine Anmeldung will, oder den Port für Einlieferung verwenden "
        + "(465, 587)"
    ),
    "no-secret": (
      "run the command by hand as the user of presend-relay",
      "das Kommando von Hand als Benutzer von presend-relay ausführen"
    ),
  ]
}
