internal import Configuration
internal import Reporting

/// The findings that were there before presend came: `check` leaves them out, so that a pull request is judged by what
/// it adds.
///
/// A finding is known again by its file, its rule and what stands at its place, never by its line. The file is JSON
/// with one finding a line, in the order of paths, rules and contexts, so that git shows what came and went.
struct Baseline: Equatable {
  struct Key: Hashable, Comparable {
    /// From the folder of the baseline.
    let path: String
    let rule: String
    /// `FindingContext` of the finding.
    let context: String

    static func < (a: Key, b: Key) -> Bool { (a.path, a.rule, a.context) < (b.path, b.rule, b.context) }
  }

  static let fileName = "presend-baseline.json"
  static let version = 1
  /// How often each finding is there; never 0.
  var counts: [Key: Int] = [:]

  var isEmpty: Bool { counts.isEmpty }
  /// All findings, repetitions counted.
  var total: Int { counts.values.reduce(0, +) }

  mutating func add(_ key: Key) { counts[key, default: 0] += 1 }

  // MARK: The file

  var json: String {
    let lines = counts.sorted { $0.key < $1.key }.map { key, count in
      let members: [(String, JSONValue)] = [
        ("path", .string(key.path)), ("rule", .string(key.rule)), ("context", .string(key.context)),
        ("count", .integer(count)),
      ]
      return "    " + JSONValue.object(members).text
    }
    let findings = lines.isEmpty ? "[]" : "[\n\(lines.joined(separator: ",\n"))\n  ]"
    return "{\n  \"version\": \(Self.version),\n  \"findings\": \(findings)\n}\n"
  }

  /// Reads the file; every departure from the format is an error with line and column.
  /// - Parameters:
  ///   - json: JSON is YAML, and the reader of presend.yml names places.
  ///   - file: its name, for errors.
  static func read(json: String, file: String) throws(ConfigurationError) -> Baseline {
    var result = Baseline()
    guard let root = try YAMLReader(yaml: json, file: file) else {
      throw ConfigurationError(file: file, problem: "the baseline is empty", mend: "write it with “presend baseline”")
    }
    let map = try root.mapping(keys: ["version", "findings"])
    _ = try map.required("version").integer(in: version...version)
    for entry in try map.required("findings").sequence() {
      let finding = try entry.mapping(keys: ["path", "rule", "context", "count"])
      let key = Key(
        path: try finding.required("path").string(), rule: try finding.required("rule").string(),
        context: try finding["context"]?.string() ?? "")
      result.counts[key, default: 0] += try finding.required("count").integer(in: 1...Self.maximumCount)
    }
    return result
  }

  /// No file has more findings of one kind.
  private static let maximumCount = 1_000_000
}
