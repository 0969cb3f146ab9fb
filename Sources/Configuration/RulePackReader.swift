package import Policy

/// Reads a rule pack: `rules/<group>.yml`. Strict: an unknown key, a missing text or a rule without a source is an
/// error with its line and column.
package enum RulePackReader {
  /// The format that this version reads.
  private static let version = 1...1

  /// - Parameters:
  ///   - yaml: the text of the pack.
  ///   - file: its name, for errors.
  /// - Returns: its rules in file order; never empty.
  package static func read(yaml: String, file: String) throws(ConfigurationError) -> [Rule] {
    guard let root = try YAMLReader(yaml: yaml, file: file) else {
      throw ConfigurationError(file: file, problem: "the rule pack is empty", mend: "add version, group and rules")
    }
    let pack = try root.mapping(keys: ["version", "group", "vocabulary", "phrases", "rules"])
    _ = try pack.required("version").integer(in: version)
    let group = try name(pack.required("group"))
    let vocabulary = try optional(pack["vocabulary"], Vocabulary.init) ?? Vocabulary()
    let shared = try pack["phrases"].map { node throws(ConfigurationError) in try PackValues.phrases(node, vocabulary) }
    var rules: [Rule] = []
    for (key, value) in try pack.required("rules").entries() {
      rules.append(try rule(id: RuleID("\(group)/\(try name(key))"), at: value, vocabulary, shared ?? [:]))
    }
    guard !rules.isEmpty else { throw pack.at.error("no rule in “rules”", mend: "add one") }
    return rules
  }

  private static let keys = [
    "check", "title", "severity", "action", "actions", "otherwise", "failure-mode", "numbers", "sources", "what", "why",
    "mend", "messages", "phrases", "lists",
  ]

  /// - Parameter shared: the phrases of the pack, which all its rules have.
  private static func rule(
    id: RuleID, at node: YAMLReader, _ vocabulary: Vocabulary, _ shared: [String: [String: [String]]]
  ) throws(ConfigurationError) -> Rule {
    let map = try node.mapping(keys: keys)
    let own = try map["phrases"].map { node throws(ConfigurationError) in try PackValues.phrases(node, vocabulary) }
    let content = Rule.Content(
      title: try text(map.required("title")),
      sources: try sources(map.required("sources")),
      what: try text(map.required("what")),
      why: try text(map.required("why")),
      mend: try text(map.required("mend")),
      messages: try optional(map["messages"], messages) ?? [:],
      phrases: shared.merging(own ?? [:]) { $1 },
      lists: try optional(map["lists"], PackValues.lists) ?? [:],
      numbers: try optional(map["numbers"], PackValues.numbers) ?? [:])
    return Rule(
      id: id,
      check: try map.required("check").choice(),
      severities: try perClass(map.required("severity")),
      defaultAction: try map.required("action").choice(),
      classActions: try optional(map["actions"], perClass) ?? [:],
      fallbackAction: try map["otherwise"]?.choice() ?? .hold,
      failureMode: try map.required("failure-mode").choice()
    ) { content }
  }

  /// Reads a key that may be missing.
  private static func optional<Value>(
    _ node: YAMLReader?, _ read: (YAMLReader) throws(ConfigurationError) -> Value
  ) throws(ConfigurationError) -> Value? {
    guard let node else { return nil }
    return try read(node)
  }

  private static func perClass<Value: RawRepresentable & CaseIterable>(
    _ node: YAMLReader
  ) throws(ConfigurationError) -> ByClass<Value> where Value.RawValue == String {
    let map = try node.mapping(keys: MailClass.allCases.map(\.rawValue))
    var values: ByClass<Value> = [:]
    for mailClass in MailClass.allCases {
      if let value = map[mailClass.rawValue] { values[mailClass] = try value.choice() }
    }
    guard !values.isEmpty else { throw node.error("“\(node.path)” names no class", mend: "add a class of mail") }
    return values
  }

  private static func sources(_ node: YAMLReader) throws(ConfigurationError) -> [Source] {
    let sources = try node.sequence()
    guard !sources.isEmpty else {
      throw node.error("the rule has no source", mend: "name the law, standard or practice that it rests on")
    }
    var result: [Source] = []
    for source in sources {
      let map = try source.mapping(keys: ["kind", "citation", "says", "read", "amount", "date"])
      let citation = try map.required("citation")
      let local = citation.isMapping ? try text(citation) : nil
      let english = if let local { local.english } else { try citation.string() }
      result.append(
        Source(
          kind: try map.required("kind").choice(),
          citation: english,
          germanCitation: local?.german,
          says: try text(map.required("says")),
          read: try date(map.required("read")),
          amount: try map["amount"]?.string(),
          date: try optional(map["date"], date)))
    }
    return result
  }

  /// `{ en: …, de: … }`; both must be there.
  private static func text(_ node: YAMLReader) throws(ConfigurationError) -> LocalText {
    let map = try node.mapping(keys: ["en", "de"])
    return LocalText(
      english: trimmed(try map.required("en").string()), german: trimmed(try map.required("de").string()))
  }

  /// YAML's folded scalars end in a line feed; texts do not.
  private static func trimmed(_ text: String) -> String {
    var octets = Array(text.utf8)
    while octets.last == 0x0A || octets.last == 0x20 { octets.removeLast() }
    return String(decoding: octets, as: UTF8.self)
  }

  private static func messages(_ node: YAMLReader) throws(ConfigurationError) -> [String: LocalText] {
    var messages: [String: LocalText] = [:]
    for (key, value) in try node.entries() {
      let message = try text(value)
      guard placeholders(message.english) == placeholders(message.german) else {
        throw value.error("the languages have different placeholders", mend: "use the same {names} in both")
      }
      messages[try key.string()] = message
    }
    return messages
  }

  /// The names in `{name}` and `{name|form for 1|form for other numbers}`.
  private static func placeholders(_ text: String) -> Set<Substring> {
    Set(
      text.split(separator: "{", omittingEmptySubsequences: false).dropFirst().compactMap { text in
        text.firstIndex(of: "}").map { text[..<$0].prefix { $0 != "|" } }
      })
  }

  /// A group or rule name: lower-case letters, digits and hyphens.
  private static func name(_ node: YAMLReader) throws(ConfigurationError) -> String {
    let name = try node.string()
    let isPlain = name.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D }
    guard isPlain else {
      throw node.error("“\(name)” is no rule name", mend: "use lower-case letters, digits and hyphens")
    }
    return name
  }

  /// `YYYY-MM-DD`.
  private static func date(_ node: YAMLReader) throws(ConfigurationError) -> String {
    let text = try node.string()
    let fields = text.split(separator: "-", omittingEmptySubsequences: false).map { ($0.utf8.count, Int($0) ?? -1) }
    guard fields.map(\.0) == [4, 2, 2], (1...12).contains(fields[1].1), (1...31).contains(fields[2].1) else {
      throw node.error("“\(text)” is no date", mend: "write YYYY-MM-DD")
    }
    return text
  }
}
