/// The words that the phrases of a pack have in common: `<mail>` stands for all of them, in the phrase's language.
struct Vocabulary {
  private var words: [String: [String: [String]]] = [:]

  init() {}

  /// - Parameter node: words by name and language.
  init(_ node: YAMLReader) throws(ConfigurationError) {
    for (key, value) in try node.entries() {
      var byLanguage: [String: [String]] = [:]
      for (language, list) in try value.entries() {
        var words: [String] = []
        for element in try list.sequence() { words.append(try element.string()) }
        byLanguage[try PackValues.languageCode(language)] = words
      }
      words[try key.string()] = byLanguage
    }
  }

  /// A phrase with its names replaced: by alternatives where the name stands in brackets, else by a bracket of its own.
  func expanded(_ phrase: String, _ language: String, at node: YAMLReader) throws(ConfigurationError) -> String {
    guard phrase.utf8.contains(UInt8(ascii: "<")) else { return phrase }
    var text = ""
    var name: String?
    var isBracketed = false
    for scalar in phrase.unicodeScalars {
      switch (scalar, name) {
      case ("<", nil): name = ""
      case (">", let known?):
        guard let words = words[known]?[language] else {
          throw node.error("“<\(known)>” has no words for “\(language)”", mend: "add them to “vocabulary”")
        }
        let choice = words.joined(separator: "|")
        text += isBracketed ? choice : "(\(choice))"
        name = nil
      case (_, let begun?): name = begun + String(scalar)
      case ("(", nil), ("[", nil):
        isBracketed = true
        text.unicodeScalars.append(scalar)
      case (")", nil), ("]", nil):
        isBracketed = false
        text.unicodeScalars.append(scalar)
      default: text.unicodeScalars.append(scalar)
      }
    }
    guard name == nil else { throw node.error("“<” is not closed in “\(phrase)”", mend: "close it with “>”") }
    return text
  }
}
