internal import Policy
internal import Yams

/// Reads a YAML document strictly: known keys, declared types, no duplicates. Every departure is a `ConfigurationError`
/// that names the line and column and says what was expected.
///
/// A reader stands at one node. Scalars are read as they are written, so that `off`, `no` and `1.10` stay what the
/// person wrote (YAML 1.1 would make them false, false and 1.1).
package struct YAMLReader {
  /// A file as large as this is a mistake, and composing it would hold up every start.
  package static let maximumOctets = 4 << 20

  private let node: Node
  private let file: String
  /// The keys that led here, for messages: "rules.tracking/pixel.action"; empty at the root.
  package let path: String

  private init(node: Node, file: String, path: String) {
    self.node = node
    self.file = file
    self.path = path
  }

  /// The root of the only document in `yaml`; nil where it is empty or holds comments only.
  package init?(yaml: String, file: String) throws(ConfigurationError) {
    guard yaml.utf8.count <= Self.maximumOctets else {
      throw ConfigurationError(
        file: file, problem: "larger than \(Self.maximumOctets >> 20) MiB", mend: "split it, or check the path")
    }
    let root: Node?
    do {
      // Nothing is constructed of the nodes, so nothing is made ready for it.
      let nothing = Constructor([:], [:], [:])
      root = try Parser(yaml: yaml, resolver: .basic, constructor: nothing, encoding: .utf8).singleRoot()
    } catch {
      throw Self.syntaxError(error, file: file)
    }
    guard let root, !Self.isNull(root) else { return nil }
    self.init(node: root, file: file, path: "")
  }

  // MARK: Collections

  /// A mapping whose keys are all known; any other key is an error.
  package func mapping(keys known: [String]) throws(ConfigurationError) -> YAMLMapping {
    var values: [String: YAMLReader] = [:]
    for (key, value) in try entries() {
      let name = try key.string()
      guard known.contains(name) else { throw key.unknown("key", name, known: known) }
      values[name] = value
    }
    return YAMLMapping(at: self, values: values)
  }

  /// The pairs of a mapping with free keys, in file order.
  package func entries() throws(ConfigurationError) -> [(key: YAMLReader, value: YAMLReader)] {
    guard case .mapping(let mapping) = node else { throw wrongType("a mapping of keys to values") }
    return mapping.map { pair in
      let name = pair.key.scalar?.string ?? "?"
      let path = path.isEmpty ? name : "\(path).\(name)"
      return (
        YAMLReader(node: pair.key, file: file, path: path), YAMLReader(node: pair.value, file: file, path: path)
      )
    }
  }

  /// The elements of a sequence.
  package func sequence() throws(ConfigurationError) -> [YAMLReader] {
    guard case .sequence(let sequence) = node else { throw wrongType("a list") }
    return sequence.enumerated().map { index, element in
      YAMLReader(node: element, file: file, path: "\(path)[\(index)]")
    }
  }

  /// Whether this node is a mapping; to tell a short form ("warn") from a long one ("{ action: warn }").
  package var isMapping: Bool {
    if case .mapping = node { true } else { false }
  }
  /// Whether this node is a sequence.
  package var isSequence: Bool {
    if case .sequence = node { true } else { false }
  }
  /// Whether nothing, or `~` or `null`, stands here.
  package var isNull: Bool { Self.isNull(node) }

  // MARK: Scalars

  /// The text as written; empty text is an error.
  package func string() throws(ConfigurationError) -> String {
    guard case .scalar(let scalar) = node, !isNull else { throw wrongType("a text") }
    guard !scalar.string.isEmpty else { throw wrongType("a text") }
    return scalar.string
  }

  /// A decimal number within `range`.
  package func integer(in range: ClosedRange<Int>) throws(ConfigurationError) -> Int {
    let text = try string()
    guard let number = Int(text) else { throw wrongType("a whole number") }
    guard range.contains(number) else {
      throw error("\(named) is \(number)", mend: "give a number from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  /// `true` or `false`, nothing else.
  package func boolean() throws(ConfigurationError) -> Bool {
    switch try string() {
    case "true": return true
    case "false": return false
    default: throw wrongType("true or false")
    }
  }

  /// One of the words of an enumeration.
  package func choice<Choice: RawRepresentable & CaseIterable>(
    _ type: Choice.Type = Choice.self
  ) throws(ConfigurationError) -> Choice where Choice.RawValue == String {
    let text = try string()
    guard let choice = Choice(rawValue: text) else {
      throw unknown("value", text, known: Choice.allCases.map(\.rawValue))
    }
    return choice
  }

  // MARK: Errors

  /// An error at this node.
  package func error(_ problem: String, mend: String) -> ConfigurationError {
    let mark = node.mark
    return ConfigurationError(
      file: file, line: mark?.line ?? 0, column: mark?.column ?? 0, problem: problem, mend: mend)
  }

  /// The error for a word that is none of the known ones, with the nearest of them.
  package func unknown(_ what: String, _ word: String, known: [String]) -> ConfigurationError {
    let mend =
      NearestName.of(word, among: known).map { "did you mean “\($0)”?" }
      ?? "use one of: \(known.joined(separator: ", "))"
    return error("unknown \(what) “\(word)”", mend: mend)
  }

  private var named: String { path.isEmpty ? "the document" : "“\(path)”" }

  private func wrongType(_ expected: String) -> ConfigurationError {
    let found =
      switch node {
      case .scalar(let scalar): isNull || scalar.string.isEmpty ? "empty" : "“\(scalar.string.prefix(40))”"
      case .mapping: "a mapping"
      case .sequence: "a list"
      case .alias: "an alias"
      }
    return error("\(named) is \(found)", mend: "write \(expected)")
  }

  private static func isNull(_ node: Node) -> Bool {
    guard case .scalar(let scalar) = node, scalar.style == .plain || scalar.style == .any else { return false }
    return ["", "~", "null"].contains(scalar.string)
  }

  private static func syntaxError(_ error: any Error, file: String) -> ConfigurationError {
    func at(_ mark: Mark, _ problem: String, _ mend: String) -> ConfigurationError {
      ConfigurationError(file: file, line: mark.line, column: mark.column, problem: problem, mend: mend)
    }
    let mend = "check the indentation, colons and quotes around this place"
    switch error as? YamlError {
    case .scanner(let context?, let problem, _, _) where problem.contains("end of stream"):
      // The file ends inside of something: where that began says more.
      return at(
        context.mark, "not valid YAML: \(problem) \(context.text)", "close the quote or bracket that opens here")
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      return at(mark, "not valid YAML: \(problem)", special(problem) ?? mend)
    case .duplicatedKeysInMapping(let keys, let context):
      return at(context.mark, "key “\(keys.first ?? "")” stands twice", "keep one of them")
    case .reader(let problem, let offset, _, let yaml):
      let before = yaml.prefix(offset ?? 0)
      let line = 1 + before.utf8.count { $0 == 0x0A }
      return ConfigurationError(
        file: file, line: line, column: 1, problem: "not valid YAML: \(problem)",
        mend: "save it as UTF-8 without control characters")
    default:
      return ConfigurationError(file: file, problem: "not valid YAML", mend: mend)
    }
  }

  /// The mend for slips that libyaml's words do not explain; nil for the others.
  private static func special(_ problem: String) -> String? {
    if problem.contains("alias") || problem.contains("alphabetic or numeric") {
      return "put texts that begin with “*” or “&” in quotes: \"*.example.org\""
    }
    if problem.contains("cannot start any token") { return "indent with spaces, not tabs, and quote “@”, “`” and “%”" }
    if problem.contains("mapping values") { return "put texts with “: ” in them in quotes" }
    if problem.contains("another document") { return "keep one document in the file" }
    return nil
  }
}
