/// What holds for a rule and a class: the configuration for the class, else the configuration, else the pack.
extension Settings {
  /// The severity; nil where the rule does not judge this class or is off.
  package func severity(of rule: Rule, for mailClass: MailClass) -> Severity? {
    guard action(of: rule, for: mailClass) != .off else { return nil }
    let configured = setting(rule.id, mailClass, \.severity)
    if let own = rules[rule.id]?.perClass[mailClass], own.severity != nil || own.action != nil {
      return own.severity ?? configured ?? rule.severity(for: mailClass) ?? .warning
    }
    return rule.severity(for: mailClass).map { configured ?? $0 }
  }

  /// The action, before it is known whether a finding can be mended.
  package func action(of rule: Rule, for mailClass: MailClass) -> Action {
    // A severity for one class switches a rule on there that is off elsewhere.
    if rules[rule.id]?.action == .off, let own = rules[rule.id]?.perClass[mailClass], own.action == nil,
      own.severity != nil
    {
      return rule.classActions[mailClass] ?? rule.defaultAction
    }
    return setting(rule.id, mailClass, \.action) ?? rule.classActions[mailClass.judgedAs] ?? rule.defaultAction
  }

  package func failureMode(of rule: Rule, for mailClass: MailClass) -> FailureMode {
    setting(rule.id, mailClass, \.failureMode) ?? rule.failureMode
  }

  /// Whether who gives a reason may pass over the rule's findings.
  package func allowsOverride(of rule: RuleID, for mailClass: MailClass) -> Bool {
    setting(rule, mailClass, \.allowsOverride) ?? false
  }

  package func ladder(of rule: RuleID, for mailClass: MailClass) -> Ladder {
    Ladder(
      from: setting(rule, mailClass, \.escalateFrom) ?? 0,
      within: setting(rule, mailClass, \.escalateWithin) ?? Ladder.usualWindow)
  }

  package func listRewrite(of rule: RuleID, for mailClass: MailClass) -> ListRewrite {
    setting(rule, mailClass, \.rewrite) ?? .bcc
  }

  /// A number such as "threshold"; every number that a check reads stands in its pack.
  package func number(_ name: String, of rule: Rule, for mailClass: MailClass) -> Int {
    rules[rule.id]?.perClass[mailClass]?.numbers[name] ?? rules[rule.id]?.numbers[name] ?? rule.numbers[name] ?? 0
  }

  private func setting<Value>(
    _ rule: RuleID, _ mailClass: MailClass, _ value: KeyPath<RuleSettings, Value?>
  ) -> Value? {
    rules[rule]?.perClass[mailClass]?[keyPath: value] ?? rules[rule]?[keyPath: value]
  }
}
