package import Policy

/// All of presend.yml: what judging needs (`settings`), and where consent, queue and smarthost are.
package struct Configuration: Sendable {
  package var settings = Settings()
  package var templates = TemplateSettings()
  /// The path of the SQLite consent store; nil where none is configured, and nobody has consented to anything.
  package var consentStore: String?
  /// The path of the baseline that `check` subtracts; nil where none is configured.
  package var baseline: String?
  /// The paths of the organisation's own lists of trackers.
  package var trackerLists: [String] = []
  package var queue = QueueSettings()
  package var held = HeldSettings()
  package var audit = AuditSettings()
  /// The smarthost; nil where none is configured, and nothing can be relayed.
  package var relay: RelaySettings?
  package var submission = SubmissionSettings()
  /// What this machine calls itself in EHLO, Message-IDs and notices; nil for its own name.
  package var hostName: String?

  /// Which text it was read from: its SHA-256 in hexadecimal, set by who read the file; "built-in" where there is none.
  package var digest = "built-in"

  package init() {}

  /// What counts without any file: the packs' own actions, nothing internal, no consent, no smarthost. Enough to check
  /// messages and templates; sending wants a smarthost.
  package static let builtIn = Configuration()

  /// The queue's folder.
  package var queueDirectory: String { queue.directory }
  /// Larger messages are refused.
  package var maximumMessageOctets: Int { submission.maximumMessageOctets }

  /// Reads presend.yml. An empty document is `builtIn`.
  /// - Parameters:
  ///   - yaml: the file's text.
  ///   - file: its path as the user named it, for errors; relative paths inside are taken from its folder.
  ///   - rules: the rules that may be named.
  /// - Throws: the first departure from the table of keys, in file order within each section.
  /// - Complexity: O(octets); a tenth of a millisecond for a typical file, about one when the process reads YAML first.
  package static func read(
    yaml: String, file: String, rules: KnownRules = .any
  ) throws(ConfigurationError) -> Configuration {
    guard let root = try YAMLReader(yaml: yaml, file: file) else { return .builtIn }
    return try ConfigurationReader(folder: ConfigurationReader.folder(of: file), rules: rules).configuration(root)
  }
}
