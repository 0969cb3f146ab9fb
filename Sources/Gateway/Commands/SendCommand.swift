internal import ArgumentParser
internal import Configuration
internal import MailQueue
internal import MailSyntax

/// `presend send`: gates one message from a file and queues it, as sendmail would.
struct SendCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "send",
    abstract: "Judge one message and queue it, as sendmail would.",
    discussion: "Without --to it goes to the addresses in To, Cc and Bcc. Exit status as sendmail's: 0 queued, 77 refused or held.")

  @Argument(help: "The message; - reads standard input.", completion: .file()) var file = "-"
  @Option(help: "The sender (reverse-path); <> for none.") var from: String?
  @Option(help: "A recipient; may be given several times.") var to: [String] = []
  @OptionGroup var options: ConfigurationOptions

  func run() throws {
    throw ExitCode(try send().rawValue)
  }

  private func send() throws -> ExitStatus {
    let gate: Gate
    do {
      gate = try Opened(explicit: options.config).gate(door: "send")
    } catch {
      Terminal.complain("presend: \(error)")
      return .configuration
    }
    do {
      try gate.checkReady()
      let message = IncomingMessage.read(
        try FileReading.octets(of: file, limit: gate.configuration.maximumMessageOctets))
      var arguments = try SendmailArguments(program: "sendmail", arguments: ["-i"] + (to.isEmpty ? ["-t"] : []))
      arguments.sender = from ?? message.fields(named: .from).flatMap(message.mailboxes).first?.address.wireForm
      arguments.recipients = to
      let envelope = try EnvelopeBuilder(arguments: arguments, gate: gate).envelope(for: message)
      let told = OutcomeText(gate.submit(message, envelope: envelope), gate: gate)
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
}
