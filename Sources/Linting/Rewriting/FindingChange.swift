import Policy

extension Finding {
  /// The same finding with what the gateway really does about it.
  func with(action: Action, signal: String? = nil) -> Finding {
    Finding(
      rule: rule, severity: severity, action: action, place: place, message: message, evidence: evidence,
      signals: signal.map { signals + [$0] } ?? signals, recipients: recipients, sources: sources, remedy: remedy,
      related: related)
  }

  /// The same finding, to be mended by a person alone.
  var withoutRemedy: Finding {
    Finding(
      rule: rule, severity: severity, action: action == .rewrite ? .hold : action, place: place, message: message,
      evidence: evidence, signals: signals, recipients: recipients, sources: sources, remedy: nil,
      related: related)
  }

  /// Whether recipients are shown to each other, and the mend conceals them.
  var disclosesRecipients: Bool {
    switch remedy {
    case .concealRecipients, .ownAttendee: true
    case .removeField: rule.group == "recipients"
    case .removeContent, .setField, .addListUnsubscribe, .appendReason, nil: false
    }
  }

  /// Whether the finding rests on a consent that the store was asked for: it takes something out for those who have
  /// not agreed, or would if it could.
  var restsOnConsent: Bool {
    if rule.group == "consent" { return true }
    return switch remedy {
    // A field that discloses recipients goes for everybody.
    case .removeContent, .removeField, .setField: rule.group != "recipients" && rule != "tracking/quoted-pixel"
    case .concealRecipients, .ownAttendee, .addListUnsubscribe, .appendReason, nil: rule.group == "tracking"
    }
  }
}

extension RuleID {
  /// The part of `group/name` before the slash.
  var group: Substring { description.prefix { $0 != "/" } }
}
