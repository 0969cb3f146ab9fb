internal import Configuration
internal import Glibc
internal import MailQueue
internal import MailSyntax

/// Runs an SMTP dialogue on standard input and output: reads lines, answers, takes the data, submits it.
struct SMTPSessionRunner {
  let gate: Gate
  private var input: StandardInput
  private var session: SMTPSession
  private var refusals = 0

  /// Who is refused so often does not read the replies; Postfix's `smtpd_hard_error_limit` is 20, for strangers.
  private static let maximumRefusals = 100

  init(gate: Gate, input: StandardInput) {
    self.gate = gate
    self.input = input
    session = SMTPSession(
      hostName: gate.host.name, maximumOctets: gate.configuration.maximumMessageOctets,
      defaultDomain: gate.configuration.submission.defaultDomain ?? gate.host.name)
  }

  /// - Returns: what to exit with: always 0 once the dialogue has begun, since every message has had its reply.
  mutating func run() -> ExitStatus {
    reply(session.greeting)
    while let line = input.readLine(limit: SMTPSession.maximumLineOctets) {
      guard line.last == UInt8(ascii: "\n") else {
        if input.isAtEnd { break }
        skipLine()
        reply("500 5.5.2 The line is longer than \(SMTPSession.maximumLineOctets) octets")
        continue
      }
      let endsInCRLF = line.dropLast().last == UInt8(ascii: "\r")
      switch session.answer(to: String(decoding: line.dropLast(endsInCRLF ? 2 : 1), as: UTF8.self)) {
      case .reply(let text):
        reply(text)
        if text.hasPrefix("5") { refusals += 1 }
        if refusals >= Self.maximumRefusals {
          reply("421 4.7.0 Too many errors")
          input.drain()
          return .accepted
        }
      case .startData(let text): takeData(inviting: text, endsInCRLF: endsInCRLF)
      case .close(let text):
        reply(text)
        return .accepted
      }
    }
    return .accepted
  }

  /// Reads to the line with the dot, submits, and says what became of it.
  ///
  /// The dot ends the data only with the line ends of the dialogue itself. A bare LF before or behind it in a dialogue
  /// of CRLF is content: who takes it for an end lets a message smuggle in another (CVE-2023-51764).
  private mutating func takeData(inviting text: String, endsInCRLF: Bool) {
    defer { session.reset() }
    do throws(QueueError) {
      try gate.checkReady()
    } catch {
      let code = ExitStatus(error).smtpReply
      return reply("\(code.code) \(code.enhanced) presend: \(error)")
    }
    reply(text)
    guard let envelope = session.envelope, let octets = readData(endsInCRLF: endsInCRLF) else {
      if input.isAtEnd { return }
      return reply("552 5.3.4 The message is larger than the limit of \(session.maximumOctets) octets")
    }
    let outcome = gate.submit(IncomingMessage.read(octets), envelope: envelope, requests: session.requests)
    let explanation = OutcomeText(outcome, gate: gate)
    let code = explanation.status.smtpReply
    reply("\(code.code) \(code.enhanced) \(explanation.smtpText)")
    explanation.wakeRelay()
  }

  /// nil at the end of input (the caller has gone: nothing is accepted), or when it is too large.
  private mutating func readData(endsInCRLF: Bool) -> [UInt8]? {
    var octets: [UInt8] = []
    var isTooLarge = false
    var isAtLineStart = true
    let end = Array((endsInCRLF ? ".\r\n" : ".\n").utf8)
    while let piece = input.readLine(limit: StandardInput.pieceOctets) {
      if isAtLineStart && piece.elementsEqual(end) { return isTooLarge ? nil : octets }
      let content = isAtLineStart && piece.first == UInt8(ascii: ".") ? piece.dropFirst() : piece
      isAtLineStart = endsInCRLF ? piece.suffix(2).elementsEqual("\r\n".utf8) : piece.last == UInt8(ascii: "\n")
      if octets.count + content.count > session.maximumOctets { isTooLarge = true }
      if !isTooLarge { octets += content }
    }
    return nil
  }

  private mutating func skipLine() {
    while let rest = input.readLine(limit: SMTPSession.maximumLineOctets), rest.last != UInt8(ascii: "\n") {}
  }

  private func reply(_ text: String) { Self.reply(text) }

  private static func reply(_ text: String) { Terminal.write(Array((text + "\r\n").utf8), to: STDOUT_FILENO) }

  /// Greets a caller whom nothing can be taken from: it waits for a reply, and may never look at the exit status. RFC
  /// 5321 §3.1.
  static func refuse(_ reason: String) {
    reply("421 4.3.0 \(OutcomeText.replyText("presend: " + reason))")
  }
}
