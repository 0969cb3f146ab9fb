package import Configuration
package import Consent
internal import Glibc
package import MailQueue
internal import MailSyntax
package import Policy

/// What a program that takes or keeps mail works with: configuration, spool, and who wakes the relay.
package struct Opened {
  package let configuration: Configuration
  /// Where the configuration was read from; nil for the built-in one.
  package let configurationPath: String?
  package let queue: MailQueue
  package let launcher: RelayLauncher
  package let host: Host

  /// Opens what `sendmail` and the commands on the queue need. Creates nothing.
  /// - Parameter explicit: `--config`.
  package init(explicit: String? = nil) throws(OpeningError) {
    do throws(ConfigurationError) {
      (configuration, configurationPath) = try ConfigurationLoader.load(explicit: explicit, purpose: .submission)
    } catch {
      throw OpeningError(description: "\(error)")
    }
    host = Host(name: configuration.hostName)
    queue = MailQueue(
      directory: configuration.queueDirectory,
      minimumFreeOctets: UInt64(clamping: configuration.queue.minimumFreeOctets),
      makesFolders: !Host.hasForeignRights,
      // Who can write to the spool without set-group-id could fill it past any count.
      userLimits: Host.hasForeignRights
        ? UserQuota.Limits(
          messages: configuration.submission.messagesPerUser, octets: configuration.submission.octetsPerUser)
        : nil)
    launcher = RelayLauncher(
      program: Host.siblingProgram("presend-relay"), arguments: configurationPath.map { ["--config", $0] } ?? [])
  }

  /// Whether the caller may read other people's mail in the spool by rights of its own, not by those that the program
  /// lends. access(2) asks for the real user and group.
  var mayReadSpool: Bool { access(queue.directory, R_OK | W_OK) == 0 }

  /// The gate for new messages. Nothing is accepted that no smarthost is configured for.
  /// - Parameter door: what hands them in, for the record.
  package func gate(door: String, language: Language? = nil) throws(OpeningError) -> Gate {
    guard configuration.relay != nil else {
      throw OpeningError(
        description: "\(configurationPath ?? "no presend.yml was found, so that"): no smarthost is configured; "
          + "set relay.url, e.g. smtps://smtp.example.org:465 (presend init writes an example)")
    }
    return Gate(
      configuration: configuration, consent: consentStore(of: configuration), queue: queue, host: host,
      launcher: launcher, language: language ?? configuration.submission.language ?? .ofEnvironment,
      trackerLists: TrackerLists(paths: configuration.trackerLists), door: door)
  }
}

/// Why nothing can be taken: the configuration is wrong or missing.
package struct OpeningError: Error, CustomStringConvertible {
  package let description: String
}

/// The configured consent store, or the one that knows nobody.
package func consentStore(of configuration: Configuration) -> any ConsentStore {
  guard let path = configuration.consentStore else { return NoConsentStore() }
  return SQLiteConsentStore(path: path, writesNothing: true)
}

extension Language {
  /// The language of the caller's locale (LC_ALL, LC_MESSAGES, LANG: POSIX XBD 8.2); English where it is none of ours.
  package static var ofEnvironment: Language {
    for name in ["LC_ALL", "LC_MESSAGES", "LANG"] {
      if let locale = Host.environment(name), !locale.isEmpty { return locale.hasPrefix("de") ? .german : .english }
    }
    return .english
  }
}
