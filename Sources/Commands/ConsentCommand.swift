internal import ArgumentParser
internal import Configuration
internal import Consent
internal import Gateway
internal import MailSyntax
internal import Policy

/// `presend consent`: who agreed to what.
struct ConsentCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "consent",
    abstract: "Record, show, import and export who agreed to what.",
    discussion: """
      A person may agree to mail, tracking, disclosure (their address shown to others) and storage, each apart from \
      the others. Nothing is ever changed or deleted: each declaration is added, and the latest one counts. What nobody \
      declared is unknown, and unknown means no.

      Exit status: 0 done, 1 what was asked is wrong and nothing was recorded, 2 the store or the configuration cannot \
      be used.
      """,
    subcommands: [
      ConsentGrantCommand.self, ConsentRequestCommand.self, ConsentDenyCommand.self, ConsentWithdrawCommand.self,
      ConsentShowCommand.self,
      ConsentImportCommand.self, ConsentExportCommand.self,
    ])
}

/// Which store a command works on.
struct ConsentStoreOptions: ParsableArguments {
  @OptionGroup var configuration: ConfigurationOptions
  @Option(
    help: ArgumentHelp("Use this SQLite file, not the one that presend.yml names.", valueName: "file"),
    completion: .file())
  var store: String?

  /// The path of the store.
  func path() throws -> String {
    if let store { return store }
    let (configuration, file) = try ConfigurationLoader.load(explicit: configuration.config, purpose: .submission)
    guard let path = configuration.consentStore else {
      throw ConsentError(
        .missing, "no consent store is configured\(file.map { " in \($0)" } ?? "")",
        mend: "add “consent: { store: \"sqlite:/path/of/consent.db\" }” to presend.yml, or give --store")
    }
    return path
  }
}

/// What became of a command, as an exit status and a line on standard error.
enum ConsentFailure {
  /// Runs the work of a command; says what went wrong, and exits with the status that `presend consent` promises.
  static func reporting(_ work: () throws -> Void) throws {
    do {
      try work()
    } catch let error as ConsentError {
      Terminal.complain("presend: \(error)")
      throw ExitCode(error.kind == .request ? 1 : 2)
    } catch let error as ConsentTable.Refusals {
      Terminal.complain("\(error)")
      Terminal.complain("presend: nothing was imported")
      throw ExitCode(1)
    } catch let error as ExitCode {
      throw error
    } catch {
      Terminal.complain("presend: \(error)")
      throw ExitCode(2)
    }
  }

  /// An address as a person typed it.
  static func address(_ text: String) throws(ConsentError) -> AddrSpec {
    guard let address = AddrSpec(parsing: text), !address.domain.isEmpty else {
      throw ConsentError(.request, "\(Terminal.quoted(text)) is no mail address", mend: "write NAME@DOMAIN")
    }
    return address
  }
}

extension Purpose: ExpressibleByArgument {}
