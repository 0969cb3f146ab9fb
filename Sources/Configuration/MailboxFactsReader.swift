package import Policy

/// Reads `rules/mailboxes.yml`: providers where anybody can have an address, and names of functions.
package enum MailboxFactsReader {
  private static let version = 1...1

  package static func read(yaml: String, file: String) throws(ConfigurationError) -> MailboxFacts {
    guard let root = try YAMLReader(yaml: yaml, file: file) else {
      throw ConfigurationError(
        file: file, problem: "the file is empty", mend: "add version, consumer-domains and role-names")
    }
    let pack = try root.mapping(keys: ["version", "consumer-domains", "role-names"])
    _ = try pack.required("version").integer(in: version)
    return MailboxFacts(
      consumerDomains: try words(pack.required("consumer-domains")), roleNames: try words(pack.required("role-names")))
  }

  private static func words(_ node: YAMLReader) throws(ConfigurationError) -> Set<String> {
    var words: Set<String> = []
    for element in try node.sequence() {
      let word = try element.string()
      guard word == word.lowercased() else { throw element.error("“\(word)” has capitals", mend: "write it small") }
      guard words.insert(word).inserted else { throw element.error("“\(word)” stands twice", mend: "remove one") }
    }
    return words
  }
}
