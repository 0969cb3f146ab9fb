internal import MailSyntax
internal import Policy

/// Turns the document into a `Configuration`, section by section.
struct ConfigurationReader {
  /// What relative paths are relative to; empty for the working directory.
  let folder: String
  let rules: KnownRules

  /// The folder part of a path, with its last slash; empty where there is none.
  static func folder(of file: String) -> String {
    guard let slash = file.lastIndex(of: "/") else { return "" }
    return String(file[...slash])
  }

  func configuration(_ root: YAMLReader) throws(ConfigurationError) -> Configuration {
    let map = try root.mapping(keys: ConfigurationKey.root.names)
    var result = Configuration()
    if let node = map["organisation"] { result.settings.organisation = try organisation(node) }
    if let node = map["mode"] { result.settings.mode = try word(node, ConfigurationKey.modes, Mode.init) }
    if let node = map["classes"] {
      for entry in try node.sequence() { result.settings.classes.append(try classPolicy(entry)) }
    }
    if let node = map["allow-presend-class"] { result.settings.allowsPresendClass = try node.boolean() }
    if let node = map["rules"] { result.settings.rules = try RuleSettingsReader(known: rules).rules(node) }
    if let node = map["per-path"] {
      for entry in try node.sequence() { result.settings.perPath.append(try pathPolicy(entry)) }
    }
    if let node = map["per-sender"] {
      for entry in try node.sequence() { result.settings.perSender.append(try senderPolicy(entry)) }
    }
    result.baseline = try map["baseline"].map { value throws(ConfigurationError) in try value.path(in: folder) }
    if let node = map["templates"] { result.templates = try TemplateSettingsReader(folder: folder).templates(node) }
    if let node = map["consent"] {
      let consent = try node.mapping(keys: ConfigurationKey.consent.names)
      result.consentStore = try consent["store"].map { store throws(ConfigurationError) in
        YAMLReader.complete(String(try store.text(.storeURL).dropFirst("sqlite:".count)), in: folder)
      }
    }
    if let node = map["trackers"] {
      let trackers = try node.mapping(keys: ConfigurationKey.trackers.names)
      for list in try trackers["lists"]?.sequence() ?? [] { result.trackerLists.append(try list.path(in: folder)) }
      for name in try trackers["untracked-sets"]?.sequence() ?? [] {
        result.settings.untrackedSets.append(try name.text(.line))
      }
    }
    if let node = map["queue"] { result.queue = try queue(node) }
    if let node = map["held"] { result.held = try held(node) }
    if let node = map["audit"] { result.audit = try audit(node) }
    if let node = map["relay"] { result.relay = try relay(node) }
    if let node = map["submission"] { result.submission = try submission(node) }
    if let node = map["host-name"] { result.hostName = try node.text(.hostName) }
    return result
  }

  private func organisation(_ node: YAMLReader) throws(ConfigurationError) -> Organisation {
    let map = try node.mapping(keys: ConfigurationKey.organisation.names)
    var result = Organisation()
    if let value = map["name"] { result.name = try value.text(.line) }
    if let value = map["domains"] {
      for domain in try value.sequence() {
        // YAML reads an unquoted “!name” as a tag with nothing after it.
        guard !domain.isNull else {
          throw domain.error("“\(domain.path)” is empty", mend: "put texts that begin with “!” in quotes")
        }
        result.domains.append(try domain.text(.domainPattern))
      }
    }
    if let value = map["contact"] { result.contact = AddrSpec(parsing: try value.text(.address)) }
    if let value = map["reason"] { result.reasonSentence = Self.trimmed(try value.text(.any)) }
    if let value = map["list-unsubscribe"] { result.listUnsubscribe = try value.text(.listUnsubscribe) }
    if let value = map["circles"] { for entry in try value.sequence() { result.circles.append(try circle(entry)) } }
    if let value = map["lists"] { for entry in try value.sequence() { result.lists.append(try declaredList(entry)) } }
    return result
  }

  private func circle(_ node: YAMLReader) throws(ConfigurationError) -> Circle {
    let map = try node.mapping(keys: ConfigurationKey.circle.names)
    let list = try map.required("members")
    var members: [String] = []
    for member in try list.sequence() { members.append(try member.text(.addressPattern)) }
    guard !members.isEmpty else { throw list.error("the circle has no members", mend: "give their addresses") }
    return Circle(name: try map.required("name").text(.line), members: members)
  }

  private func declaredList(_ node: YAMLReader) throws(ConfigurationError) -> DeclaredList {
    let map = try node.mapping(keys: ConfigurationKey.declaredList.names)
    return DeclaredList(
      address: try map.required("address").text(.addressPattern),
      members: try map.required("members").integer(in: ConfigurationKey.memberCounts))
  }

  private func classPolicy(_ node: YAMLReader) throws(ConfigurationError) -> ClassPolicy {
    let map = try node.mapping(keys: ConfigurationKey.classPolicy.names)
    var result = ClassPolicy(mailClass: try map.required("class").choice())
    let conditions = try map.required("when")
    let when = try conditions.mapping(keys: ConfigurationKey.classConditions.names)
    if let value = when["from"] { result.from = try value.text(.addressPattern) }
    if let value = when["to"] { result.to = try value.text(.addressPattern) }
    if let value = when["list-id"] { result.listID = try value.text(.addressPattern) }
    if let value = when["header"] {
      let pattern = try value.text(.fieldPattern)
      let name = pattern.prefix { $0 != ":" }
      let body = pattern[name.endIndex...].dropFirst().drop { $0 == " " }
      result.header = (String(name), String(body))
    }
    if let value = when["path"] { result.path = try value.text(.pathPattern) }
    let isConditional = ["from", "to", "list-id", "header", "path"].contains { when[$0] != nil }
    guard isConditional else {
      throw conditions.error(
        "no condition: this would be the class of every mail", mend: "give “from”, “to”, “list-id”, “header” or “path”")
    }
    return result
  }

  private func pathPolicy(_ node: YAMLReader) throws(ConfigurationError) -> PathPolicy {
    let map = try node.mapping(keys: ConfigurationKey.pathPolicy.names)
    return PathPolicy(
      path: try map.required("path").text(.pathPattern),
      rules: try RuleSettingsReader(known: rules).rules(map.required("rules")))
  }

  private func senderPolicy(_ node: YAMLReader) throws(ConfigurationError) -> SenderPolicy {
    let map = try node.mapping(keys: ConfigurationKey.senderPolicy.names)
    let list = try map.required("from")
    var from: [String] = []
    for pattern in try list.sequence() { from.append(try pattern.text(.addressPattern)) }
    guard !from.isEmpty else { throw list.error("no sender is named", mend: "give their addresses") }
    return SenderPolicy(
      name: try map.required("name").text(.line), from: from,
      rules: try RuleSettingsReader(known: rules).rules(map.required("rules")))
  }

  private func queue(_ node: YAMLReader) throws(ConfigurationError) -> QueueSettings {
    let map = try node.mapping(keys: ConfigurationKey.queue.names)
    var result = QueueSettings()
    if let value = map["directory"] { result.directory = try value.path(in: folder) }
    if let value = map["double-bounce"] { result.doubleBounce = AddrSpec(parsing: try value.text(.address)) }
    if let value = map["minimum-free-octets"] { result.minimumFreeOctets = try size(value, ConfigurationKey.freeSizes) }
    return result
  }

  private func held(_ node: YAMLReader) throws(ConfigurationError) -> HeldSettings {
    let map = try node.mapping(keys: ConfigurationKey.held.names)
    var result = HeldSettings()
    if let value = map["keep-for"] { result.keepFor = try value.duration() }
    if let value = map["approver"] { result.approver = AddrSpec(parsing: try value.text(.address)) }
    if let value = map["mails-per-hour"] { result.mailsPerHour = try value.integer(in: ConfigurationKey.hourlyMails) }
    return result
  }

  private func audit(_ node: YAMLReader) throws(ConfigurationError) -> AuditSettings {
    let map = try node.mapping(keys: ConfigurationKey.audit.names)
    var result = AuditSettings()
    for sender in try map["named-senders"]?.sequence() ?? [] {
      result.namedSenders.append(try sender.text(.addressPattern))
    }
    return result
  }

  private func relay(_ node: YAMLReader) throws(ConfigurationError) -> RelaySettings {
    let map = try node.mapping(keys: ConfigurationKey.relay.names)
    let reader = SmarthostSettingsReader(folder: folder)
    var result = RelaySettings(try reader.smarthost(map))
    for fallback in try map["fallbacks"]?.sequence() ?? [] {
      result.fallbacks.append(try reader.smarthost(try fallback.mapping(keys: ConfigurationKey.smarthost.names)))
    }
    result.traceFolder = try map["trace"].map { value throws(ConfigurationError) in try value.path(in: folder) }
    if let value = map["connections"] {
      result.connections = try value.integer(in: ConfigurationKey.connectionCounts)
    }
    if let value = map["messages-per-connection"] {
      result.messagesPerConnection = try value.integer(in: ConfigurationKey.messageCounts)
    }
    if let value = map["retry"] { result.retry = try retry(value) }
    return result
  }

  private func retry(_ node: YAMLReader) throws(ConfigurationError) -> RetrySchedule {
    let map = try node.mapping(keys: ConfigurationKey.retry.names)
    var result = RetrySchedule()
    if let value = map["intervals"] {
      var intervals: [Int] = []
      for interval in try value.sequence() { intervals.append(try interval.duration()) }
      guard !intervals.isEmpty else { throw value.error("the list is empty", mend: "give at least one, such as 30m") }
      result.intervals = intervals
    }
    if let value = map["give-up-after"] { result.giveUpAfter = try value.duration() }
    return result
  }

  private func submission(_ node: YAMLReader) throws(ConfigurationError) -> SubmissionSettings {
    let map = try node.mapping(keys: ConfigurationKey.submission.names)
    var result = SubmissionSettings()
    if let value = map["maximum-message-octets"] {
      result.maximumMessageOctets = try size(value, ConfigurationKey.messageSizes)
    }
    if let value = map["held-exit"] {
      guard let exit = SubmissionSettings.HeldExit(rawValue: try value.integer(in: 0...255)) else {
        throw value.error("“\(value.path)” is neither 77 nor 0", mend: "write 77 (refused) or 0 (taken over)")
      }
      result.heldExit = exit
    }
    if let value = map["default-domain"] { result.defaultDomain = try value.text(.domain) }
    if let value = map["language"] { result.language = try value.choice() }
    for node in try map["change-notices"]?.sequence() ?? [] {
      result.changeNotices.append(try word(node, ConfigurationKey.tellableClasses) { name in
        ConfigurationKey.tellableClasses.contains(name) ? MailClass(rawValue: name) : nil
      })
    }
    if let value = map["mailq"] { result.mailq = try value.choice() }
    if let node = map["per-user"] {
      let map = try node.mapping(keys: ConfigurationKey.perUser.names)
      result.messagesPerUser = try map["messages"]?.integer(in: ConfigurationKey.waitingMessages)
      if let value = map["octets"] { result.octetsPerUser = try size(value, ConfigurationKey.waitingOctets) }
    }
    return result
  }

  // MARK: Values

  /// Without the line end that YAML's block texts close with.
  private static func trimmed(_ text: String) -> String {
    var rest = text[...]
    while rest.last?.isWhitespace ?? false { rest.removeLast() }
    return String(rest)
  }

  private func word<Word>(
    _ node: YAMLReader, _ known: [String], _ make: (String) -> Word?
  ) throws(ConfigurationError) -> Word {
    let text = try node.string()
    guard let word = make(text) else { throw node.unknown("value", text, known: known) }
    return word
  }

  private func size(_ node: YAMLReader, _ range: ClosedRange<Int>) throws(ConfigurationError) -> Int {
    let text = try node.string()
    guard let octets = Quantity.octets(text) else {
      throw node.error("“\(text)” is no size", mend: "write a number of octets, or one with KiB, MiB or GiB: 50 MiB")
    }
    guard range.contains(octets) else {
      let (least, most) = (Quantity.describe(octets: range.lowerBound), Quantity.describe(octets: range.upperBound))
      throw node.error("“\(text)” is out of range", mend: "give a size from \(least) to \(most)")
    }
    return octets
  }

}
