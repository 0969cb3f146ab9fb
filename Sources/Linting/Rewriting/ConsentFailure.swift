import Policy

/// What follows when the consent store could not answer: findings that rest on consent are open, not found.
struct ConsentFailure {
  let context: Context
  let mailClass: ClassDecision
  let linter: Linter

  /// Whether the store's silence keeps this finding from being judged, so that the message must wait.
  ///
  /// A finding that leads to nothing but a warning keeps no message waiting.
  func leavesOpen(_ finding: Finding) -> Bool {
    isUnanswered(finding) && failureMode(of: finding.rule) == .tempfail
  }

  /// The finding as it stands: where its rule is configured to pass in this case, it warns and says why.
  func flagged(_ finding: Finding) -> Finding {
    guard isUnanswered(finding), failureMode(of: finding.rule) == .pass else { return finding }
    return finding.with(action: .warn, signal: passed)
  }

  /// For the sender, who shall try again.
  func reason(for rule: RuleID) -> String {
    let cause = context.consent.failure ?? ""
    return switch context.language {
    case .english: "\(rule) needs the consent store, which did not answer: \(cause)"
    case .german: "\(rule) braucht den Einwilligungsspeicher, der nicht geantwortet hat: \(cause)"
    }
  }

  private func isUnanswered(_ finding: Finding) -> Bool {
    // A request for consent may not track anybody, so no answer is needed.
    guard context.consent.failure != nil, finding.restsOnConsent, mailClass.mailClass != .consentRequest else {
      return false
    }
    return finding.action != .warn && finding.action != .off
  }

  private func failureMode(of id: RuleID) -> FailureMode {
    guard let rule = linter.rule(id) else { return .tempfail }
    return context.settings.failureMode(of: rule, for: mailClass.mailClass)
  }

  private var passed: String {
    switch context.language {
    case .english: "passed: the consent store did not answer"
    case .german: "durchgelassen: der Einwilligungsspeicher hat nicht geantwortet"
    }
  }
}
