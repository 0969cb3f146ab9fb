internal import Consent
internal import Linting
internal import MailContent
internal import MailSyntax
internal import Policy
internal import Reporting

/// Checks one file at a time: reads it as message, mailbox or template, and judges it as the gateway would.
struct FileCheck: Sendable {
  let settings: Settings
  let language: Language
  let demandedClass: MailClass?
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
    /// The path of the file, for a message of a mailbox with "#" and its number.
    let path: String
    let octets: [UInt8]
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
    let message = Unit(kind: .message, path: file.path, octets: octets)
    if file.isOfMaildir { return loaded([message]) }
    switch FileKind(name: file.name, octets: octets) {
    case .message: return loaded([message])
    case .mailbox: return loaded(Self.messages(of: octets, path: file.path))
    case .htmlTemplate: return loaded([Unit(kind: .template(.html), path: file.path, octets: octets)])
    case .textTemplate: return loaded([Unit(kind: .template(.plain), path: file.path, octets: octets)])
    case .declined(let advice): return loaded([], file.isNamed ? "\(file.path) \(advice)" : nil)
    case .other: return loaded(file.isNamed ? [message] : [])
    }
  }

  private static func messages(of octets: [UInt8], path: String) -> [Unit] {
    MailboxFile.messages(in: octets).enumerated().map { index, range in
      Unit(kind: .message, path: "\(path)#\(index + 1)", octets: Array(octets[range]))
    }
  }

  /// Whose consent is asked for before a message can be judged; nobody's for a template.
  static func people(of unit: Unit) -> [AddrSpec] {
    guard case .message = unit.kind else { return [] }
    let message = Message.parse(unit.octets)
    return [FieldName.to, .cc, .bcc, .resentTo, .resentCc, .resentBcc]
      .flatMap(message.fields(named:)).flatMap(message.mailboxes(in:)).map(\.address)
  }

  /// Judges one message or template.
  /// - Parameter consent: knows the people of `people(of:)`.
  func result(of unit: Unit, consent: ConsentAnswers) -> CheckResult {
    var context = Context(
      consent: consent, settings: settings, demandedClass: demandedClass, path: unit.path, language: language)
    context.publicSuffixes = Host.publicSuffixes
    switch unit.kind {
    case .message:
      let message = Message.parse(unit.octets)
      let judgement = Judge.judge(
        message, reading: Reading(of: message), context: context, linter: linter,
        additions: MandatoryFields(messageID: "", date: "", from: nil))
      return CheckResult(path: unit.path, kind: .message, octets: unit.octets, judgement: judgement)
    case .template(let format):
      let judgement = Judge.judge(
        template: unit.octets, reading: Reading(template: unit.octets, format: format), context: context,
        linter: linter)
      return CheckResult(path: unit.path, kind: .template, octets: unit.octets, judgement: judgement)
    }
  }
}
