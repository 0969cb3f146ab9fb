package import MailContent
import MailSyntax
import Policy

/// Decides the class of a mail, and says by what evidence.
///
/// Order: what the caller demands; `system` by envelope and fields; the organisation's `classes:`; `Presend-Class:`
/// where the sender may set it; a discussion list; evidence in fields, unless the subject speaks of one matter of the
/// reader's alone; then in words; else an assumption that says how to declare the class.
package enum ClassDecider {
  package static func decide(_ subject: Subject, reading: Reading, context: Context) -> ClassDecision {
    decide(subject, ScannedReading(subject, reading, context, RulePacks.phraseBook), context)
  }

  static func decide(_ subject: Subject, _ words: ScannedReading, _ context: Context) -> ClassDecision {
    if let demanded = context.demandedClass { return ClassDecision(mailClass: demanded, evidence: ["--class"]) }
    switch subject {
    case .message(let message):
      let bulk = BulkEvidence(message)
      if let system = SystemEvidence.of(message, envelope: context.envelope, isBulk: bulk.isStrong) {
        return ClassDecision(mailClass: .system, evidence: [system])
      }
      if let policy = ClassPolicyMatch.first(for: message, context) { return policy }
      if let declared = declared(by: message, context) { return declared }
      if !bulk.isCampaign, let discussion = DiscussionEvidence.of(message) {
        return ClassDecision(mailClass: .personal, evidence: [Words.discussion(discussion)(context.language)])
      }
      if !bulk.fields.isEmpty {
        let notice = TrackerNotice.decision(message, words, bulk, context)
        return notice ?? OneMatter.decision(message, words, bulk, context)
          ?? ClassDecision(mailClass: .newsletter, evidence: bulk.fields)
      }
      let own = OwnWords(message, words, context)
      let said = WordEvidence(own)
      return said.decision ?? assumed(for: message, isInternal: own.isInternal, said, context)
    case .template:
      if let policy = ClassPolicyMatch.first(forTemplate: context) { return policy }
      let evidence = TemplateEvidence(words)
      return evidence.decision(path: context.path) ?? evidence.ofLayouts(context.surroundings)
        ?? assumedForTemplate(context)
    }
  }

  /// `Presend-Class:`; not for `private`, which takes the organisation's policy, nor for `system`, which takes an
  /// envelope.
  private static func declared(by message: Message, _ context: Context) -> ClassDecision? {
    guard context.settings.allowsPresendClass, let field = message.fields(named: .presendClass).first else {
      return nil
    }
    let text = message.unstructured(field).lowercased().split(separator: " ").joined()
    guard let mailClass = MailClass(rawValue: text), mailClass != .private, mailClass != .system else { return nil }
    return ClassDecision(mailClass: mailClass, evidence: ["Presend-Class"])
  }

  private static func assumed(
    for message: Message, isInternal: Bool, _ said: WordEvidence, _ context: Context
  ) -> ClassDecision {
    let recipients = RecipientList.recipients(of: message, envelope: context.envelope).count
    let limit = RulePacks.classNumber("bulk-recipients") ?? .max
    if recipients >= limit, !isInternal {
      return ClassDecision(mailClass: .newsletter, evidence: [Words.recipients(recipients)(context.language)])
    }
    let why =
      said.isAnswer ? Words.assumedAnswer : said.weakSigns.isEmpty ? Words.assumedMessage : Words.few(said.weakSigns)
    return ClassDecision(mailClass: .personal, evidence: [why(context.language)])
  }

  private static func assumedForTemplate(_ context: Context) -> ClassDecision {
    ClassDecision(mailClass: .transactional, evidence: [Words.assumedTemplate(context.language)])
  }

  private enum Words {
    static func recipients(_ count: Int) -> LocalText {
      LocalText(english: "\(count) recipients", german: "\(count) Empfänger")
    }
    static func discussion(_ field: String) -> LocalText {
      LocalText(english: "discussion list (\(field))", german: "Diskussionsliste (\(field))")
    }
    static let assumedMessage = LocalText(
      english: "assumed: no sign of mass mail; declare it by Presend-Class or “classes:”",
      german: "angenommen: kein Anzeichen für Massen-Mail; erklären Sie die Klasse mit Presend-Class oder „classes:“")
    static let assumedAnswer = LocalText(
      english: "assumed: an answer or passed on; declare it by Presend-Class or “classes:”",
      german: "angenommen: eine Antwort oder weitergeleitet; erklären Sie die Klasse mit Presend-Class oder „classes:“")
    static func few(_ signs: [String]) -> LocalText {
      let signs = signs.joined(separator: ", ")
      return LocalText(
        english: "assumed: too few signs of mass mail (\(signs)); declare it by Presend-Class or “classes:”",
        german: "angenommen: zu wenige Anzeichen für Massen-Mail (\(signs)); erklären Sie die Klasse mit Presend-Class "
          + "oder „classes:“")
    }
    static let assumedTemplate = LocalText(
      english: "assumed: no sign of advertising; declare it with “classes:” and “path:”, or --class",
      german: "angenommen: kein Anzeichen für Werbung; erklären Sie die Klasse mit „classes:“ und „path:“ oder --class")
  }
}
