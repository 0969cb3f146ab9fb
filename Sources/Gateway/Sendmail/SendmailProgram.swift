internal import Configuration
internal import Glibc
internal import MailQueue
internal import MailSyntax

/// presend under the name of sendmail, mailq or newaliases.
struct SendmailProgram {
  let program: String
  let arguments: [String]
  private var input = StandardInput()

  init(program: String, arguments: [String]) {
    self.program = program
    self.arguments = arguments
  }

  /// - Returns: the status to exit with; what went wrong has been said in one line on standard error.
  mutating func run() -> ExitStatus {
    do {
      let arguments = try SendmailArguments(program: program, arguments: arguments)
      return try run(arguments)
    } catch let problem as SendmailArguments.Problem {
      return fail(.usage, problem.message)
    } catch let problem as GatewayOpeningError {
      return fail(problem.status, problem.description)
    } catch {
      return fail(.software, "\(error)")
    }
  }

  private mutating func run(_ arguments: SendmailArguments) throws -> ExitStatus {
    switch arguments.mode {
    case .aliases: return .accepted
    case .listQueue:
      Terminal.print(QueueListing.text(of: try QueueOpening.open(), now: Host.now))
      return .accepted
    case .flush(let ids):
      try QueueOpening.flush(ids: ids)
      return .accepted
    case .deliver: return try deliver(arguments)
    case .smtpSession: return try SMTPSessionRunner(gate: GateOpening.open(), input: input).run()
    case .verify: return try verify(arguments)
    }
  }

  private mutating func deliver(_ arguments: SendmailArguments) throws -> ExitStatus {
    let gate = try GateOpening.open()
    guard let octets = readMessage(arguments, limit: gate.configuration.maximumMessageOctets) else {
      return fail(.data, "the message is larger than the limit of \(gate.configuration.maximumMessageOctets) octets "
        + "(submission.maximum-message-octets)")
    }
    if let error = input.failure {
      return fail(.inputOutput, "standard input cannot be read: \(String(cString: strerror(error)))")
    }
    let message = IncomingMessage.read(octets)
    do throws(EnvelopeBuilder.Problem) {
      let envelope = try EnvelopeBuilder(arguments: arguments, gate: gate).envelope(for: message)
      let outcome = gate.submit(message, envelope: envelope, fullName: arguments.fullName)
      return finish(outcome, gate: gate, arguments: arguments)
    } catch {
      return fail(error.status, error.message)
    }
  }

  /// nil when it is larger than the limit.
  private mutating func readMessage(_ arguments: SendmailArguments, limit: Int) -> [UInt8]? {
    guard let octets = input.readAll(limit: limit) else { return nil }
    guard !arguments.ignoresDots else { return octets }
    let result = DotConvention.apply(to: octets)
    if result.ignoredOctets > 0 {
      Terminal.complain(
        "\(program): \(result.ignoredOctets) octets behind a line with a single dot are not part of the message; "
          + "give -i to send them too")
    }
    return result.octets
  }

  private mutating func verify(_ arguments: SendmailArguments) throws -> ExitStatus {
    fatalError("adapt")
  }

  private func finish(_ outcome: Gate.Outcome, gate: Gate, arguments: SendmailArguments) -> ExitStatus {
    fatalError("adapt")
  }

  private mutating func fail(_ status: ExitStatus, _ message: String) -> ExitStatus {
    input.drain()
    Terminal.complain("\(program): \(message)")
    return status
  }
}
