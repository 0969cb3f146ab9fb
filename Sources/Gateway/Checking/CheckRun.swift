internal import Configuration
internal import Consent
internal import Linting
internal import MailContent
internal import MailSyntax
internal import Policy
internal import Reporting

/// Checks files: finds them, reads each as message or template, judges it as the gateway would.
struct CheckRun {
  let configuration: Configuration
  let consent: any ConsentStore
  let language: Language
  let demandedClass: MailClass?
  var linter = Linter()

  init(configuration: Configuration, display: DisplayOptions, demandedClass: MailClass?) {
    self.configuration = configuration
    consent = consentStore(of: configuration)
    language = display.resolvedLanguage
    self.demandedClass = demandedClass
  }

  /// What could not be checked, and why.
  struct Problem: Error, CustomStringConvertible {
    let description: String
  }

  /// The results of one file, several for a mailbox; none for a file that is neither message nor template.
  /// - Parameter isNamed: the user named this very file, so that leaving it out would be a surprise.
  func results(of path: String, isNamed: Bool) throws(Problem) -> [CheckResult] {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    if !isNamed, case .other = FileKind(name: name), !FileKind.mayHoldMessage(name: name) { return [] }
    let octets = try read(path)
    switch FileKind(name: name, octets: octets) {
    case .message: return [message(octets, path: path)]
    case .mailbox: return mailbox(octets, path: path)
    case .htmlTemplate: return [template(octets, path: path, format: .html)]
    case .textTemplate: return [template(octets, path: path, format: .plain)]
    case .declined(let advice):
      if isNamed { throw Problem(description: "\(path) \(advice)") }
      return []
    case .other: return isNamed ? [message(octets, path: path)] : []
    }
  }

  private func read(_ path: String) throws(Problem) -> [UInt8] {
    do throws(FileReading.Problem) {
      return try FileReading.octets(of: path, limit: FileReading.maximumCheckedOctets)
    } catch {
      throw Problem(description: "\(error)")
    }
  }

  private func mailbox(_ octets: [UInt8], path: String) -> [CheckResult] {
    MailboxFile.messages(in: octets).enumerated().map { index, range in
      message(Array(octets[range]), path: "\(path)#\(index + 1)")
    }
  }

  private func message(_ octets: [UInt8], path: String) -> CheckResult {
    let message = Message.parse(octets)
    let recipients = [FieldName.to, .cc, .bcc, .resentTo, .resentCc, .resentBcc]
      .flatMap(message.fields(named:)).flatMap(message.mailboxes(in:)).map(\.address)
    let judgement = Judge.judge(
      message, reading: Reading(of: message), context: context(consent: consent.answers(for: recipients), path: path),
      linter: linter, additions: MandatoryFields(messageID: "", date: "", from: nil))
    return CheckResult(path: path, kind: .message, octets: octets, judgement: judgement)
  }

  private func template(_ octets: [UInt8], path: String, format: Body.Format) -> CheckResult {
    let judgement = Judge.judge(
      template: octets, reading: Reading(template: octets, format: format),
      context: context(consent: ConsentAnswers(states: [:]), path: path), linter: linter)
    return CheckResult(path: path, kind: .template, octets: octets, judgement: judgement)
  }

  private func context(consent: ConsentAnswers, path: String) -> Context {
    Context(
      consent: consent, settings: configuration.settings, demandedClass: demandedClass, path: path, language: language)
  }
}
