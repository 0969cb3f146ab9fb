internal import Policy

/// Reads `rules:`: per rule id an action, or a mapping with action, severity, rewrite, failure, the rule's numbers, and
/// the same again per class.
struct RuleSettingsReader {
  let known: KnownRules
  /// Numbers of rules: thresholds and counts.
  static let numbers = 0...1_000_000_000

  func rules(_ node: YAMLReader) throws(ConfigurationError) -> [RuleID: RuleSettings] {
    var result: [RuleID: RuleSettings] = [:]
    for (key, value) in try node.entries() {
      let id = try ruleID(key)
      result[id] = try settings(value, of: id, isClass: false)
    }
    return result
  }

  private func ruleID(_ key: YAMLReader) throws(ConfigurationError) -> RuleID {
    let text = try key.string()
    let id = RuleID(text)
    guard let ids = known.ids else {
      let parts = text.split(separator: "/", omittingEmptySubsequences: false)
      guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty }) else {
        throw key.error("“\(text)” is no rule id", mend: "write group/name; “presend rules” lists them")
      }
      return id
    }
    guard ids.contains(id) else {
      let nearest = NearestName.of(text, among: ids.map(\.description))
      throw key.error(
        "unknown rule “\(text)”",
        mend: nearest.map { "did you mean “\($0)”?" } ?? "“presend rules” lists the rules")
    }
    return id
  }

  private func settings(_ node: YAMLReader, of id: RuleID, isClass: Bool) throws(ConfigurationError) -> RuleSettings {
    var result = RuleSettings()
    guard node.isMapping else {
      guard !node.isNull, !node.isSequence else {
        throw node.error("“\(node.path)” holds no action", mend: "write \(actionList), or a mapping with “action:”")
      }
      result.action = try node.choice()
      return result
    }
    for (key, value) in try node.entries() {
      let name = try key.string()
      switch name {
      case "action": result.action = try value.choice()
      case "severity": result.severity = try value.choice()
      case "rewrite": result.rewrite = try word(value, ConfigurationKey.listRewrites, ListRewrite.init)
      case "escalate-from": result.escalateFrom = try value.integer(in: ConfigurationKey.findingCounts)
      case "escalate-within": result.escalateWithin = try value.duration()
      case "override": result.allowsOverride = try value.boolean()
      case "failure": result.failureMode = try word(value, ConfigurationKey.failureModes, FailureMode.init)
      default:
        if !isClass, let mailClass = MailClass(rawValue: name) {
          result.perClass[mailClass] = try settings(value, of: id, isClass: true)
        } else if isNumber(name, of: id) {
          result.numbers[name] = try value.integer(in: Self.numbers)
        } else {
          throw key.unknown("key", name, known: knownKeys(of: id, isClass: isClass))
        }
      }
    }
    return result
  }

  private func isNumber(_ name: String, of id: RuleID) -> Bool {
    guard known.ids != nil else { return name.utf8.allSatisfy { $0 == 0x2D || (0x61...0x7A).contains($0) } }
    return known.numbers(of: id)?.contains(name) ?? false
  }

  private func knownKeys(of id: RuleID, isClass: Bool) -> [String] {
    ConfigurationKey.rule.names + (known.numbers(of: id) ?? [])
      + (isClass ? [] : ConfigurationKey.classNames)
  }

  private func word<Word>(
    _ node: YAMLReader, _ known: [String], _ make: (String) -> Word?
  ) throws(ConfigurationError) -> Word {
    let text = try node.string()
    guard let word = make(text) else { throw node.unknown("value", text, known: known) }
    return word
  }

  private var actionList: String { ConfigurationKey.actions.joined(separator: ", ") }
}
