internal import Linting
internal import MailQueue
internal import MailSyntax
internal import Policy
internal import Reporting

/// The mail that tells a sender what was changed in a message before it went out.
///
/// It goes to the organisation's own people alone, since any caller may write any reverse-path; never about mail of
/// class `system` or with the null reverse-path; and of each rule at most once an hour to each sender.
struct ChangeNotice {
  let judgement: Judgement
  let message: Message
  /// The message's.
  let id: QueueID
  let sender: AddrSpec
  let settings: Settings
  let language: Language
  let hostName: String
  /// What is remembered of the sender.
  let memory: SenderMemory

  /// Between two notices of one rule to one sender, in seconds.
  static let pause = 3_600

  /// The mail; nil where there is nothing to tell, or nobody to be told.
  /// - Parameter classes: the classes of mail whose senders want to know.
  func letter(for classes: [MailClass], rules: [Rule], at now: Int) -> Letter? {
    let mailClass = judgement.mailClass.mailClass
    guard classes.contains(mailClass), mailClass != .system, isRewritten, !sender.domain.isEmpty,
      InternalDomains(settings.organisation.domains).contain(sender)
    else { return nil }
    let changed = Set(judgement.findings.filter { $0.action == .rewrite }.map(\.rule))
    let due = rules.filter { changed.contains($0.id) && !wasTold(of: $0.id, since: now - Self.pause, at: now) }
    if due.isEmpty { return nil }
    for rule in due { memory.keep([String(now)], under: Self.name(of: rule.id)) }
    let text = ChangeNoticeText(judgement, rules: due, language: language)
    let subject = message.fields(named: .subject).first.map { message.unstructured($0) } ?? "–"
    return Letter(
      to: sender, subject: text.subject, text: text.body(subject: Terminal.safe(subject), id: id.text),
      hostName: hostName)
  }

  private var isRewritten: Bool {
    guard case .accept(let variants) = judgement.verdict else { return false }
    return variants.contains(where: \.isRewritten)
  }

  private func wasTold(of rule: RuleID, since start: Int, at now: Int) -> Bool {
    memory.lines(of: Self.name(of: rule)).compactMap { Int($0) }.contains { $0 > start && $0 <= now }
  }

  private static func name(of rule: RuleID) -> String { "notice \(rule)" }
}
