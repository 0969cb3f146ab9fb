internal import ArgumentParser
internal import Configuration
internal import Gateway
internal import Policy
internal import Reporting

/// `presend doctor`: what is right with this installation, what is wrong, and the mend.
struct DoctorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Examine this installation: configuration, rights, spool, smarthost, consent store, what waits.",
    discussion: """
      It connects to each smarthost and logs in, but sends nothing and changes nothing. As root it sees all, and tries \
      the smarthost with the rights of presend-relay; what another user may not look at is “unknown”. It prints no \
      address and no secret.

      Exit status: 0 nothing is wrong (there may be warnings), 69 a smarthost cannot be used, 78 something on this \
      machine is wrong.
      """)

  @OptionGroup var options: ConfigurationOptions
  @Option(help: "The language of explanations: en or de. Otherwise that of submission.language, or as LANG says.")
  var language: Language?
  @Flag(help: "Write what was found as JSON.") var json = false
  @Flag(help: "Connect to no smarthost.") var offline = false

  func run() throws {
    let (diagnoses, language) = examine()
    Terminal.print(json ? DoctorText.json(diagnoses).indentedText : DoctorText(language: language).text(diagnoses))
    let wrong = diagnoses.filter { $0.state == .error }
    if wrong.isEmpty { return }
    let status: ExitStatus = wrong.allSatisfy { $0.subject == .smarthost } ? .unavailable : .configuration
    throw ExitCode(status.rawValue)
  }

  /// - Returns: what was found, and the language it is told in.
  private func examine() -> ([Diagnosis], Language) {
    let installation: Installation
    do throws(OpeningError) {
      let opened = try Opened(explicit: options.config)
      // A set-group-id program has no environment to ask.
      let configured = opened.configuration.submission.language
      installation = Installation(opened, language: language ?? configured ?? .ofEnvironment)
    } catch {
      let language = language ?? .ofEnvironment
      return ([ConfigurationCheck.unreadable(error, language)], language)
    }
    var checks = [
      ConfigurationCheck.of, ProgramsCheck.of, SendmailLinksCheck.of, SpoolCheck.of, RoomCheck.of, SecretsCheck.of,
    ]
    if !offline { checks.append(SmarthostCheck.of) }
    checks += [
      ConsentStoreCheck.of, KeysCheck.of, RelayServiceCheck.of, WaitingMailCheck.of, AuditCheck.of, ClockCheck.of,
    ]
    return (checks.flatMap { $0(installation) }, installation.language)
  }
}
