/// Where presend.yml is looked for. Pure: whether a file is there is asked of the caller.
package enum ConfigurationSearch {
  /// What the configuration is for.
  package enum Purpose: Sendable {
    /// Checking files: the nearest presend.yml above them counts before the user's and the host's, so that a repository
    /// brings its own.
    case check
    /// Taking in messages and looking after them: never a file from the working directory, which is anybody's.
    case submission
  }

  /// Where to look.
  package struct Places: Sendable {
    /// `--config`.
    package var explicit: String?
    /// `$PRESEND_CONFIG`; pass nil in a set-id process, whose environment is its caller's.
    package var environment: String?
    /// The checked file or folder, absolute; for `.check`.
    package var searchFrom: String?
    /// The user's home, absolute; nil in a set-id process.
    package var home: String?

    package init(
      explicit: String? = nil, environment: String? = nil, searchFrom: String? = nil, home: String? = nil
    ) {
      self.explicit = explicit
      self.environment = environment
      self.searchFrom = searchFrom
      self.home = home
    }
  }

  package static let fileName = "presend.yml"
  /// The host's file.
  package static let hostFile = "/etc/presend/presend.yml"

  /// The file to read; nil where there is none, and `Configuration.builtIn` counts.
  ///
  /// A file that was named, by `--config` or `$PRESEND_CONFIG`, is returned without a look: if it is missing that is an
  /// error, not a reason to go on with another policy.
  package static func find(_ places: Places, for purpose: Purpose, exists: (String) -> Bool) -> String? {
    if let named = places.explicit ?? places.environment, !named.isEmpty { return named }
    return candidates(places, for: purpose).first(where: exists)
  }

  /// The files to look for, in order.
  package static func candidates(_ places: Places, for purpose: Purpose) -> [String] {
    var paths: [String] = []
    if purpose == .check, let start = places.searchFrom, start.hasPrefix("/") {
      var folder = start.split(separator: "/", omittingEmptySubsequences: true)
      while true {
        paths.append((folder.isEmpty ? "" : "/" + folder.joined(separator: "/")) + "/" + fileName)
        guard folder.popLast() != nil else { break }
      }
    }
    if let home = places.home, home.hasPrefix("/") { paths.append(home + "/.config/presend/" + fileName) }
    paths.append(hostFile)
    return paths
  }
}
