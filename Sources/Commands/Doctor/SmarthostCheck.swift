internal import Configuration
internal import Gateway
internal import Glibc
internal import MailQueue

/// Whether each smarthost can be used: name, connection, TLS and login, as the relay does it, up to the first message.
///
/// `presend-relay --probe` does it, since it alone has libcurl and the password; by root it is done as the spool's
/// owner.
enum SmarthostCheck {
  /// For each smarthost: a connection and some answers, each of which has 10 s (`SmarthostProbe`), and a command for
  /// the secret.
  private static let secondsPerSmarthost = 45
  private static let maximumOctets = 64 << 10

  static func of(_ installation: Installation) -> [Diagnosis] {
    guard let relay = installation.configuration.relay, let path = installation.opened.configurationPath else {
      return []
    }
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
            .smarthost, "no answer within \(seconds) s", "keine Antwort innerhalb von \(seconds) s",
            mend: SmarthostMend.of("no-answer"))
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
        .smarthost,
        "\(place) can be reached; the login was not tried, since systemd gives its password to the service alone",
        "\(place) ist erreichbar; die Anmeldung wurde nicht versucht, da systemd das Passwort nur dem Dienst gibt")
    case "unusable" where !installation.seesAll:
      return Diagnosis(subject: .smarthost, state: .unknown, text: detail, mend: installation.askAsRoot)
    default:
      let mend = SmarthostMend.of(word)
      return installation.wrong(.smarthost, detail, detail, mend: mend)
    }
  }
}
