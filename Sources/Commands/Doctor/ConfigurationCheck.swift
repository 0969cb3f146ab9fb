internal import Configuration
internal import Gateway
internal import Glibc
internal import Policy

/// Whether the configuration is the one that counts, whole enough to send mail, and nobody's to change.
enum ConfigurationCheck {
  static func of(_ installation: Installation) -> [Diagnosis] {
    guard let path = installation.opened.configurationPath else { return [missing(installation)] }
    let found = rights(path, installation) + content(path, installation)
    return found.isEmpty
      ? [installation.right(.configuration, "\(path) can be read", "\(path) ist lesbar")] : found
  }

  /// What is said where it cannot be read at all.
  static func unreadable(_ error: OpeningError, _ language: Language) -> Diagnosis {
    Diagnosis(
      subject: .configuration, state: .error, text: "\(error)",
      mend: language == .german
        ? "beheben, was dort steht; darf nur root die Datei lesen: sudo presend doctor"
        : "mend what it says; where root alone may read the file: sudo presend doctor")
  }

  private static func missing(_ installation: Installation) -> Diagnosis {
    installation.wrong(
      .configuration, "there is no presend.yml: nothing can be sent",
      "es gibt keine presend.yml: nichts kann versandt werden",
      command: "presend init --output \(ConfigurationSearch.hostFile)")
  }

  private static func rights(_ path: String, _ installation: Installation) -> [Diagnosis] {
    guard let file = FileFacts(of: path) else { return [] }
    let relay = installation.relayAccount
    var found: [Diagnosis] = []
    if file.permissions & (S_IWGRP | S_IWOTH) != 0 {
      found.append(
        installation.wrong(
          .configuration, "\(path): others than its owner may change the policy (mode \(file.permissionText))",
          "\(path): nicht nur der Eigentümer darf die Regeln ändern (Modus \(file.permissionText))",
          command: "chmod go-w \(path)"))
    }
    let obstacle = relay.obstacle(onTheWayTo: path)
    if obstacle != nil || !relay.may(.read, file) {
      found.append(
        installation.wrong(
          .configuration, "\(path): presend-relay, which runs as \(relay.name), may not read it",
          "\(path): presend-relay läuft als \(relay.name) und darf sie nicht lesen",
          command: obstacle.map { "chmod a+x \($0)" } ?? "chgrp \(relay.name) \(path) && chmod 640 \(path)"))
    }
    if installation.isShared, let group = installation.spool?.group, !isReadable(file, for: group) {
      found.append(
        installation.wrong(
          .configuration,
          "\(path): the group that presend lends its callers may not read it, so no mail is taken from them",
          "\(path): die Gruppe, die presend ausleiht, darf sie nicht lesen; von anderen wird keine Mail angenommen",
          command: "chgrp \(group) \(path) && chmod 640 \(path)"))
    }
    if installation.isShared, path != ConfigurationSearch.hostFile {
      found.append(
        installation.warning(
          .configuration, "\(path) is not what a set-group-id presend-sendmail reads",
          "\(path) ist nicht die Datei, die ein set-group-id presend-sendmail liest",
          mend: ("put it to \(ConfigurationSearch.hostFile)", "nach \(ConfigurationSearch.hostFile) legen")))
    }
    return found
  }

  private static func isReadable(_ file: FileFacts, for group: gid_t) -> Bool {
    file.permissions & S_IROTH != 0 || (file.group == group && file.permissions & S_IRGRP != 0)
  }

  private static func content(_ path: String, _ installation: Installation) -> [Diagnosis] {
    let configuration = installation.configuration
    var found: [Diagnosis] = []
    if configuration.relay == nil {
      found.append(
        installation.wrong(
          .configuration, "\(path) names no smarthost: nothing can be sent",
          "\(path) nennt keinen Smarthost: nichts kann versandt werden",
          mend: (
            "set relay.url, e.g. smtps://smtp.example.org:465", "relay.url setzen, z. B. smtps://smtp.example.org:465"
          )))
    }
    if configuration.settings.organisation.domains.isEmpty {
      found.append(
        installation.warning(
          .configuration, "organisation.domains is empty: everybody counts as a stranger",
          "organisation.domains ist leer: alle gelten als fremd",
          mend: ("name your domains there", "dort die eigenen Domains nennen")))
    }
    if configuration.settings.mode == .shadow {
      found.append(
        installation.warning(
          .configuration, "mode: shadow: mail is judged and recorded, but nothing is changed or stopped",
          "mode: shadow: Mail wird beurteilt und verzeichnet, aber nichts geändert oder angehalten",
          mend: (
            "take the line out when “presend audit report” looks right",
            "die Zeile herausnehmen, wenn „presend audit report“ überzeugt"
          )))
    }
    return found
  }
}
