internal import Configuration
internal import Linting
internal import MailQueue
internal import Policy

/// What a submitter is told of an outcome: one line that names the rule, the mend and the queue id, and a status.
package struct OutcomeText {
  let outcome: Gate.Outcome
  package let gate: Gate

  package init(_ outcome: Gate.Outcome, gate: Gate) {
    self.outcome = outcome
    self.gate = gate
  }

  package var status: ExitStatus {
    switch outcome {
    case .queued: .accepted
    case .held: gate.configuration.submission.heldExit == .accepted ? .accepted : .policy
    case .rejected: .policy
    case .failed(let status, _): status
    }
  }

  /// For standard error; nil when all is well.
  package var line: String? {
    switch outcome {
    case .queued: nil
    case .held(let id, let judgement):
      held(id, judgement)
    case .rejected(let judgement):
      gate.language == .german
        ? "nicht angenommen: \(reasons(judgement)); mehr dazu mit: presend explain \(firstRule(judgement))"
        : "not accepted: \(reasons(judgement)); more with: presend explain \(firstRule(judgement))"
    case .failed(_, let reason): reason
    }
  }

  /// For the reply to DATA. RFC 5321 §4.5.3.1.5 gives a reply line 512 octets; ours are cut well below.
  package var smtpText: String {
    switch outcome {
    case .queued(let id, _): "Ok: queued as \(id)"
    default: Self.replyText("presend: \(line ?? "Ok")")
    }
  }

  /// Starts or wakes the program that relays, when there is something to relay. A set-group-id program only wakes it:
  /// the relay's password is for another user.
  package func wakeRelay() {
    guard case .queued(let id, _) = outcome else {
      // A relay that is there takes the decision into the audit log; one is started only where somebody is to be told.
      let isWoken = WakeChannel(of: gate.queue).signal(.decision)
      guard case .held = outcome, gate.configuration.held.approver != nil, !isWoken, !Host.hasForeignRights else {
        return
      }
      gate.launcher.wake(for: nil, of: gate.queue)
      return
    }
    if Host.hasForeignRights {
      WakeChannel(of: gate.queue).signal(id)
    } else {
      gate.launcher.wake(for: id, of: gate.queue)
    }
  }

  /// Who may not look at the spool is told who may.
  private func held(_ id: QueueID, _ judgement: Judgement) -> String {
    switch (gate.language, Host.hasForeignRights) {
    case (.german, false):
      "angehalten als \(id): \(reasons(judgement)); ansehen mit: presend held show \(id)"
    case (.german, true):
      "angehalten als \(id): \(reasons(judgement)); darüber entscheidet, wer die Warteschlange verwaltet"
    case (.english, false): "held as \(id): \(reasons(judgement)); look at it with: presend held show \(id)"
    case (.english, true): "held as \(id): \(reasons(judgement)); whoever administers the queue decides about it"
    }
  }

  private static let maximumReplyOctets = 400

  /// Reply text in printable ASCII (RFC 5321 §4.2: textstring), so that every client can show it.
  static func replyText(_ text: String) -> String {
    let spelled = text.unicodeScalars.map { scalar -> String in
      asciiSpellings[scalar] ?? (scalar.value >= 32 && scalar.value < 127 ? String(scalar) : "?")
    }
    return String(spelled.joined().prefix(maximumReplyOctets))
  }

  /// How the characters of presend's own texts are written in ASCII.
  private static let asciiSpellings: [Unicode.Scalar: String] = [
    "ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss", "„": "\"", "“": "\"", "”": "\"",
    "’": "'", "–": "-", "…": "...", "§": "section ", "→": "->", "×": "x", "·": "*", "\u{A0}": " ",
  ]

  private func firstRule(_ judgement: Judgement) -> String {
    judgement.blocking.first?.rule.description ?? ""
  }

  /// The first finding of each rule, "rule: message".
  private func reasons(_ judgement: Judgement) -> String {
    var seen: Set<RuleID> = []
    let findings = judgement.blocking.filter { seen.insert($0.rule).inserted }.map { "\($0.rule): \($0.message)" }
    return (findings + judgement.obstacles).joined(separator: "; ")
  }
}
