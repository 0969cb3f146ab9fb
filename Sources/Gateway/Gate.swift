internal import Configuration
internal import Consent
internal import Linting
internal import MailContent
internal import MailQueue
internal import MailSyntax
internal import Policy

/// The one way through which every message goes: read, judge, then queue, hold, or give back.
struct Gate {
  let configuration: Configuration
  let consent: any ConsentStore
  let queue: MailQueue
  let host: Host
  let audit: AuditTrail
  let launcher: RelayLauncher
  let language: Language
  let trackerLists: TrackerLists
  var linter = Linter()

  /// What became of a message.
  enum Outcome {
    case queued(QueueID, Judgement)
    case held(QueueID, Judgement)
    case rejected(Judgement)
    /// Nothing was accepted; the reason is for the caller.
    case failed(ExitStatus, reason: String)
  }

  /// More Received fields than this mean that the message goes round in circles. Postfix's `hopcount_limit` is the same.
  static let maximumHops = 50

  /// Throws where no message could be taken now, whatever it is: to be asked before one is read, so that a full disk costs
  /// nobody the reading.
  func checkReady() throws(QueueError) {
    try queue.prepare()
    try queue.checkRoom(forOctets: 0)
  }

  /// - Parameter fullName: the author's name, for a message without From (`sendmail -F`).
  func submit(_ message: Message, envelope: Envelope, fullName: String? = nil) -> Outcome {
    guard message.fields(named: .received).count <= Self.maximumHops else {
      return .failed(.data, reason: "the message has passed \(Self.maximumHops) mail servers: it goes round in circles")
    }
    if let offset = message.octets.firstIndex(of: 0) {
      return .failed(
        .data,
        reason: "the message has a NUL octet in line \(LineIndex(message.octets).line(of: offset)), which mail "
          + "servers refuse (RFC 5322 §4); encode the part in base64 or quoted-printable")
    }
    do throws(QueueError) {
      try queue.prepare()
    } catch {
      return .failed(ExitStatus(error), reason: "\(error)")
    }
    let arrival = Host.now
    let id = QueueID(arrival: arrival)
    let memory = SenderMemory(of: envelope.reversePath, directory: queue.directory + "/repeats")
    let repeats = RepeatMemory(memory, rules: escalatingRules)
    let contacts = FirstContactMemory(memory)
    let additions = additions(to: envelope, fullName: fullName, id: id, arrival: arrival)
    var context = Context(
      envelope: envelope, consent: consent.answers(for: envelope.recipients), settings: configuration.settings,
      language: language)
    context.publicSuffixes = Host.publicSuffixes
    context.recentFindings = repeats.recentFindings(at: arrival)
    (context.recentFirstContacts, context.sketchKey) = contacts.sketches(at: arrival)
    let reading = Reading(of: message)
    context.filterLists = trackerLists.lists(for: reading)
    context.copies = CopyMemory(directory: queue.directory + "/copies").comparisons(
      for: message, reading: reading, recipients: envelope.recipients, at: arrival)
    let judgement = Judge.judge(message, reading: reading, context: context, linter: linter, additions: additions)
    let outcome: Outcome
    do throws(QueueError) {
      outcome = try carryOut(judgement) { variants in
        entry(id, arrival: arrival, message: message, envelope: envelope, judgement: judgement, variants: variants)
      } release: {
        Variant.release(of: message, to: envelope.recipients, additions: additions)
      }
    } catch {
      outcome = .failed(ExitStatus(error), reason: "\(error)")
    }
    repeats.record(judgement, at: arrival)
    contacts.record(judgement, reading, at: arrival)
    audit.record(judgement, id: id, at: arrival, envelope: envelope, outcome: outcome)
    return outcome
  }

  /// The rules for which it is remembered how often a sender breaks them.
  private var escalatingRules: [RuleID] {
    linter.rules.filter { rule in
      MailClass.allCases.contains { configuration.settings.number(Linter.escalation, of: rule, for: $0) > 0 }
    }.map(\.id)
  }

  private func carryOut(
    _ judgement: Judgement, entry: ([Variant]) -> QueueEntry, release: () -> Variant
  ) throws(QueueError) -> Outcome {
    switch judgement.verdict {
    case .tempfail(let reason): return .failed(.temporary, reason: reason)
    case .reject: return .rejected(judgement)
    case .hold: return .held(try queue.hold(entry([release()])), judgement)
    case .accept(let variants): return .queued(try queue.enter(entry(variants)), judgement)
    }
  }

  private func entry(
    _ id: QueueID, arrival: Int, message: Message, envelope: Envelope, judgement: Judgement, variants: [Variant]
  ) -> QueueEntry {
    let trace = message.edit(prepending: "Received", body: traceBody(id, arrival: arrival))
    return QueueEntry(
      id: id, arrival: arrival, reversePath: envelope.reversePath, notification: envelope.notification,
      mailClass: judgement.mailClass.mailClass.rawValue, original: message.octets,
      variants: variants.map { variant in
        QueueVariant(recipients: variant.recipients, octets: message.applying([trace] + variant.edits))
      },
      holdReasons: judgement.blocking.map { HoldReason(rule: $0.rule.description, explanation: $0.message) })
  }

  /// RFC 5321 §4.4: whoever takes a message says so on top of it.
  private func traceBody(_ id: QueueID, arrival: Int) -> String {
    "by \(host.name) (presend, from userid \(host.userID)) id \(id); \(Host.date(arrival))"
  }

  /// RFC 5322 §3.6: a message has a Date and a From, and should have a Message-ID.
  private func additions(
    to envelope: Envelope, fullName: String?, id: QueueID, arrival: Int
  ) -> MandatoryFields {
    let sender = envelope.reversePath ?? AddrSpec(localPart: "MAILER-DAEMON", domain: host.name)
    let name = fullName.map { EncodedWord.encode(phrase: $0) + " " } ?? ""
    return MandatoryFields(
      messageID: "<\(id)@\(host.name)>", date: Host.date(arrival),
      from: name.isEmpty ? sender.wireForm : "\(name)<\(sender.wireForm)>")
  }
}

extension ExitStatus {
  /// What a caller is told when the queue could not take a message.
  init(_ error: QueueError) {
    self =
      switch error {
      case .noRoom, .busy: .temporary
      case .system: error.isTransient ? .temporary : .cannotCreate
      case .unusable: .data
      case .notFound, .damaged: .inputOutput
      }
  }
}
