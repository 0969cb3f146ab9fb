internal import Consent
internal import Linting
internal import MailContent
internal import MailSyntax
internal import Policy
internal import Reporting

/// Checks one file at a time: reads it as message, mailbox or template, and judges it as the gateway would.
struct FileCheck: Sendable {
  let settings: Settings
  /// From where the paths of the settings count: the folder of presend.yml.
  var project: FolderPath?
  let language: Language
  var question = CheckQuestion()
  var linter = Linter()

  /// A file as it was read, cut into what is judged by itself.
  struct Loaded: Sendable {
    let file: FoundFile
    let subjects: [Unit]
    let problem: String?
  }

  /// One message or template.
  struct Unit: Sendable {
    enum Kind: Sendable {
      case message
      case template(Body.Format)
    }
    let kind: Kind
    let file: FoundFile
    /// The path of the file, for a message of a mailbox with "#" and its number.
    let path: String
    let octets: [UInt8]

    /// The same with other content.
    func with(octets: [UInt8]) -> Unit { Unit(kind: kind, file: file, path: path, octets: octets) }
  }

  /// Reads a file and tells what it is.
  func load(_ file: FoundFile) -> Loaded {
    func loaded(_ subjects: [Unit], _ problem: String? = nil) -> Loaded {
      Loaded(file: file, subjects: subjects, problem: problem)
    }
    if !file.isNamed, !file.isOfMaildir, case .other = FileKind(name: file.name),
      !FileKind.mayHoldMessage(name: file.name)
    {
      return loaded([])
    }
    let octets: [UInt8]
    do throws(FileReading.Problem) {
      octets = try FileReading.octets(of: file.path, limit: FileReading.maximumCheckedOctets)
    } catch {
      return loaded([], "\(error)")
    }
    let message = Unit(kind: .message, file: file, path: file.shown, octets: octets)
    if file.isOfMaildir { return loaded([message]) }
    switch FileKind(name: file.name, octets: octets) {
    case .message: return loaded([message])
    case .mailbox: return loaded(Self.messages(of: octets, file))
    case .htmlTemplate: return loaded([Unit(kind: .template(.html), file: file, path: file.shown, octets: octets)])
    case .textTemplate: return loaded([Unit(kind: .template(.plain), file: file, path: file.shown, octets: octets)])
    case .declined(let advice): return loaded([], file.isNamed ? "\(file.shown) \(advice)" : nil)
    case .other: return loaded(file.isNamed ? [message] : [])
    }
  }

  private static func messages(of octets: [UInt8], _ file: FoundFile) -> [Unit] {
    MailboxFile.messages(in: octets).enumerated().map { index, range in
      Unit(kind: .message, file: file, path: "\(file.shown)#\(index + 1)", octets: Array(octets[range]))
    }
  }

  /// Whose consent is asked for before a message can be judged; nobody's for a template.
  func people(of unit: Unit) -> [AddrSpec] {
    if !question.recipients.isEmpty { return question.recipients }
    guard case .message = unit.kind else { return [] }
    let message = Message.parse(unit.octets)
    return [FieldName.to, .cc, .bcc, .resentTo, .resentCc, .resentBcc]
      .flatMap(message.fields(named:)).flatMap(message.mailboxes(in:)).map(\.address)
  }

  /// Judges one message or template.
  /// - Parameter consent: knows the people of `people(of:)`.
  func result(of unit: Unit, consent: ConsentAnswers) -> CheckResult {
    var context = context(for: unit, consent: consent)
    switch unit.kind {
    case .message:
      let message = Message.parse(unit.octets)
      context.envelope = envelope(from: message.fields(named: .from).flatMap(message.mailboxes(in:)).first?.address)
      let judgement = Judge.judge(
        message, reading: Reading(of: message), context: context, linter: linter,
        additions: MandatoryFields(messageID: "", date: "", from: nil))
      return CheckResult(path: unit.path, kind: .message, octets: unit.octets, judgement: judgement)
    case .template(let format):
      context.envelope = envelope(from: nil)
      let judgement = Judge.judge(
        template: unit.octets, reading: Reading(template: unit.octets, format: format), context: context,
        linter: linter)
      return CheckResult(path: unit.path, kind: .template, octets: unit.octets, judgement: judgement)
    }
  }

  /// Paths of the settings count from the folder of presend.yml, whatever folder presend is started in.
  private func context(for unit: Unit, consent: ConsentAnswers) -> Context {
    let path = project?.relative(unit.file.shown) ?? unit.file.shown
    var context = Context(
      consent: consent, settings: settings.overlaid(with: PathPolicyMatch.all(in: settings.perPath, for: path)),
      demandedClass: question.mailClass, path: path, language: language)
    context.publicSuffixes = Host.publicSuffixes
    context.tellsUnusedIgnores = !question.isAsked
    return context
  }

  /// The mail transaction that is assumed; nil to take the fields' word for who gets it.
  private func envelope(from author: AddrSpec?) -> Envelope? {
    question.recipients.isEmpty ? nil : Envelope(reversePath: author, recipients: question.recipients)
  }

  /// What can be mended of a result of this unit.
  func mend(of unit: Unit, _ result: CheckResult) -> FileMend {
    let findings = result.judgement.findings
    switch unit.kind {
    case .message:
      let message = Message.parse(unit.octets)
      return FileMend(
        message, reading: Reading(of: message), findings: findings, organisation: settings.organisation,
        language: language)
    case .template(let format):
      return FileMend(
        template: unit.octets, reading: Reading(template: unit.octets, format: format), findings: findings,
        language: language)
    }
  }
}
