internal import Configuration
internal import Glibc
internal import MailQueue

/// Whether each smarthost can be used: name, connection, TLS and login, as the relay does it, up to the first message.
///
/// `presend-relay --probe` does it, since it alone has libcurl and the password; by root it is done as the spool's owner.
enum SmarthostCheck {
  /// For each smarthost: a connection and some answers, each of which has 10 s (`SmarthostProbe`), and a command for the secret.
  private static let secondsPerSmarthost = 45
  private static let maximumOctets = 64 << 10

  static func of(_ installation: Installation) -> [Diagnosis] {
    guard let relay = installation.configuration.relay, let path = installation.opened.configurationPath else { return [] }
    let seconds = relay.smarthosts.count * secondsPerSmarthost
    let program = installation.opened.launcher.program
    do throws(ProgramOutput.Failure) {
      let output = try ProgramOutput(
        of: [program, "--probe", "--config", path], seconds: seconds, maximumOctets: maximumOctets)
      let found = output.octets.split(separator: UInt8(ascii: "\n")).compactMap { diagnosis($0, installation) }
      if !found.isEmpty { return found }
    } catch {
      if error == .endless {
        return [
          installation.wrong(
            .smarthost, "no answer within \(seconds) s", "keine Antwort innerhalb von \(seconds) s", mend: words(of: "no-answer"))
        ]
      }
    }
    return [
      Diagnosis(
        subject: .smarthost, state: .unknown,
        text: installation.pick("\(program) cannot be asked", "\(program) gibt keine Auskunft"),
        mend: installation.pick("see “programs” above", "siehe oben „Programme“"))
    ]
  }

  /// One line of what the probe prints: place, word, and what happened.
  static func diagnosis(_ line: some Collection<UInt8>, _ installation: Installation) -> Diagnosis? {
    let fields = line.split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false)
      .map { Terminal.safe(String(decoding: $0, as: UTF8.self)) }
    guard fields.count == 3 else { return nil }
    let (place, word, detail) = (fields[0], fields[1], fields[2])
    switch word {
    case "ready":
      return installation.right(
        .smarthost, "\(place) can be reached, encrypted and logged in to as configured",
        "\(place) ist erreichbar, Verschlüsselung und Anmeldung gelingen wie eingestellt")
    case "ready-without-login":
      return installation.right(
        .smarthost, "\(place) can be reached; the login was not tried, since systemd gives its password to the service alone",
        "\(place) ist erreichbar; die Anmeldung wurde nicht versucht, da systemd das Passwort nur dem Dienst gibt")
    case "unusable" where !installation.seesAll:
      return Diagnosis(subject: .smarthost, state: .unknown, text: detail, mend: installation.askAsRoot)
    default:
      let mend = words(of: word)
      return installation.wrong(.smarthost, detail, detail, mend: mend)
    }
  }

  /// What to do about a word of the probe.
  static func words(of word: String) -> (english: String, german: String) {
    switch word {
    case "unusable":
      ("mend what it says in presend.yml or the password file", "in presend.yml oder der Passwortdatei beheben, was dort steht")
    case "no-host":
      ("correct the name in relay.url, or the machine's name server (getent hosts NAME)",
       "den Namen in relay.url berichtigen oder den Nameserver des Rechners (getent hosts NAME)")
    case "no-connection":
      ("see whether port and host in relay.url are right, the smarthost runs, and no firewall is between",
       "prüfen, ob Port und Rechner in relay.url stimmen, der Smarthost läuft und keine Firewall dazwischen steht")
    case "no-answer":
      ("a firewall may swallow the connection, or the port speaks TLS first: smtps:// is for port 465, smtp:// for 587",
       "vielleicht verschluckt eine Firewall die Verbindung, oder der Port spricht sofort TLS: smtps:// ist für Port 465, smtp:// für 587")
    case "certificate":
      ("use the name that the certificate is for, trust its authority with relay.ca-file, or have it renewed; and see whether the "
        + "clock is right",
       "den Namen verwenden, für den das Zertifikat gilt, seiner Stelle mit relay.ca-file vertrauen oder es erneuern lassen; und "
        + "prüfen, ob die Uhr stimmt")
    case "authorities":
      ("correct relay.ca-file or relay.ca-path, or let presend-relay read it", "relay.ca-file oder relay.ca-path berichtigen oder für presend-relay lesbar machen")
    case "no-tls":
      ("see whether the port speaks TLS from the start (smtps://) or by STARTTLS (smtp://), and TLS of relay.tls-minimum",
       "prüfen, ob der Port sofort TLS spricht (smtps://) oder mit STARTTLS (smtp://), und TLS nach relay.tls-minimum")
    case "no-starttls":
      ("ask for the port with STARTTLS or use smtps://; nothing is sent in the clear",
       "nach dem Port mit STARTTLS fragen oder smtps:// verwenden; unverschlüsselt wird nichts versandt")
    case "pinned-key":
      ("ask whether the smarthost has a new key; only then put its digest into relay.pinned-key",
       "nachfragen, ob der Smarthost einen neuen Schlüssel hat; nur dann dessen Prüfsumme in relay.pinned-key eintragen")
    case "login-refused":
      ("correct relay.user and the password", "relay.user und das Passwort berichtigen")
    case "no-login":
      ("take relay.user out if the smarthost wants no login, or use the port for submission (465, 587)",
       "relay.user herausnehmen, wenn der Smarthost keine Anmeldung will, oder den Port für Einlieferung verwenden (465, 587)")
    case "no-secret":
      ("run the command by hand as the user of presend-relay", "das Kommando von Hand als Benutzer von presend-relay ausführen")
    default:
      ("relay.trace writes the conversation down (docs/install.md)", "relay.trace schreibt das Gespräch mit (docs/install.md)")
    }
  }
}
