internal import ArgumentParser
internal import Configuration
internal import Gateway
internal import Glibc
internal import Linting
internal import Policy
internal import Reporting

/// `presend config`: what counts, whether it can be read, and its schema.
struct ConfigCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "config",
    abstract: "Check, show or describe the configuration presend.yml.",
    subcommands: [Check.self, Show.self, Schema.self])

  /// `presend config check`
  struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "check",
      abstract: "Say whether presend.yml can be read, and what it leaves out.",
      discussion: "Exit status: 0 it can be read, 1 it is wrong (the first error is shown), 2 there is none.")

    @Argument(
      help: ArgumentHelp("The file to check; without it the one that counts here.", valueName: "file"),
      completion: .file())
    var file: String?
    @OptionGroup var options: ConfigurationOptions

    func run() throws {
      do throws(ConfigurationError) {
        let found = try ConfigurationLoader.find(explicit: file ?? options.config, purpose: .check)
        guard let path = found else {
          Terminal.complain("presend: there is no presend.yml here; “presend init” writes one")
          throw ConfigurationError(file: "", problem: "", mend: "")
        }
        let configuration = try ConfigurationLoader.read(path)
        for note in ConfigurationNotes.of(configuration) { Terminal.print("\(path): note: \(note)") }
        Terminal.print("\(path): ok")
      } catch {
        if error.file.isEmpty { throw ExitCode(2) }
        Terminal.complain("\(error)")
        throw ExitCode(1)
      }
    }
  }

  /// `presend config show`
  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "show",
      abstract: "Print all that counts, defaults included, as presend.yml. Passwords are never part of it.")

    @OptionGroup var options: ConfigurationOptions

    func run() throws {
      do throws(ConfigurationError) {
        let (configuration, path) = try ConfigurationLoader.load(explicit: options.config, purpose: .check)
        Terminal.print("# from \(path ?? "the built-in configuration: no presend.yml was found")")
        Terminal.write(Array(configuration.yaml.utf8), to: STDOUT_FILENO)
      } catch {
        Terminal.complain("\(error)")
        throw ExitCode(2)
      }
    }
  }

  /// `presend config schema`
  struct Schema: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "schema",
      abstract: "Print the JSON Schema of presend.yml, for editors that complete and check it, or of a report.")

    enum Document: String, ExpressibleByArgument, CaseIterable {
      case configuration
      case checkJSON = "check-json"
    }

    @Option(help: "What to describe: configuration (presend.yml), or check-json, the report of check --format json.")
    var of = Document.configuration

    func run() {
      let schema =
        switch of {
        case .configuration: ConfigurationSchema.json(rules: KnownRules(RulePacks.builtIn))
        case .checkJSON: CheckSchema.json
        }
      Terminal.write(Array(schema.utf8), to: STDOUT_FILENO)
    }
  }
}

/// What a configuration that can be read may still lack.
enum ConfigurationNotes {
  static func of(_ configuration: Configuration) -> [String] {
    var notes: [String] = []
    if configuration.settings.organisation.domains.isEmpty {
      notes.append("organisation.domains is empty, so every recipient counts as external")
    }
    notes += TemplateSettingsNotes.of(configuration.templates)
    if let store = configuration.consentStore {
      if access(store, F_OK) != 0 {
        notes.append("the consent store \(store) does not exist yet; “presend consent grant” and “import” make it")
      }
    } else {
      notes.append("no consent store, so nobody counts as having consented")
    }
    guard let relay = configuration.relay else {
      notes.append("no relay, so messages can be checked but not sent")
      return notes
    }
    let files = relay.smarthosts.flatMap(Self.files) + [("trace", relay.traceFolder)]
    for (key, file) in files {
      if let file, access(file, R_OK) != 0 {
        notes.append("relay.\(key) \(file): \(String(cString: strerror(errno))) (as this user)")
      }
    }
    return notes
  }
  /// The files and folders that the relay opens for a smarthost, by key.
  private static func files(of smarthost: SmarthostSettings) -> [(String, String?)] {
    let authorities = [("ca-file", smarthost.caFile), ("ca-path", smarthost.caPath)]
    return switch smarthost.secret {
    case .passwordFile(let path): [("password-file", path)] + authorities
    case .passwordCommand(let words): [("password-command", words.first)] + authorities
    case .tokenCommand(let words): [("token-command", words.first)] + authorities
    case .passwordCredential, nil: authorities
    }
  }
}
