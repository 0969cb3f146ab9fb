extension Settings {
  /// The settings with other rules' settings over them, in order.
  package func overlaid(with overlays: [[RuleID: RuleSettings]]) -> Settings {
    var result = self
    for overlay in overlays {
      for (id, own) in overlay { result.rules[id] = result.rules[id]?.overlaid(with: own) ?? own }
    }
    return result
  }
}

extension RuleSettings {
  /// What `other` says; where it says nothing, what stands here.
  package func overlaid(with other: RuleSettings) -> RuleSettings {
    var result = self
    // Who gives a severity wants to be told: what was switched off before judges again, by its pack's action.
    result.action = other.action ?? (other.severity != nil && action == .off ? nil : action)
    result.severity = other.severity ?? severity
    result.rewrite = other.rewrite ?? rewrite
    result.failureMode = other.failureMode ?? failureMode
    result.allowsOverride = other.allowsOverride ?? allowsOverride
    result.escalateFrom = other.escalateFrom ?? escalateFrom
    result.escalateWithin = other.escalateWithin ?? escalateWithin
    result.numbers.merge(other.numbers) { $1 }
    // A word for the path as a whole counts more than one for a class elsewhere. A class has no classes of its own.
    for mailClass in perClass.keys {
      if other.action != nil { result.perClass[mailClass]?.action = nil }
      if other.severity != nil || other.action == .off { result.perClass[mailClass]?.severity = nil }
      if other.severity != nil, result.perClass[mailClass]?.action == .off { result.perClass[mailClass]?.action = nil }
    }
    for (mailClass, own) in other.perClass {
      result.perClass[mailClass] = result.perClass[mailClass]?.overlaid(with: own) ?? own
    }
    return result
  }
}
