internal import Configuration
internal import Consent
internal import Gateway
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
  /// What templates are rendered together with.
  var graph = TemplateGraph(TemplateSettings())
  var trackerLists = TrackerLists(paths: [])
  /// The messages that may be copies of one mailing.
  let copies = CheckedCopies()
  var linter = Linter()

  /// A file as it was read, cut into what is judged by itself.
  struct Loaded: Sendable {
    let file: FoundFile
    let subjects: [Unit]
    /// Why it could not be read; nil where it was.
    var problem: String?
    /// Why a file that the user named is not looked at; nil where it is.
    var declined: String?
  }

  /// One message or template.
  struct Unit: Sendable {
    enum Kind: Sendable {
      case message
      case template(TemplateKind)
    }
    let kind: Kind
    let file: FoundFile
    /// The path of the file, for a message of a mailbox with "#" and its number.
    let path: String
    /// Of a template as UTF-8, whatever its charset.
    let octets: [UInt8]
    /// Of a template: the same, with the way back to the octets of the file.
    let text: DecodedText?

    /// Of a message of a mailbox: where it stands there.
    let mailbox: MailboxPlace?

    init(message octets: [UInt8], file: FoundFile, mailbox: MailboxPlace? = nil) {
      (kind, self.file, self.octets, self.mailbox, text) = (.message, file, octets, mailbox, nil)
      path = mailbox?.messagePath ?? file.shown
    }

    init(template kind: TemplateKind, file: FoundFile, text: DecodedText) {
      (self.kind, self.file, path, octets, self.text) = (.template(kind), file, file.shown, text.octets, text)
      mailbox = nil
    }

    /// The octets of the file, or of the message in it.
    var fileOctets: [UInt8] { text?.file ?? octets }

    /// The same with other content.
    func with(fileOctets: [UInt8]) -> Unit {
      switch kind {
      case .message: Unit(message: fileOctets, file: file, mailbox: mailbox)
      case .template(let kind): Unit(template: kind, file: file, text: DecodedText(fileOctets))
      }
    }
  }

  /// Reads a file and tells what it is.
  func load(_ file: FoundFile) -> Loaded {
    func loaded(_ subjects: [Unit]) -> Loaded { Loaded(file: file, subjects: subjects) }
    func declined(_ advice: String) -> Loaded {
      Loaded(file: file, subjects: [], declined: file.isNamed ? "\(file.shown) \(advice)" : nil)
    }
    if !file.isNamed, !file.isOfMaildir, !mayBeChecked(file) { return loaded([]) }
    if let template = graph.file(at: file.path), template.language != .eml {
      return loaded([Unit(template: template.kind, file: file, text: template.text)])
    }
    let octets: [UInt8]
    do throws(FileReading.Problem) {
      octets = try FileReading.octets(of: file.path, limit: FileReading.maximumCheckedOctets)
    } catch {
      return Loaded(file: file, subjects: [], problem: "\(error)")
    }
    let message = Unit(message: octets, file: file)
    if file.isOfMaildir { return loaded([message]) }
    switch FileKind(name: file.name, octets: octets) {
    case .message where graph.kinds.configuredLanguage(ofPath: file.shown) == nil: return loaded([message])
    case .mailbox: return loaded(Self.messages(of: octets, file))
    case .declined(let advice): return declined(advice)
    case .template, .message, .other:
      let text = DecodedText(octets)
      guard let kind = graph.kinds.kind(ofPath: file.shown, octets: text.octets) else {
        guard file.isNamed, FileKind.mayHoldMessage(name: file.name) else { return declined(FileKind.foreignAdvice) }
        return loaded([message])
      }
      if kind.language == .eml { return loaded([message]) }
      return loaded([Unit(template: kind, file: file, text: text)])
    }
  }

  /// Whether the name of a file that was found in a folder lets it be mail or a template.
  private func mayBeChecked(_ file: FoundFile) -> Bool {
    guard case .other = FileKind(name: file.name) else { return true }
    return FileKind.mayHoldMessage(name: file.name) || graph.kinds.configuredLanguage(ofPath: file.path) != nil
  }

  private static func messages(of octets: [UInt8], _ file: FoundFile) -> [Unit] {
    var (line, position) = (1, 0)
    return MailboxFile.messages(in: octets).enumerated().map { index, range in
      line += octets[position..<range.lowerBound].count { $0 == UInt8(ascii: "\n") }
      position = range.lowerBound
      let place = MailboxPlace(path: file.shown, number: index + 1, offset: range.lowerBound, line: line)
      return Unit(message: Array(octets[range]), file: file, mailbox: place)
    }
  }

  /// Whose consent is asked for before a message can be judged; nobody's for a template.
  func people(of unit: Unit) -> [AddrSpec] {
    if !question.recipients.isEmpty { return question.recipients }
    guard case .message = unit.kind else { return [] }
    return Self.people(of: Message.parse(unit.octets))
  }

  static func people(of message: Message) -> [AddrSpec] {
    [FieldName.to, .cc, .bcc, .resentTo, .resentCc, .resentBcc]
      .flatMap(message.fields(named:)).flatMap(message.mailboxes(in:)).map(\.address)
  }

  /// Judges one message or template.
  /// - Parameters:
  ///   - consent: knows the people of `people(of:)`.
  ///   - copies: what other copies of the same mailing say of its URLs.
  func result(of unit: Unit, consent: ConsentAnswers, copies: [String: CopyComparison] = [:]) -> CheckResult {
    var context = context(for: unit, consent: consent)
    context.copies = copies
    switch unit.kind {
    case .message: return message(unit, &context)
    case .template(let kind): return template(unit, kind, &context)
    }
  }

  private func message(_ unit: Unit, _ context: inout Context) -> CheckResult {
    let message = Message.parse(unit.octets)
    context.envelope = envelope(from: message.fields(named: .from).flatMap(message.mailboxes(in:)).first?.address)
    let isTemplate = MessageTemplate.holdsExpressions(message)
    let reading = isTemplate ? Reading(template: message) : Reading(of: message)
    copies.note(message, reading: reading, path: unit.path)
    context.filterLists = trackerLists.lists(for: reading)
    let policies = SenderPolicyMatch.all(in: settings.perSender, for: message, envelope: context.envelope)
    context.settings = context.settings.overlaid(with: policies.map(\.rules))
    let judgement = Judge.judge(
      message, reading: reading, context: context, linter: linter,
      additions: MandatoryFields(messageID: "", date: "", from: nil))
    return CheckResult(
      path: unit.path, kind: .message, octets: unit.octets, judgement: judgement,
      language: isTemplate ? TemplateLanguage.eml.rawValue : nil, mailbox: unit.mailbox)
  }

  private func template(_ unit: Unit, _ kind: TemplateKind, _ context: inout Context) -> CheckResult {
    context.envelope = envelope(from: nil)
    let file = graph.file(of: unit, kind)
    context.surroundings = graph.surroundings(of: file)
    context.filterLists = trackerLists.lists(for: file.reading)
    let judgement = Judge.judge(template: unit.octets, reading: file.reading, context: context, linter: linter)
    return CheckResult(
      path: unit.path, kind: .template, octets: unit.octets, judgement: judgement, language: kind.language.rawValue,
      provisions: ReportedProvision.all(
        judgement.provisions, path: unit.path, own: file.reading.bodies.first, context.surroundings),
      text: unit.text)
  }

  /// Paths of the settings count from the folder of presend.yml, whatever folder presend is started in.
  private func context(for unit: Unit, consent: ConsentAnswers) -> Context {
    let path = project?.relative(unit.file.shown) ?? unit.file.shown
    var context = Context(
      consent: consent,
      settings: settings.overlaid(with: PathPolicyMatch.all(in: settings.perPath, for: path).map(\.rules)),
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
    case .template(let kind):
      let mend = FileMend(
        template: unit.octets, reading: graph.file(of: unit, kind).reading, findings: findings, language: language)
      return unit.text.map { text in mend.moved { text.source(of: $0) } } ?? mend
    }
  }
}
