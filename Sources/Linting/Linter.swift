package import MailContent
import MailSyntax
package import Policy

/// Judges messages and templates by rule packs: which rule hits where, how much it weighs, what is to be done.
///
/// Pure: no file, no clock, no network. A linter holds its rules' phrases compiled, so make it once and use it often.
package struct Linter: Sendable {
  package let rules: [Rule]
  private let checks: CheckList
  /// The rules whose findings a comment may ignore.
  private let ignorable: Set<RuleID>

  /// - Parameter rules: by default those that presend was built with, whose phrases are compiled already.
  package init(rules: [Rule]? = nil) {
    self.rules = rules ?? RulePacks.builtIn
    ignorable = Self.ignorable(self.rules)
    checks = CheckList(rules: self.rules, isBuiltIn: rules == nil)
  }

  /// The rule of an id; nil where it has none.
  package func rule(_ id: RuleID) -> Rule? { rules.first { $0.id == id } }

  /// Whether a rule finds what a mail owes as a whole, so that its findings have no place of their own.
  package func isOwed(_ id: RuleID) -> Bool {
    rules.firstIndex { $0.id == id }.map { checks[$0] is any OwedCheck } ?? false
  }

  /// All findings, by place, then by rule id. Rules that are off for the class find nothing.
  package func findings(
    in subject: Subject, reading: Reading, mailClass: ClassDecision, context: Context
  ) -> [Finding] {
    judged(subject, reading: reading, mailClass: mailClass, context: context).findings
  }

  /// All findings, where a template meets what the rules demand, in the order of the rules, and what its comments ask
  /// to ignore.
  package func judged(
    _ subject: Subject, reading: Reading, mailClass: ClassDecision, context: Context
  ) -> (findings: [Finding], provisions: [Provision], ignored: [IgnoredFinding]) {
    judged(subject, scanned(subject, reading, context), mailClass, context)
  }

  /// A subject with room for the phrases in it, to be scanned once for its class and for all rules.
  func scanned(_ subject: Subject, _ reading: Reading, _ context: Context) -> ScannedReading {
    ScannedReading(subject, reading, context, checks.book)
  }

  func judged(
    _ subject: Subject, _ words: ScannedReading, _ mailClass: ClassDecision, _ context: Context
  ) -> (findings: [Finding], provisions: [Provision], ignored: [IgnoredFinding]) {
    let examination = Examination(
      subject: subject, words: words, mailClass: mailClass.mailClass.judgedAs, context: context)
    var findings: [Finding] = []
    var provisions: [Provision] = []
    for (index, rule) in rules.enumerated() {
      guard let severity = context.settings.severity(of: rule, for: mailClass.mailClass) else { continue }
      let action = context.settings.action(of: rule, for: mailClass.mailClass)
      let outcome = checks[index].outcome(in: examination)
      for hit in outcome.hits { findings.append(finding(hit, rule, severity, action, examination)) }
      provisions += outcome.provisions
    }
    let directives = IgnoreDirectives(examination, known: ignorable)
    let ignoring = Ignoring(findings, directives, known: ignorable, examination)
    findings = ignoring.kept
    for rule in rules where rule.check == .unusedIgnore {
      guard let severity = context.settings.severity(of: rule, for: mailClass.mailClass) else { continue }
      let action = context.settings.action(of: rule, for: mailClass.mailClass)
      findings += ignoring.unused.map { finding($0, rule, severity, action, examination) }
    }
    findings.sort(by: Self.isBefore)
    return (findings, provisions, ignoring.ignored)
  }

  /// The findings in a message once its destination fields conceal their list, which one rule alone asks for.
  /// - Parameter findings: those of the message as it came.
  func findings(
    _ findings: [Finding], ofConcealed subject: Subject, _ words: ScannedReading, _ mailClass: ClassDecision,
    _ context: Context
  ) -> [Finding] {
    var concealing = context
    concealing.concealsRecipients = true
    let examination = Examination(subject: subject, words: words, mailClass: mailClass.mailClass, context: concealing)
    var findings = findings
    for (index, rule) in rules.enumerated() where rule.check == .hiddenList {
      guard let severity = context.settings.severity(of: rule, for: mailClass.mailClass) else { continue }
      let action = context.settings.action(of: rule, for: mailClass.mailClass)
      findings.removeAll { $0.rule == rule.id }
      findings += checks[index].hits(in: examination).map { finding($0, rule, severity, action, examination) }
    }
    findings.sort(by: Self.isBefore)
    return findings
  }

  /// The order of findings: by place, then by rule.
  private static func isBefore(_ a: Finding, _ b: Finding) -> Bool {
    (a.place.octets.lowerBound, a.rule, a.place.octets.upperBound)
      < (b.place.octets.lowerBound, b.rule, b.place.octets.upperBound)
  }

  /// The rules whose findings a comment may ignore: all but those that judge such comments.
  static func ignorable(_ rules: [Rule]) -> Set<RuleID> {
    Set(rules.filter { $0.check != .malformedIgnore && $0.check != .unusedIgnore }.map(\.id))
  }

  private func finding(
    _ hit: Hit, _ rule: Rule, _ severity: Severity, _ action: Action, _ examination: Examination
  ) -> Finding {
    let language = examination.context.language
    let rungs = Self.rungs(of: rule, examination)
    let due = action.raised(by: rungs)
    let settled = due == .rewrite && !hit.isMendable ? rule.fallbackAction : due
    return Finding(
      rule: rule.id, severity: hit.isNote ? .note : hit.isAdvice ? min(severity, .warning) : severity,
      action: hit.isNote || hit.isAdvice ? .warn : settled, place: hit.place,
      message: (Self.text(rule.messages[hit.message] ?? OwedMessages.text(hit.message), hit.values, language)
        ?? rule.title(language)) + OwedMessages.versions(of: hit)(language),
      evidence: hit.evidence, signals: hit.signals + (rungs > 0 ? [Self.repeated(language)] : []),
      recipients: hit.recipients,
      sources: rule.sources.filter { $0.kind != .precedent }.map { $0.citation(language) },
      remedy: hit.isNote || hit.isAdvice ? nil : hit.remedy, related: hit.related)
  }

  /// How many rungs up a rule's action is since the sender has done the same before.
  private static func rungs(of rule: Rule, _ examination: Examination) -> Int {
    examination.context.settings.ladder(of: rule.id, for: examination.mailClass)
      .rungs(after: examination.context.recentFindings[rule.id] ?? [])
  }

  private static let repeated = LocalText(
    english: "not the first time of late", german: "in letzter Zeit nicht zum ersten Mal")
}
