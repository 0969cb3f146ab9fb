internal import Configuration
internal import Glibc

/// Whether the relay can have its passwords, and nobody else.
enum SecretsCheck {
  static func of(_ installation: Installation) -> [Diagnosis] {
    let smarthosts = installation.configuration.relay?.smarthosts ?? []
    let found = smarthosts.compactMap(\.secret).flatMap { secret in
      switch secret {
      case .passwordFile(let path): file(path, installation)
      case .passwordCredential(let name): [credential(name, installation)]
      case .passwordCommand(let words), .tokenCommand(let words): command(words.first ?? "", secret.key, installation)
      }
    }
    return found.isEmpty && !smarthosts.isEmpty
      ? [installation.right(.secrets, "the smarthost wants no login", "der Smarthost verlangt keine Anmeldung")] : found
  }

  private static func file(_ path: String, _ installation: Installation) -> [Diagnosis] {
    let relay = installation.relayAccount
    guard let file = FileFacts(of: path) else {
      if FileFacts.isHidden(path), !installation.seesAll { return [installation.hidden(.secrets, path)] }
      return [
        installation.wrong(
          .secrets, "\(path) is not there", "\(path) gibt es nicht",
          command: "install -o \(relay.name) -m 600 /dev/stdin \(path)")
      ]
    }
    var found: [Diagnosis] = []
    if file.permissions & 0o077 != 0 {
      found.append(
        installation.wrong(
          .secrets, "\(path): others than its owner may read the password (mode \(file.permissionText))",
          "\(path): nicht nur der Eigentümer darf das Passwort lesen (Modus \(file.permissionText))",
          command: "chown \(relay.name) \(path) && chmod 600 \(path)"))
    }
    if let obstacle = relay.obstacle(onTheWayTo: path) {
      found.append(
        installation.wrong(
          .secrets, "\(path): \(relay.name), as whom presend-relay runs, may not go through \(obstacle)",
          "\(path): \(relay.name), als wer presend-relay läuft, darf nicht durch \(obstacle)",
          command: "chmod a+x \(obstacle)"))
    } else if !relay.may(.read, file) {
      found.append(
        installation.wrong(
          .secrets, "\(path): \(relay.name), as whom presend-relay runs, may not read it",
          "\(path): \(relay.name), als wer presend-relay läuft, darf es nicht lesen",
          command: "chown \(relay.name) \(path) && chmod 600 \(path)"))
    }
    if file.size == 0 {
      found.append(
        installation.wrong(
          .secrets, "\(path) is empty", "\(path) ist leer",
          mend: ("put the password into its first line", "das Passwort in die erste Zeile schreiben")))
    }
    return found.isEmpty
      ? [
        installation.right(
          .secrets, "\(path) is for \(Account(file.owner).name) alone",
          "\(path) ist nur für \(Account(file.owner).name) lesbar")
      ] : found
  }

  private static func credential(_ name: String, _ installation: Installation) -> Diagnosis {
    installation.right(
      .secrets, "the password comes from systemd, as credential \(name); it alone knows whether it is there",
      "das Passwort kommt von systemd, als Credential \(name); nur dort ist bekannt, ob es da ist")
  }

  private static func command(_ path: String, _ key: String, _ installation: Installation) -> [Diagnosis] {
    let relay = installation.relayAccount
    guard let program = FileFacts(of: path), relay.obstacle(onTheWayTo: path) == nil, relay.may(.pass, program) else {
      if FileFacts.isHidden(path), !installation.seesAll { return [installation.hidden(.secrets, path)] }
      return [
        installation.wrong(
          .secrets, "\(path) is not there, or \(relay.name) may not run it",
          "\(path) gibt es nicht, oder \(relay.name) darf es nicht starten",
          mend: (
            "give relay.\(key) the full path of a program", "unter relay.\(key) den vollen Pfad eines Programms nennen"
          ))
      ]
    }
    if program.permissions & S_IWOTH != 0 {
      return [
        installation.wrong(
          .secrets, "\(path): everybody may change the program that gets the password",
          "\(path): alle dürfen das Programm ändern, das das Passwort holt", command: "chmod o-w \(path)")
      ]
    }
    return [
      installation.right(
        .secrets, "\(path) prints the secret; \(relay.name) may run it",
        "\(path) nennt das Geheimnis; \(relay.name) darf es starten")
    ]
  }
}
