internal import Configuration
internal import Glibc
internal import MailQueue
internal import MailSyntax

/// presend under the name of sendmail, mailq or newaliases.
package struct SendmailProgram {
  /// The whole program, by the name under which it was started. Does not return.
  package static func main() -> Never {
    ProcessStart.prepare()
    let name = CommandLine.arguments.first?.split(separator: "/").last.map(String.init) ?? "sendmail"
    var program = SendmailProgram(program: name, arguments: Array(CommandLine.arguments.dropFirst()))
    exit(program.run().rawValue)
  }

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
      return try run(SendmailArguments(program: program, arguments: arguments))
    } catch let problem as SendmailArguments.Problem {
      return fail(.usage, problem.message)
    } catch let problem as OpeningError {
      return fail(.configuration, problem.description)
    } catch let error as QueueError {
      return fail(ExitStatus(error), "\(error)")
    } catch let problem as EnvelopeBuilder.Problem {
      return fail(problem.status, problem.message)
    } catch {
      return fail(.software, "\(error)")
    }
  }

  private mutating func run(_ arguments: SendmailArguments) throws -> ExitStatus {
    switch arguments.mode {
    case .aliases: break
    case .listQueue(let asJSON): try listQueue(asJSON: asJSON)
    case .flush(let ids): return try flush(ids)
    case .deliver: return try deliver(arguments)
    case .smtpSession:
      do throws(OpeningError) {
        var runner = SMTPSessionRunner(gate: try Opened().gate(door: "smtp"), input: input)
        return runner.run()
      } catch {
        SMTPSessionRunner.refuse(error.description)
        throw error
      }
    case .verify: return try verify(arguments)
    }
    return .accepted
  }

  private mutating func deliver(_ arguments: SendmailArguments) throws -> ExitStatus {
    let gate = try Opened().gate(door: "sendmail")
    try gate.checkReady()
    let limit = gate.configuration.maximumMessageOctets
    guard let octets = readMessage(arguments, limit: limit) else {
      return fail(
        .data, "the message is larger than the limit of \(limit) octets (submission.maximum-message-octets)")
    }
    if let reason = input.failureReason { return fail(.inputOutput, "standard input cannot be read: \(reason)") }
    let message = IncomingMessage.read(octets)
    let envelope = try EnvelopeBuilder(arguments: arguments, gate: gate).envelope(for: message)
    let told = OutcomeText(gate.submit(message, envelope: envelope, fullName: arguments.fullName), gate: gate)
    if let line = told.line { Terminal.complain("\(program): \(line)") }
    told.wakeRelay()
    return told.status
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

  /// Says which recipients were read; nothing is sent.
  private mutating func verify(_ arguments: SendmailArguments) throws -> ExitStatus {
    let gate = try Opened().gate(door: "sendmail")
    Host.dropForeignRights()
    let message =
      arguments.takesRecipientsFromFields
      ? IncomingMessage.read(input.readAll(limit: 1 << 20) ?? []) : Message.parse([])
    let envelope = try EnvelopeBuilder(arguments: arguments, gate: gate).envelope(for: message)
    for recipient in envelope.recipients {
      Terminal.print("\(recipient.wireForm) ... deliverable through the smarthost")
    }
    return .accepted
  }

  /// Shows what the caller may see. Nothing is changed, so the program keeps the rights that it needs to look.
  private func listQueue(asJSON: Bool) throws {
    let opened = try Opened()
    let listing = PostfixListing(
      of: try opened.queue.list(.queue) + opened.queue.list(.held) + opened.queue.list(.failed),
      visibleTo: opened.configuration.submission.mailq == .all || opened.mayReadSpool ? nil : opened.host.userID)
    for line in asJSON ? listing.json : [listing.text] { Terminal.print(line) }
  }

  /// A caller without rights of its own to the spool asks the relay and touches no entry: what it does could be stopped
  /// half-way.
  private mutating func flush(_ ids: [String]) throws -> ExitStatus {
    let opened = try Opened()
    guard opened.mayReadSpool else {
      if WakeChannel(of: opened.queue).signal(.flush) { return .accepted }
      return fail(.unavailable, "presend-relay is not running; what waits is sent when it is started")
    }
    for id in try opened.queue.ids(in: .queue) where ids.isEmpty || ids.contains(id.text) {
      try? opened.queue.retry(id, at: Host.now)
    }
    opened.launcher.wake(for: nil, of: opened.queue)
    return .accepted
  }

  private mutating func fail(_ status: ExitStatus, _ message: String) -> ExitStatus {
    input.drain()
    Terminal.complain("\(program): \(message)")
    return status
  }
}
