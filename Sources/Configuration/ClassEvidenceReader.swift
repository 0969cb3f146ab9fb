package import Policy

/// Reads `rules/classes.yml`: what speaks for a class of mail.
package enum ClassEvidenceReader {
  private static let version = 1...1

  package static func read(yaml: String, file: String) throws(ConfigurationError) -> ClassEvidence {
    guard let root = try YAMLReader(yaml: yaml, file: file) else {
      throw ConfigurationError(
        file: file, problem: "the file is empty", mend: "add version, fields, phrases and numbers")
    }
    let pack = try root.mapping(keys: ["version", "fields", "vocabulary", "phrases", "numbers"])
    _ = try pack.required("version").integer(in: version)
    let vocabulary = try pack["vocabulary"].map { node throws(ConfigurationError) in try Vocabulary(node) }
    var fields: [String] = []
    for element in try pack.required("fields").sequence() { fields.append(try element.string()) }
    return ClassEvidence(
      fields: fields, phrases: try PackValues.phrases(pack.required("phrases"), vocabulary ?? Vocabulary()),
      numbers: try PackValues.numbers(pack.required("numbers")))
  }
}
