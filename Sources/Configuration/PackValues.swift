import Policy

/// Reads what several kinds of packs have in common: phrases, lists and numbers by name.
enum PackValues {
  /// Wide enough for any count that a rule compares with.
  private static let numberRange = 0...1_000_000

  /// Phrases by name and language; each is parsed here, so that a malformed one is told with its place.
  /// - Parameter vocabulary: the words that `<name>` stands for.
  static func phrases(
    _ node: YAMLReader, _ vocabulary: Vocabulary = Vocabulary()
  ) throws(ConfigurationError) -> [String: [String: [String]]] {
    var phrases: [String: [String: [String]]] = [:]
    for (key, value) in try node.entries() {
      var byLanguage: [String: [String]] = [:]
      for (language, list) in try value.entries() {
        let code = try languageCode(language)
        byLanguage[code] = try phraseList(list, vocabulary, code)
      }
      phrases[try key.string()] = byLanguage
    }
    return phrases
  }

  /// An ISO 639-1 language.
  static func languageCode(_ node: YAMLReader) throws(ConfigurationError) -> String {
    let code = try node.string()
    guard code.utf8.count == 2, code.utf8.allSatisfy({ (0x61...0x7A).contains($0) }) else {
      throw node.error("“\(code)” is no ISO 639-1 language", mend: "write two letters such as en or de")
    }
    return code
  }

  private static func phraseList(
    _ node: YAMLReader, _ vocabulary: Vocabulary, _ language: String
  ) throws(ConfigurationError) -> [String] {
    var list: [String] = []
    for element in try node.sequence() {
      let phrase = try vocabulary.expanded(element.string(), language, at: element)
      do {
        _ = try Phrase(phrase)
      } catch {
        throw element.error("“\(phrase)” is no phrase: \(error.problem)", mend: error.mend)
      }
      list.append(phrase)
    }
    return list
  }

  static func lists(_ node: YAMLReader) throws(ConfigurationError) -> [String: [String]] {
    var lists: [String: [String]] = [:]
    for (key, value) in try node.entries() {
      var list: [String] = []
      for element in try value.sequence() { list.append(try element.string()) }
      lists[try key.string()] = list
    }
    return lists
  }

  static func numbers(_ node: YAMLReader) throws(ConfigurationError) -> [String: Int] {
    var numbers: [String: Int] = [:]
    for (key, value) in try node.entries() { numbers[try key.string()] = try value.integer(in: numberRange) }
    return numbers
  }
}
