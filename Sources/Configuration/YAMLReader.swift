internal import Policy

/// Reads a YAML document strictly: known keys, declared types, no duplicates. Every departure is a `ConfigurationError`
/// that names the line and column and says what was expected.
///
/// A reader stands at one node. Scalars are read as they are written, so that `off`, `no` and `1.10` stay what the
/// person wrote (YAML 1.1 would make them false, false and 1.1).
package struct YAMLReader {
  /// A file as large as this is a mistake, and composing it would hold up every start.
  package static let maximumOctets = 4 << 20

  private let node: YAMLNode
  private let file: String
  /// The keys that led here, for messages: "rules.tracking/pixel.action"; empty at the root.
  package let path: String

  private init(node: YAMLNode, file: String, path: String) {
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
    let root: YAMLNode?
    do {
      root = try YAMLDocument.root(of: yaml)
    } catch {
      throw Self.syntaxError(error, in: yaml, file: file)
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

  /// The pairs of a mapping with free keys, in file order. A key that stands twice is an error.
  package func entries() throws(ConfigurationError) -> [(key: YAMLReader, value: YAMLReader)] {
    guard case .mapping(let pairs) = node.content else { throw wrongType("a mapping of keys to values") }
    var names: Set<String> = []
    var entries: [(key: YAMLReader, value: YAMLReader)] = []
    for (key, value) in pairs {
      let name = key.text ?? "?"
      let path = path.isEmpty ? name : "\(path).\(name)"
      let reader = YAMLReader(node: key, file: file, path: path)
      guard names.insert(name).inserted else {
        throw reader.error("key “\(name)” stands twice", mend: "keep one of them")
      }
      entries.append((reader, YAMLReader(node: value, file: file, path: path)))
    }
    return entries
  }

  /// The elements of a sequence.
  package func sequence() throws(ConfigurationError) -> [YAMLReader] {
    guard case .sequence(let elements) = node.content else { throw wrongType("a list") }
    return elements.enumerated().map { index, element in
      YAMLReader(node: element, file: file, path: "\(path)[\(index)]")
    }
  }

  /// Whether this node is a mapping; to tell a short form ("warn") from a long one ("{ action: warn }").
  var isMapping: Bool {
    if case .mapping = node.content { true } else { false }
  }
  /// Whether this node is a sequence.
  var isSequence: Bool {
    if case .sequence = node.content { true } else { false }
  }
  /// Whether nothing, or `~` or `null`, stands here.
  var isNull: Bool { Self.isNull(node) }

  // MARK: Scalars

  /// The text as written; empty text is an error.
  package func string() throws(ConfigurationError) -> String {
    guard let text = node.text, !isNull, !text.isEmpty else { throw wrongType("a text") }
    return text
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
    ConfigurationError(
      file: file, line: node.place.line, column: node.place.column, problem: problem, mend: mend)
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
      switch node.content {
      case .scalar(let text, _): isNull || text.isEmpty ? "empty" : "“\(text.prefix(40))”"
      case .mapping: "a mapping"
      case .sequence: "a list"
      }
    return error("\(named) is \(found)", mend: "write \(expected)")
  }

  private static func isNull(_ node: YAMLNode) -> Bool {
    guard case .scalar(let text, .plain) = node.content else { return false }
    return ["", "~", "null"].contains(text)
  }

  private static func syntaxError(_ error: YAMLSyntaxError, in yaml: String, file: String) -> ConfigurationError {
    func at(_ place: YAMLPlace?, _ problem: String, _ mend: String) -> ConfigurationError {
      ConfigurationError(
        file: file, line: place?.line ?? 0, column: place?.column ?? 0, problem: "not valid YAML: \(problem)",
        mend: mend)
    }
    if let offset = error.offset {
      let line = 1 + yaml.utf8.prefix(offset).count { $0 == 0x0A }
      let mend = "save it as UTF-8 without control characters"
      return at(YAMLPlace(line: line, column: 1), error.problem, mend)
    }
    if let context = error.context, error.problem.contains("end of stream") {
      // The file ends inside of something: where that began says more.
      return at(context.place, "\(error.problem) \(context.text)", "close the quote or bracket that opens here")
    }
    let mend = special(error.problem) ?? "check the indentation, colons and quotes around this place"
    return at(error.place, error.problem, mend)
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
