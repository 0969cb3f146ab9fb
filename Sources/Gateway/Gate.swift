package import Configuration
internal import Consent
package import Linting
internal import MailContent
package import MailQueue
package import MailSyntax
package import Policy

/// The one way through which every message goes: read, judge, then queue, hold, or give back.
package struct Gate {
  package let configuration: Configuration
  let consent: any ConsentStore
  package let queue: MailQueue
  package let host: Host
  package let launcher: RelayLauncher
  let language: Language
  let trackerLists: TrackerLists
  /// What hands messages in, for the record: "sendmail", "smtp" or "send".
  let door: String
  /// Why findings are to be passed over whose rules allow it; nil: none is.
  package var overrideReason: String?
  var linter = Linter()

  /// What became of a message.
  package enum Outcome {
    case queued(QueueID, Judgement)
    case held(QueueID, Judgement)
    case rejected(Judgement)
    /// Nothing was accepted; the reason is for the caller.
    case failed(ExitStatus, reason: String)
  }

  /// Throws where no message could be taken now, whatever it is: to be asked before one is read, so that a full disk
  /// costs nobody the reading.
  package func checkReady() throws(QueueError) {
    try queue.prepare()
    try queue.checkRoom(forOctets: 0)
  }

  /// - Parameters:
  ///   - fullName: the author's name, for a message without From (`sendmail -F`).
  ///   - requests: what single recipients ask of notifications, beyond what the envelope says for all.
  package func submit(
    _ message: Message, envelope: Envelope, fullName: String? = nil, requests: [AddrSpec: RecipientRequest] = [:]
  ) -> Outcome {
    do throws(QueueError) {
      try queue.prepare()
    } catch {
      return .failed(ExitStatus(error), reason: "\(error)")
    }
    let arrival = Host.now
    let id = QueueID(arrival: arrival)
    var decision = Decision(configuration: configuration, host: host, door: door, arrival: arrival)
    if let refusal = Refusal(of: message) {
      let text = decision.text(refusedFor: refusal.word, envelope: envelope)
      return noted(text, id, arrival, envelope, .failed(.data, reason: refusal.reason))
    }
    let settings = settings(for: message, envelope)
    decision.groups = senderPolicies(for: message, envelope).map(\.name)
    decision.tool = SendingTool.name(in: message)
    let memories = memories(of: message, envelope)
    let repeats = RepeatMemory(memories, windows: Self.windows(in: settings, of: linter))
    let contacts = FirstContactMemory(memories[0])
    let additions = additions(to: envelope, fullName: fullName, id: id, arrival: arrival)
    var context = Context(
      envelope: envelope, consent: consent.answers(for: envelope.recipients), settings: settings,
      language: language)
    context.publicSuffixes = Host.publicSuffixes
    context.recentFindings = repeats.recentFindings(at: arrival)
    (context.recentFirstContacts, context.sketchKey) = contacts.sketches(at: arrival)
    let reading = Reading(of: message)
    context.filterLists = trackerLists.lists(for: reading)
    context.copies = CopyMemory(directory: queue.directory + "/copies").comparisons(
      for: message, reading: reading, recipients: envelope.recipients, at: arrival)
    context.unsubscribeTokens = unsubscribeTokens(for: message, envelope)
    if trackerLists.isIncomplete { decision.failOpen.append("trackers.lists") }
    if context.consent.failure != nil { decision.failOpen.append("consent.store") }
    var judgement = Judge.judge(message, reading: reading, context: context, linter: linter, additions: additions)
    if let overrideReason, let waived = Override.waiving(judgement, in: context.settings, of: linter) {
      context.settings = waived.settings
      decision.overrideReason = overrideReason
      decision.overridden = waived.rules
      judgement = Judge.judge(message, reading: reading, context: context, linter: linter, additions: additions)
    }
    let submission = Submitted(
      id: id, arrival: arrival, message: message, envelope: envelope, requests: requests, additions: additions)
    decision.duplicateRecipients = judgement.isTaken ? duplicateRecipients(of: message, envelope, at: arrival) : 0
    let outcome = carryOut(judgement, of: submission, decision)
    if case .queued = outcome { tellChanges(judgement, of: submission, memories[0]) }
    // What machines send of themselves leads to no stricter word for their sender's other mail.
    if judgement.mailClass.mailClass != .system { repeats.record(judgement, at: arrival) }
    contacts.record(judgement, reading, at: arrival)
    return outcome
  }

  /// A message and what it gets on its way in.
  private struct Submitted {
    let id: QueueID
    let arrival: Int
    let message: Message
    let envelope: Envelope
    let requests: [AddrSpec: RecipientRequest]
    let additions: MandatoryFields
  }

  /// Tells the sender what was changed, where that is configured. The message is taken already: if telling fails,
  /// nobody is told.
  private func tellChanges(_ judgement: Judgement, of submitted: Submitted, _ memory: SenderMemory) {
    guard !configuration.submission.changeNotices.isEmpty, let sender = submitted.envelope.reversePath else { return }
    let notice = ChangeNotice(
      judgement: judgement, message: submitted.message, id: submitted.id, sender: sender,
      settings: configuration.settings, language: language, hostName: host.name, memory: memory)
    let classes = configuration.submission.changeNotices
    guard let letter = notice.letter(for: classes, rules: linter.rules, at: submitted.arrival) else { return }
    _ = try? queue.enter(letter.queueEntry(id: QueueID(arrival: submitted.arrival), at: submitted.arrival))
  }

  /// How many of the recipients get the same message a second time within minutes; it goes out all the same.
  private func duplicateRecipients(of message: Message, _ envelope: Envelope, at arrival: Int) -> Int {
    DuplicateMemory(directory: queue.directory + "/duplicates").recipientsAgain(
      of: message, to: envelope.recipients, at: arrival)
  }

  /// Empty where no field with tokens will be put in, and where their key cannot be had.
  private func unsubscribeTokens(for message: Message, _ envelope: Envelope) -> [String: String] {
    guard configuration.settings.organisation.hasUnsubscribeToken, message.fields(named: .listUnsubscribe).isEmpty,
      // Under foreign rights the key would belong to the caller.
      let tokens = UnsubscribeTokens(queueDirectory: queue.directory, makesKey: !Host.hasForeignRights)
    else { return [:] }
    let list = UnsubscribeTokens.list(of: message)
    tokens.remember(list)
    return tokens.tokens(for: envelope.recipients, list: list)
  }

  /// The settings that hold for a message of these senders.
  package func settings(for message: Message, _ envelope: Envelope) -> Settings {
    configuration.settings.overlaid(with: senderPolicies(for: message, envelope).map(\.rules))
  }

  private func senderPolicies(for message: Message, _ envelope: Envelope) -> [SenderPolicy] {
    SenderPolicyMatch.all(in: configuration.settings.perSender, for: message, envelope: envelope)
  }

  /// What is remembered of the reverse-path, and of the author where that is somebody else.
  private func memories(of message: Message, _ envelope: Envelope) -> [SenderMemory] {
    var senders = [envelope.reversePath]
    let author = message.fields(named: .from).flatMap(message.mailboxes(in:)).first?.address
    if let author, author.comparisonKey != envelope.reversePath?.comparisonKey { senders.append(author) }
    return senders.map { SenderMemory(of: $0, directory: queue.directory + "/repeats") }
  }

  /// The rules for which it is remembered how often a sender breaks them, and for how long.
  private static func windows(in settings: Settings, of linter: Linter) -> [RuleID: Int] {
    var windows: [RuleID: Int] = [:]
    for rule in linter.rules {
      let ladders = MailClass.allCases.map { settings.ladder(of: rule.id, for: $0) }.filter { $0.start > 0 }
      windows[rule.id] = ladders.map(\.window).max()
    }
    return windows
  }

  /// Does what was decided. The decision is part of what is committed, so nothing is taken without it.
  private func carryOut(_ judgement: Judgement, of submitted: Submitted, _ decision: Decision) -> Outcome {
    func text(_ outcome: Decision.Outcome) -> String {
      decision.text(judgement, envelope: submitted.envelope, outcome: outcome)
    }
    do throws(QueueError) {
      switch judgement.verdict {
      case .tempfail(let reason):
        let outcome = Outcome.failed(.temporary, reason: reason)
        return noted(text(.deferred), submitted.id, submitted.arrival, submitted.envelope, outcome)
      case .reject:
        return noted(text(.rejected), submitted.id, submitted.arrival, submitted.envelope, .rejected(judgement))
      case .hold:
        let release = Variant.release(
          of: submitted.message, to: submitted.envelope.recipients, additions: submitted.additions,
          organisation: configuration.settings.organisation)
        return .held(try queue.hold(heldEntry(submitted, judgement, release, text(.held))), judgement)
      case .accept(let variants):
        return .queued(try queue.enter(entry(submitted, judgement, variants, text(.queued))), judgement)
      }
    } catch {
      let outcome = Outcome.failed(ExitStatus(error), reason: "\(error)")
      // Once a minute: who asks in a loop must not fill the log instead.
      guard case .overQuota(_, _, isFirst: true) = error else { return outcome }
      let refusal = decision.text(refusedFor: "quota", envelope: submitted.envelope)
      return noted(refusal, submitted.id, submitted.arrival, submitted.envelope, outcome, isCounted: false)
    }
  }

  /// Puts a decision on record of which nothing else is kept. What cannot be recorded has not been decided: the caller
  /// is told to try again.
  private func noted(
    _ decision: String, _ id: QueueID, _ arrival: Int, _ envelope: Envelope, _ outcome: Outcome, isCounted: Bool = true
  ) -> Outcome {
    var entry = QueueEntry(
      id: id, arrival: arrival, reversePath: envelope.reversePath, original: [],
      variants: [QueueVariant(recipients: envelope.recipients, octets: nil)])
    entry.decision = decision
    entry.userID = Int(host.userID)
    do throws(QueueError) {
      try queue.noteDecision(entry, isCounted: isCounted)
      return outcome
    } catch {
      return .failed(.temporary, reason: "the decision cannot be recorded: \(error)")
    }
  }

  private func entry(
    _ submitted: Submitted, _ judgement: Judgement, _ variants: [Variant], _ decision: String
  ) -> QueueEntry {
    let (message, envelope) = (submitted.message, submitted.envelope)
    let trace = message.edit(prepending: "Received", body: traceBody(submitted.id, arrival: submitted.arrival))
    var entry = QueueEntry(
      id: submitted.id, arrival: submitted.arrival, reversePath: envelope.reversePath,
      notification: envelope.notification, mailClass: judgement.mailClass.mailClass.rawValue,
      original: message.octets,
      variants: variants.map { queueVariant($0, of: message, trace) },
      holdReasons: judgement.blocking.map { HoldReason(rule: $0.rule.description, explanation: $0.message) })
    entry.requests = submitted.requests
    entry.decision = decision
    entry.userID = Int(host.userID)
    entry.policy = configuration.digest
    entry.language = language.rawValue
    return entry
  }

  private func queueVariant(_ variant: Variant, of message: Message, _ trace: Edit) -> QueueVariant {
    QueueVariant(recipients: variant.recipients, octets: message.applying([trace] + variant.edits))
  }

  /// With all that a person needs to decide, and the time until which somebody may.
  private func heldEntry(
    _ submitted: Submitted, _ judgement: Judgement, _ release: Variant, _ decision: String
  ) -> QueueEntry {
    var entry = entry(submitted, judgement, [release], decision)
    let trace = submitted.message.edit(
      prepending: "Received", body: traceBody(submitted.id, arrival: submitted.arrival))
    entry.proposals = judgement.proposal.map { queueVariant($0, of: submitted.message, trace) }
    entry.findings = FindingsText.of(
      judgement, octets: submitted.message.octets, rules: linter.rules, language: language)
    entry.expiry = submitted.arrival + configuration.held.keepFor
    return entry
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
  package init(_ error: QueueError) {
    self =
      switch error {
      case .noRoom, .busy, .overQuota, .notTakenBack: .temporary
      case .system: error.isTransient ? .temporary : .cannotCreate
      case .unusable: .data
      case .notFound, .damaged, .otherDigest: .inputOutput
      }
  }
}
