internal import Policy

/// The keys of presend.yml.
extension ConfigurationKey {
  /// From a second to a year.
  static let durations = 1...(366 * 86_400)
  /// A message of less than 1 KiB is refused by nobody; more than 2 GiB is taken by nobody.
  static let messageSizes = 1 << 10...2 << 30
  /// Up to a TiB.
  static let freeSizes = 0...1 << 40
  /// A list of one is an address; more than the people on earth is a slip.
  static let memberCounts = 2...10_000_000_000
  /// More findings than a sender's memory holds would never come.
  static let findingCounts = 0...100
  static let actions = Action.allCases.map(\.rawValue)
  static let severities = Severity.allCases.map(\.rawValue)
  static let classNames = MailClass.allCases.map(\.rawValue)
  /// Those whose senders may be told something: not mail between machines.
  static let tellableClasses = MailClass.allCases.filter { $0 != .system }.map(\.rawValue)
  static let modes = [Mode.enforce, .shadow].map(\.rawValue)
  static let failureModes = [FailureMode.tempfail, .pass].map(\.rawValue)
  static let listRewrites = [ListRewrite.bcc, .individual].map(\.rawValue)

  /// All of presend.yml.
  static let root: [ConfigurationKey] = [
    .init("organisation", .mapping(organisation), "who sends, and which domains are internal"),
    .init("mode", .word(modes), "“shadow” judges and records but changes and stops nothing"),
    .init("classes", .list(.mapping(classPolicy)), "the class of a mail by what matches it; the first match wins"),
    .init(
      "allow-presend-class", .boolean, "whether a message's own Presend-Class field counts; it is always removed"),
    .init("rules", .rules, "what is done about each rule's findings, by rule id"),
    .init("per-path", .list(.mapping(pathPolicy)), "rules set otherwise for some template files; later entries win"),
    .init(
      "per-sender", .list(.mapping(senderPolicy)), "rules set otherwise for the mail of some senders; later entries win"
    ),
    .init("baseline", .text(.filePath), "findings that were there before, as presend baseline wrote them"),
    .init("templates", .mapping(templates), "where templates and what they draw in are found"),
    .init("consent", .mapping(consent), "where consent is recorded"),
    .init("trackers", .mapping(trackers), "what counts as a tracker beside what presend knows"),
    .init("queue", .mapping(queue), "where accepted and held mail waits"),
    .init("held", .mapping(held), "what becomes of mail that waits for a person"),
    .init("audit", .mapping(audit), "what the audit log says of people"),
    .init("relay", .mapping(relay), "the smarthost that accepted mail is handed to"),
    .init("submission", .mapping(submission), "how messages are taken in"),
    .init("host-name", .text(.hostName), "what this machine calls itself to the smarthost and in notices"),
  ]

  static let organisation: [ConfigurationKey] = [
    .init("name", .text(.line), "the organisation's name as recipients know it"),
    .init(
      "domains", .list(.text(.domainPattern)),
      "internal domains; “*.” for all subdomains, “!” for an exception, the last match wins; all else is external"),
    .init("contact", .text(.address), "whom recipients and colleagues may ask, such as the data protection officer"),
    .init("reason", .text(.any), "the sentence appended where a mail does not say why it is sent"),
    .init(
      "list-unsubscribe", .text(.listUnsubscribe),
      "the List-Unsubscribe field body added where only the field is missing; “{token}” stands for a token of each recipient"),
    .init(
      "circles", .list(.mapping(circle)),
      "outsiders who know each other: in one message to them alone they may see each other"),
    .init("lists", .list(.mapping(declaredList)), "addresses that deliver to many people outside, and to how many"),
  ]

  static let circle: [ConfigurationKey] = [
    .init("name", .text(.line), "what they have in common, for people", isRequired: true),
    .init(
      "members", .list(.text(.addressPattern)), "their addresses; “*” matches any run of characters", isRequired: true),
  ]

  static let declaredList: [ConfigurationKey] = [
    .init("address", .text(.addressPattern), "the list's address; “*” matches any run of characters", isRequired: true),
    .init("members", .integer(memberCounts), "how many people read it", isRequired: true),
  ]

  static let classPolicy: [ConfigurationKey] = [
    .init("class", .word(classNames), "the class of what matches", isRequired: true),
    .init("when", .mapping(classConditions), "conditions; all of them must match", isRequired: true),
  ]

  static let classConditions: [ConfigurationKey] = [
    .init("from", .text(.addressPattern), "author or reverse-path; “*” matches any run of characters"),
    .init("to", .text(.addressPattern), "a recipient; “*” matches any run of characters"),
    .init("list-id", .text(.addressPattern), "the List-Id without angle brackets; “*” as above"),
    .init("header", .text(.fieldPattern), "a field and its body: \"X-Mailer: Shop*\""),
    .init("path", .text(.pathPattern), "a template's path; “*” within a folder, “**” across folders"),
  ]

  /// The keys of one rule; numbers of the rule and classes stand beside them.
  static let rule: [ConfigurationKey] = [
    .init("action", .word(actions), "what the gateway does about a finding"),
    .init("severity", .word(severities), "how much a finding weighs for --fail-on"),
    .init("rewrite", .word(listRewrites), "how an open list is rewritten"),
    .init("failure", .word(failureModes), "what happens when what the rule needs cannot answer"),
    .init(
      "escalate-from", .integer(findingCounts),
      "from which finding of one sender on the action goes one rung up each time: warn, rewrite, hold, reject; 0 for never"),
    .init("escalate-within", .duration(durations), "for how long a sender's finding counts for that; 24h unless given"),
    .init("override", .boolean, "whether “presend send --override REASON” passes over a finding; it is recorded"),
  ]

  static let pathPolicy: [ConfigurationKey] = [
    .init(
      "path", .text(.pathPattern), "files, from the folder of presend.yml; “*” within a folder, “**” across folders",
      isRequired: true),
    .init("rules", .rules, "what differs for them, as in “rules”", isRequired: true),
  ]

  static let senderPolicy: [ConfigurationKey] = [
    .init(
      "name", .text(.line), "what they have in common: a department, a tool; the log and its reports name it",
      isRequired: true),
    .init(
      "from", .list(.text(.addressPattern)),
      "their addresses, as author or reverse-path; “*” matches any run of characters",
      isRequired: true),
    .init("rules", .rules, "what differs for them, as in “rules”", isRequired: true),
  ]

  static let templates: [ConfigurationKey] = [
    .init("roots", .list(.text(.filePath)), "folders in which the names of includes are looked up"),
    .init(
      "aliases", .map(.text(.filePath)), "the folder that the beginning of a name stands for: \"mail::\", \"@Shop/\""),
    .init("layouts", .list(.text(.pathPattern)), "files that are only rendered around others, by path pattern"),
    .init("partials", .list(.text(.pathPattern)), "files that are only rendered within others, by path pattern"),
    .init("languages", .map(.word(TemplateSettings.languageNames)), "a template's language, by path pattern"),
    .init(
      "catalogues", .list(.text(.filePath)), "files of translations: po, yml, json, xlf, properties; \"*\" as in path"),
  ]

  static let consent: [ConfigurationKey] = [
    .init("store", .text(.storeURL), "\"sqlite:/path/of/consent.db\"; without a store nobody has consented")
  ]

  static let trackers: [ConfigurationKey] = [
    .init(
      "lists", .list(.text(.filePath)), "filter lists in EasyList's syntax or plain hosts, whose entries are trackers"),
    .init(
      "untracked-sets", .list(.text(.line)),
      "names in X-SES-CONFIGURATION-SET whose settings count no openings or clicks"),
  ]

  static let queue: [ConfigurationKey] = [
    .init("directory", .text(.filePath), "the queue's folder"),
    .init("minimum-free-octets", .size(freeSizes), "with less space free, new messages are refused for now"),
    .init(
      "double-bounce", .text(.address),
      "who gets the failure notices of mail without a sender; none: it is kept in failed/"),
  ]

  /// Mails an hour that a person can bear.
  static let hourlyMails = 1...1_000

  static let held: [ConfigurationKey] = [
    .init("keep-for", .duration(durations), "after this a held message goes back to its sender"),
    .init("approver", .text(.address), "who is told by mail that something waits"),
    .init("mails-per-hour", .integer(hourlyMails), "at most so many of these mails; the rest is told together"),
  ]

  static let audit: [ConfigurationKey] = [
    .init(
      "named-senders", .list(.text(.addressPattern)),
      "senders whose addresses stand in the log as they are, not as hashes; “*” matches any run of characters")
  ]

  /// One smarthost, the first or another.
  static let smarthost: [ConfigurationKey] = [
    .init("url", .text(.relayURL), "smtps://HOST[:PORT], or smtp://HOST[:PORT] with STARTTLS", isRequired: true),
    .init("user", .text(.line), "the user to authenticate as"),
    .init("password-file", .text(.filePath), "the file whose first line is the password"),
    .init(
      "password-credential", .text(.credentialName), "the systemd credential (LoadCredential) that holds the password"),
    .init("password-command", .list(.text(.line)), "a program and its arguments; its first line is the password"),
    .init(
      "token-command", .list(.text(.line)), "a program and its arguments; its first line is an OAuth 2.0 bearer token"),
    .init("ca-file", .text(.filePath), "authorities to trust instead of the system's, PEM"),
    .init("ca-path", .text(.filePath), "a folder of such authorities, with the names that c_rehash gives them"),
    .init(
      "pinned-key", .text(.pinnedKey),
      "“sha256//” and the digest of the smarthost's public key, in base64; any other is refused"),
    .init(
      "tls-minimum", .word(SmarthostSettings.MinimumTLS.allCases.map(\.rawValue)),
      "the oldest version of TLS that will do"),
    .init("tls", .word(SmarthostSettings.TLS.allCases.map(\.rawValue)), "“none” for loopback hosts only"),
  ]

  static let relay: [ConfigurationKey] =
    smarthost + [
      .init(
        "fallbacks", .list(.mapping(smarthost)),
        "smarthosts that get mail, in this order, where those before cannot be used"),
      .init("connections", .integer(connectionCounts), "so many connections at once, where there is enough to send"),
      .init("messages-per-connection", .integer(messageCounts), "after so many messages a connection is replaced"),
      .init("trace", .text(.filePath), "a folder in which conversations are written down, without secrets and content"),
      .init("retry", .mapping(retry), "when transient failures are tried again"),
    ]

  /// Each has a thread and keeps up to 32 entries open; smarthosts let in few from one client.
  static let connectionCounts = 1...20
  static let messageCounts = 1...1_000_000

  static let retry: [ConfigurationKey] = [
    .init("intervals", .list(.duration(durations)), "waits after each failed attempt; the last one repeats"),
    .init("give-up-after", .duration(durations), "when the sender is told that it failed for good"),
  ]

  static let submission: [ConfigurationKey] = [
    .init("maximum-message-octets", .size(messageSizes), "larger messages are refused"),
    .init(
      "held-exit", .number(SubmissionSettings.HeldExit.allCases.map(\.rawValue)),
      "exit status for a held message: 77, or 0 for callers that would send it again"),
    .init("default-domain", .text(.domain), "the domain appended to local users without one"),
    .init("language", .word(Language.allCases.map(\.rawValue)), "the language of explanations"),
    .init(
      "mailq", .word(SubmissionSettings.QueueView.allCases.map(\.rawValue)),
      "whose mail mailq shows to users who have no right to the spool"),
    .init(
      "change-notices", .list(.word(tellableClasses)),
      "classes of mail whose senders, if internal, are told by mail what was changed in a message"),
    .init("per-user", .mapping(perUser), "how much mail one user may have waiting, on a host with many users"),
  ]

  /// A count that no queue reaches.
  static let waitingMessages = 1...1_000_000_000
  /// From one message of the usual size to more than a disk has.
  static let waitingOctets = 1 << 20...1 << 50

  static let perUser: [ConfigurationKey] = [
    .init("messages", .integer(waitingMessages), "more messages are refused for now; any number by default"),
    .init(
      "octets", .size(waitingOctets),
      "more octets are refused for now; by default, more than the queue's file system has left free"),
  ]
}
