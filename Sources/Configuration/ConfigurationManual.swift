internal import Policy

/// The manual page presend.yml(5), in mdoc(7): made from the table that reading uses.
package struct ConfigurationManual {
  private var lines: [String] = []

  /// - Parameters:
  ///   - rules: the rules that may be named.
  ///   - date: of the last change, "November 22, 2026".
  package static func page(rules: KnownRules, date: String) -> String {
    var manual = ConfigurationManual()
    manual.head(date: date)
    manual.list(of: ConfigurationKey.root)
    manual.ruleSection(rules)
    manual.foot()
    return manual.lines.joined(separator: "\n") + "\n"
  }

  private mutating func head(date: String) {
    lines += [
      ".Dd \(date)", ".Dt PRESEND.YML 5", ".Os", ".Sh NAME", ".Nm presend.yml",
      ".Nd what an organisation lets out, and how it is sent", ".Sh DESCRIPTION",
      "A YAML file with the keys below; all of them may be left out. It is looked for as",
      ".Xr presend 1", "says.", ".Ql presend init", "writes an example,", ".Ql presend config check",
      "names the place of a mistake, and", ".Ql presend config show", "what counts.", ".Pp",
      "Sizes take KiB, MiB and GiB; times s, m, h and d. Relative paths start at the file's folder.", ".Sh KEYS",
    ]
  }

  /// The nesting is that of the table, not of any input.
  private mutating func list(of keys: [ConfigurationKey]) {
    lines.append(".Bl -tag -width Ds")
    for key in keys {
      lines += [".It Ic \(key.name)", Self.escaped("\(Self.sentence(key.says)) \(Self.values(of: key.shape))")]
      if key.isRequired { lines.append("Must be given.") }
      switch key.shape {
      case .mapping(let inner), .list(.mapping(let inner)): list(of: inner)
      default: break
      }
    }
    lines.append(".El")
  }

  private mutating func ruleSection(_ rules: KnownRules) {
    let names = rules.ids.map { $0.map(\.description) } ?? []
    lines += [".Sh RULES", "Under", ".Ic rules ,", "an action by a rule's name, or these keys:"]
    list(of: ConfigurationKey.rule)
    lines += [
      "and the name of a class", Self.escaped("(\(ConfigurationKey.classNames.joined(separator: ", ")))"),
      "with the same keys, for mail of that class. The rules are", names.joined(separator: ", ") + ".",
    ]
  }

  private mutating func foot() {
    lines += [
      ".Sh FILES", ".Bl -tag -width Ds", ".It Pa /etc/presend/presend.yml",
      "what counts for mail that programs hand in", ".El",
      ".Sh SEE ALSO", ".Xr presend 1 ,", ".Xr presend-sendmail 1 ,", ".Xr presend-relay 8",
    ]
  }

  private static func values(of shape: ConfigurationKey.Shape) -> String {
    switch shape {
    case .boolean: "Yes or no."
    case .integer(let range): "From \(range.lowerBound) to \(range.upperBound)."
    case .word(let words): "One of: \(words.joined(separator: ", "))."
    case .number(let numbers): "One of: \(numbers.map(String.init).joined(separator: ", "))."
    case .size: "A size."
    case .duration: "A time."
    case .list(.mapping): "A list; each entry has:"
    case .list: "A list."
    case .text, .mapping, .map, .rules: ""
    }
  }

  private static func sentence(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() + "." }

  /// A backslash begins an escape, and a dot or an apostrophe at the start of a line a macro.
  private static func escaped(_ text: String) -> String {
    let text = text.split(separator: "\\", omittingEmptySubsequences: false).joined(separator: "\\e")
    let trimmed = text.last == " " ? String(text.dropLast()) : text
    return trimmed.hasPrefix(".") || trimmed.hasPrefix("'") ? "\\&" + trimmed : trimmed
  }
}
