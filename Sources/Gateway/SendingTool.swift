internal import MailSyntax

/// Which program made a message, by its own word: for the report of who writes in the organisation's name by what
/// means.
enum SendingTool {
  /// Fields that name it, the most telling first. PHP adds the last one (`mail.add_x_header`).
  private static let fields = ["x-mailer", "user-agent", "x-newsreader"]
  private static let scriptField = "x-php-originating-script"
  /// Names are a word or two; what is longer is cut, since it goes into every line of the log.
  private static let maximumCharacters = 40

  /// - Returns: the name without its version, "PHP" for a script that names nothing else; nil where nothing is said.
  static func name(in message: Message) -> String? {
    var isScript = false
    var named: [String: String] = [:]
    for index in message.parts[0].fields {
      let field = message.fields[index]
      let name = message.name(of: field).lowercased()
      if fields.contains(name), named[name] == nil { named[name] = product(message.unstructured(field)) }
      if name == scriptField { isScript = true }
    }
    return fields.compactMap { named[$0] }.first ?? (isScript ? "PHP" : nil)
  }

  /// "PHPMailer 6.9.1 (https://…)" is PHPMailer, "Mozilla Thunderbird" both words: what stands before the version, a
  /// comment, an address or a URL.
  private static func product(_ body: String) -> String? {
    var words: [Substring] = []
    for word in body.split(whereSeparator: { $0 == " " || $0 == "\t" }) {
      let isVersion = word.first!.isNumber || word.dropFirst().first?.isNumber ?? false && "vV".contains(word.first!)
      if isVersion || "([<{-".contains(word.first!) || word.contains("@") || word.contains("://") { break }
      let parts = word.split(separator: "/", maxSplits: 1)
      words.append(parts.first ?? word)
      if parts.count > 1 { break }
    }
    let text = words.joined(separator: " ").filter {
      !$0.unicodeScalars.contains { $0.properties.generalCategory == .control }
    }
    return text.isEmpty ? nil : String(text.prefix(maximumCharacters))
  }
}
