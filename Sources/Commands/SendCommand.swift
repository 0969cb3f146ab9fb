internal import ArgumentParser
internal import Configuration
internal import Gateway
internal import MailQueue
internal import Linting
internal import MailSyntax
internal import Policy

/// `presend send`: gates one message from a file and queues it, as sendmail would.
struct SendCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "send",
    abstract: "Judge one message and queue it, as sendmail would.",
    discussion: "Without --to it goes to the addresses in To, Cc and Bcc. Exit status as sendmail's: 0 queued, 77 refused or held.")

  @Argument(help: "The message; - reads standard input.", completion: .file()) var file = "-"
  @Option(help: "The sender (reverse-path); <> for none.") var from: String?
  @Option(help: "A recipient; may be given several times.") var to: [String] = []
  @Option(
    help: ArgumentHelp(
      "Send it although rules hold or reject it, if presend.yml lets them be overridden. The reason is recorded.",
      valueName: "reason"))
  var override: String?
  @OptionGroup var options: ConfigurationOptions

  func validate() throws {
    guard override?.isEmpty != true else { throw ValidationError("--override needs a reason, which is recorded") }
  }

  func run() throws {
    throw ExitCode(try send().rawValue)
  }

  private func send() throws -> ExitStatus {
    var gate: Gate
    do {
      gate = try Opened(explicit: options.config).gate(door: "send")
    } catch {
      Terminal.complain("presend: \(error)")
      return .configuration
    }
    do {
      try gate.checkReady()
      gate.overrideReason = override
      let message = IncomingMessage.read(
        try FileReading.octets(of: file, limit: gate.configuration.maximumMessageOctets))
      var arguments = try SendmailArguments(program: "sendmail", arguments: ["-i"] + (to.isEmpty ? ["-t"] : []))
      arguments.sender = from ?? message.fields(named: .from).flatMap(message.mailboxes).first?.address.wireForm
      arguments.recipients = to
      let envelope = try EnvelopeBuilder(arguments: arguments, gate: gate).envelope(for: message)
      let outcome = gate.submit(message, envelope: envelope)
      tellForbidden(outcome, gate.settings(for: message, envelope))
      let told = OutcomeText(outcome, gate: gate)
      if let line = told.line { Terminal.complain("presend: \(line)") } else { Terminal.print(told.smtpText) }
      told.wakeRelay()
      return told.status
    } catch let problem as EnvelopeBuilder.Problem {
      Terminal.complain("presend: \(problem.message)")
      return problem.status
    } catch let error as QueueError {
      Terminal.complain("presend: \(error)")
      return ExitStatus(error)
    } catch let problem as FileReading.Problem {
      Terminal.complain("presend: \(problem)")
      return .inputOutput
    }
  }

  private func tellForbidden(_ outcome: Gate.Outcome, _ settings: Settings) {
    let judgement: Judgement
    switch outcome {
    case .held(_, let held): judgement = held
    case .rejected(let rejected): judgement = rejected
    default: return
    }
    guard override != nil else { return }
    for rule in Override.forbidding(judgement, in: settings) {
      Terminal.complain(
        "presend: \(rule) is not to be overridden; “rules: { \(rule): { override: true } }” would allow it")
    }
  }
}
