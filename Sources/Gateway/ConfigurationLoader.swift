package import Configuration
internal import Digests
internal import Glibc
internal import Linting
internal import MailQueue

/// Finds and reads presend.yml.
package enum ConfigurationLoader {
  /// - Parameters:
  ///   - explicit: `--config`.
  ///   - searchFrom: the checked file or folder; nil or "-" for the working directory. For `.check` only.
  /// - Returns: the configuration, and the file it came from; nil where there is none and the built-in one counts.
  /// - Throws: what is wrong in the file, or why it cannot be read.
  package static func load(
    explicit: String? = nil, searchFrom: String? = nil, purpose: ConfigurationSearch.Purpose
  ) throws(ConfigurationError) -> (configuration: Configuration, path: String?) {
    guard let path = try find(explicit: explicit, searchFrom: searchFrom, purpose: purpose) else {
      return (.builtIn, nil)
    }
    return (try read(path), path)
  }

  /// The file that counts; nil where there is none.
  package static func find(
    explicit: String? = nil, searchFrom: String? = nil, purpose: ConfigurationSearch.Purpose
  ) throws(ConfigurationError) -> String? {
    var places = ConfigurationSearch.Places(explicit: explicit)
    if Host.hasForeignRights {
      // The caller would choose the policy that the gateway's rights are lent for.
      if let explicit {
        throw ConfigurationError(
          file: explicit, problem: "a set-id program takes no other configuration than \(ConfigurationSearch.hostFile)",
          mend: "leave --config out")
      }
    } else {
      places.environment = Host.environment("PRESEND_CONFIG")
      // Who submits for another, such as cron, has that one's environment and the own rights.
      places.home = purpose == .check ? Host.environment("HOME") : Host.homeDirectory
    }
    if purpose == .check { places.searchFrom = absolute(searchFrom) }
    return ConfigurationSearch.find(places, for: purpose) { access($0, F_OK) == 0 }
  }

  /// Reads one file.
  package static func read(_ path: String) throws(ConfigurationError) -> Configuration {
    let octets: [UInt8]
    do {
      octets = try FileReading.octets(of: path, limit: YAMLReader.maximumOctets)
    } catch {
      throw ConfigurationError(file: path, problem: error.reason, mend: "check the path and its rights")
    }
    guard let text = String(validating: octets, as: UTF8.self) else {
      throw ConfigurationError(file: path, problem: "not UTF-8", mend: "save it as UTF-8")
    }
    var configuration = try Configuration.read(yaml: text, file: path, rules: KnownRules(RulePacks.builtIn))
    configuration.digest = Hexadecimal.text(of: SHA256.hash(octets))
    return configuration
  }

  /// The real path, or the working directory where none is given or it does not exist.
  private static func absolute(_ path: String?) -> String? {
    let named = path.flatMap { $0.isEmpty || $0 == "-" ? nil : $0 } ?? "."
    guard let real = realpath(named, nil) ?? realpath(".", nil) else { return nil }
    defer { free(real) }
    return String(cString: real)
  }
}
