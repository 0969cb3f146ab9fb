internal import MailSyntax
internal import Policy

extension Configuration {
  /// The configuration as presend.yml that says all that counts, defaults included: `presend config show`.
  /// Reading it gives the same configuration again, except that relative paths have become complete.
  package var yaml: String {
    var lines: [String] = []
    lines += organisationLines
    lines.append("mode: \(settings.mode.rawValue)")
    if settings.classes.isEmpty {
      lines.append("classes: []")
    } else {
      lines.append("classes:")
      lines += settings.classes.map { "  - \(Self.flow($0))" }
    }
    lines.append("allow-presend-class: \(settings.allowsPresendClass)")
    lines += ruleLines
    lines += pathLines
    lines += senderRuleLines
    if let baseline { lines.append("baseline: \(YAMLText.quoted(baseline))") }
    lines += templateLines
    if let consentStore { lines += ["consent:", "  store: \(YAMLText.quoted("sqlite:" + consentStore))"] }
    lines += trackerLines
    lines += [
      "queue:", "  directory: \(YAMLText.quoted(queue.directory))",
      "  minimum-free-octets: \(Quantity.describe(octets: queue.minimumFreeOctets))",
    ]
    if let address = queue.doubleBounce { lines.append("  double-bounce: \(YAMLText.quoted(address.wireForm))") }
    lines += ["held:", "  keep-for: \(Quantity.describe(seconds: held.keepFor))"]
    if let approver = held.approver { lines.append("  approver: \(YAMLText.quoted(approver.wireForm))") }
    lines.append("  mails-per-hour: \(held.mailsPerHour)")
    if !audit.namedSenders.isEmpty {
      lines += ["audit:", "  named-senders: [\(audit.namedSenders.map(YAMLText.quoted).joined(separator: ", "))]"]
    }
    lines += relayLines
    lines += [
      "submission:", "  maximum-message-octets: \(Quantity.describe(octets: submission.maximumMessageOctets))",
      "  held-exit: \(submission.heldExit.rawValue)",
    ]
    if let domain = submission.defaultDomain { lines.append("  default-domain: \(YAMLText.quoted(domain))") }
    if let language = submission.language { lines.append("  language: \(language.rawValue)") }
    lines.append("  mailq: \(submission.mailq.rawValue)")
    if !submission.changeNotices.isEmpty {
      lines.append("  change-notices: [\(submission.changeNotices.map(\.rawValue).joined(separator: ", "))]")
    }
    lines += perUserLines
    if let hostName { lines.append("host-name: \(hostName)") }
    return lines.joined(separator: "\n") + "\n"
  }

  private var organisationLines: [String] {
    let organisation = settings.organisation
    var lines = ["organisation:"]
    if let name = organisation.name { lines.append("  name: \(YAMLText.quoted(name))") }
    lines.append("  domains: [\(organisation.domains.map(YAMLText.quoted).joined(separator: ", "))]")
    if let contact = organisation.contact { lines.append("  contact: \(YAMLText.quoted(contact.wireForm))") }
    if let reason = organisation.reasonSentence { lines.append("  reason: \(YAMLText.quoted(reason))") }
    if let field = organisation.listUnsubscribe { lines.append("  list-unsubscribe: \(YAMLText.quoted(field))") }
    if !organisation.circles.isEmpty {
      lines.append("  circles:")
      lines += organisation.circles.map { circle in
        let members = circle.members.map(YAMLText.quoted).joined(separator: ", ")
        return "    - { name: \(YAMLText.quoted(circle.name)), members: [\(members)] }"
      }
    }
    if !organisation.lists.isEmpty {
      lines.append("  lists:")
      lines += organisation.lists.map {
        "    - { address: \(YAMLText.quoted($0.address)), members: \($0.members) }"
      }
    }
    return lines
  }

  private var perUserLines: [String] {
    let messages = submission.messagesPerUser.map { "    messages: \($0)" }
    let octets = submission.octetsPerUser.map { "    octets: \(Quantity.describe(octets: $0))" }
    let limits = [messages, octets].compactMap(\.self)
    return limits.isEmpty ? [] : ["  per-user:"] + limits
  }

  private var trackerLines: [String] {
    guard !trackerLists.isEmpty || !settings.untrackedSets.isEmpty else { return [] }
    return [
      "trackers:", "  lists: [\(trackerLists.map(YAMLText.quoted).joined(separator: ", "))]",
      "  untracked-sets: [\(settings.untrackedSets.map(YAMLText.quoted).joined(separator: ", "))]",
    ]
  }

  private static func flow(_ policy: ClassPolicy) -> String {
    var when: [String] = []
    if let from = policy.from { when.append("from: \(YAMLText.quoted(from))") }
    if let to = policy.to { when.append("to: \(YAMLText.quoted(to))") }
    if let listID = policy.listID { when.append("list-id: \(YAMLText.quoted(listID))") }
    if let header = policy.header { when.append("header: \(YAMLText.quoted("\(header.name): \(header.body)"))") }
    if let path = policy.path { when.append("path: \(YAMLText.quoted(path))") }
    return "{ class: \(policy.mailClass.rawValue), when: { \(when.joined(separator: ", ")) } }"
  }

  private var ruleLines: [String] {
    guard !settings.rules.isEmpty else { return ["rules: {}"] }
    let sorted = settings.rules.sorted { $0.key < $1.key }
    return ["rules:"] + sorted.map { "  \($0.key): \(Self.flow($0.value))" }
  }

  private var pathLines: [String] {
    guard !settings.perPath.isEmpty else { return [] }
    return ["per-path:"]
      + settings.perPath.map { policy in
        let rules = policy.rules.sorted { $0.key < $1.key }.map { "\($0.key): \(Self.flow($0.value))" }
        return "  - { path: \(YAMLText.quoted(policy.path)), rules: { \(rules.joined(separator: ", ")) } }"
      }
  }

  private var senderRuleLines: [String] {
    guard !settings.perSender.isEmpty else { return [] }
    return ["per-sender:"]
      + settings.perSender.map { policy in
        let from = policy.from.map(YAMLText.quoted).joined(separator: ", ")
        let rules = policy.rules.sorted { $0.key < $1.key }.map { "\($0.key): \(Self.flow($0.value))" }
        return
          "  - { name: \(YAMLText.quoted(policy.name)), from: [\(from)], rules: { \(rules.joined(separator: ", ")) } }"
      }
  }

  private static func flow(_ rule: RuleSettings) -> String {
    var pairs: [String] = []
    if let action = rule.action { pairs.append("action: \(action.rawValue)") }
    if let severity = rule.severity { pairs.append("severity: \(severity.rawValue)") }
    if let rewrite = rule.rewrite { pairs.append("rewrite: \(rewrite.rawValue)") }
    if let failure = rule.failureMode { pairs.append("failure: \(failure.rawValue)") }
    if let from = rule.escalateFrom { pairs.append("escalate-from: \(from)") }
    if let seconds = rule.escalateWithin { pairs.append("escalate-within: \(Quantity.describe(seconds: seconds))") }
    if let override = rule.allowsOverride { pairs.append("override: \(override)") }
    pairs += rule.numbers.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }
    // A class has no classes of its own, so this goes one level down and no further.
    for mailClass in MailClass.allCases {
      if let own = rule.perClass[mailClass] { pairs.append("\(mailClass.rawValue): \(flow(own))") }
    }
    return pairs.isEmpty ? "{}" : "{ \(pairs.joined(separator: ", ")) }"
  }

  private var templateLines: [String] {
    func list(_ name: String, _ texts: [String]) -> [String] {
      texts.isEmpty ? [] : ["  \(name): [\(texts.map(YAMLText.quoted).joined(separator: ", "))]"]
    }
    func map(_ name: String, _ pairs: [TemplateSettings.Pair]) -> [String] {
      guard !pairs.isEmpty else { return [] }
      let texts = pairs.map { "\(YAMLText.quoted($0.key)): \(YAMLText.quoted($0.value))" }
      return ["  \(name): { \(texts.joined(separator: ", ")) }"]
    }
    let lines =
      list("roots", templates.roots) + map("aliases", templates.aliases) + list("layouts", templates.layouts)
      + list("partials", templates.partials) + map("languages", templates.languages)
      + list("catalogues", templates.catalogues)
    return lines.isEmpty ? [] : ["templates:"] + lines
  }

  private var relayLines: [String] {
    guard let relay else { return [] }
    var lines = ["relay:"] + relay.smarthost.pairs.map { "  \($0)" }
    if !relay.fallbacks.isEmpty {
      lines += ["  fallbacks:"] + relay.fallbacks.map { "    - { \($0.pairs.joined(separator: ", ")) }" }
    }
    lines.append("  connections: \(relay.connections)")
    lines.append("  messages-per-connection: \(relay.messagesPerConnection)")
    if let folder = relay.traceFolder { lines.append("  trace: \(YAMLText.quoted(folder))") }
    let intervals = relay.retry.intervals.map(Quantity.describe(seconds:)).joined(separator: ", ")
    let giveUp = Quantity.describe(seconds: relay.retry.giveUpAfter)
    lines.append("  retry: { intervals: [\(intervals)], give-up-after: \(giveUp) }")
    return lines
  }
}

extension SmarthostSettings {
  /// The keys with their values, each as YAML writes it on one line.
  fileprivate var pairs: [String] {
    var pairs = ["url: \(YAMLText.quoted(url.description))"]
    if let user { pairs.append("user: \(YAMLText.quoted(user))") }
    if let secret { pairs.append("\(secret.key): \(value(of: secret))") }
    if let caFile { pairs.append("ca-file: \(YAMLText.quoted(caFile))") }
    if let caPath { pairs.append("ca-path: \(YAMLText.quoted(caPath))") }
    if let pinnedKey { pairs.append("pinned-key: \(YAMLText.quoted(pinnedKey))") }
    return pairs + ["tls-minimum: \"\(minimumTLS.rawValue)\"", "tls: \(tls.rawValue)"]
  }

  private func value(of secret: Secret) -> String {
    switch secret {
    case .passwordFile(let text), .passwordCredential(let text): YAMLText.quoted(text)
    case .passwordCommand(let words), .tokenCommand(let words):
      "[\(words.map(YAMLText.quoted).joined(separator: ", "))]"
    }
  }
}
