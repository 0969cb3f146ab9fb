package import Linting
package import Policy

/// Passing over findings by somebody who gives a reason (`presend send --override`).
package enum Override {
  /// The settings under which what stops this message warns instead.
  /// - Returns: nil where nothing stops it, or a rule that does so may not be passed over.
  static func waiving(_ judgement: Judgement, in settings: Settings, of linter: Linter) -> (
    settings: Settings, rules: [RuleID]
  )? {
    var rules: [RuleID] = []
    for finding in judgement.findings where finding.action == .hold || finding.action == .reject {
      if !rules.contains(finding.rule) { rules.append(finding.rule) }
    }
    let mailClass = judgement.mailClass.mailClass
    guard !rules.isEmpty, rules.allSatisfy({ settings.allowsOverride(of: $0, for: mailClass) }) else { return nil }
    var settings = settings
    for rule in rules {
      var own = settings.rules[rule] ?? RuleSettings()
      var ofClass = own.perClass[mailClass] ?? RuleSettings()
      ofClass.action = .warn
      // What escalates would be stricter again.
      ofClass.escalateFrom = 0
      own.perClass[mailClass] = ofClass
      settings.rules[rule] = own
    }
    return (settings, rules)
  }

  /// The rules that stop a message and may not be passed over.
  package static func forbidding(_ judgement: Judgement, in settings: Settings) -> [RuleID] {
    var rules: [RuleID] = []
    for finding in judgement.blocking where finding.action == .hold || finding.action == .reject {
      let isAllowed = settings.allowsOverride(of: finding.rule, for: judgement.mailClass.mailClass)
      if !isAllowed, !rules.contains(finding.rule) { rules.append(finding.rule) }
    }
    return rules
  }
}
