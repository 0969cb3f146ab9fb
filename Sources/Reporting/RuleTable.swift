import Linting
package import Policy

/// The list of the rules, for `presend rules`.
package enum RuleTable {
  /// One rule per line: id, severity where it is highest, action, title; then the citations. Ordered by id.
  package static func text(_ rules: [Rule], language: Language, usesColour: Bool = false) -> String {
    let paint = Paint(usesColour: usesColour)
    let words = ReportWords(language: language)
    let rules = rules.sorted { $0.id < $1.id }
    let rows = rules.map { rule in
      (
        id: rule.id.description, severity: rule.severities.values.max().map(words.severity) ?? "-",
        action: rule.defaultAction.rawValue, title: rule.title(language)
      )
    }
    let idWidth = rows.map { DisplayWidth.of($0.id) }.max() ?? 0
    let severityWidth = rows.map { DisplayWidth.of($0.severity) }.max() ?? 0
    let actionWidth = rows.map { DisplayWidth.of($0.action) }.max() ?? 0
    var text = ""
    for (row, rule) in zip(rows, rules) {
      text += paint.strong(padded(row.id, idWidth)) + "  " + padded(row.severity, severityWidth) + "  "
      text += padded(row.action, actionWidth) + "  " + row.title + "\n"
      let citations = rule.sources.filter { $0.kind != .precedent }.map { $0.citation(language) }.joined(
        separator: "; ")
      text += String(repeating: " ", count: idWidth + 2) + paint.faint(citations) + "\n"
    }
    return text
  }

  /// The same for programs: `{"version": 1, "rules": [...]}`, ordered by id, texts in `language`.
  package static func json(_ rules: [Rule], language: Language) -> String {
    let list = rules.sorted { $0.id < $1.id }.map { value($0, language) }
    return JSONValue.object([("version", .integer(1)), ("rules", .array(list))]).indentedText + "\n"
  }

  private static func value(_ rule: Rule, _ language: Language) -> JSONValue {
    .object([
      ("id", .string(rule.id.description)),
      ("title", .string(rule.title(language))),
      ("severities", byClass(rule.severities)),
      ("action", .string(rule.defaultAction.rawValue)),
      ("classActions", byClass(rule.classActions)),
      ("fallbackAction", .string(rule.fallbackAction.rawValue)),
      ("failureMode", .string(rule.failureMode.rawValue)),
      ("what", .string(rule.what(language))),
      ("why", .string(rule.why(language))),
      ("mend", .string(rule.mend(language))),
      ("sources", .array(rule.sources.map { value($0, language) })),
    ])
  }

  private static func value(_ source: Source, _ language: Language) -> JSONValue {
    .object([
      ("kind", .string(source.kind.rawValue)), ("citation", .string(source.citation(language))),
      ("says", .string(source.says(language))), ("read", .string(source.read)),
    ])
  }

  /// In the order in which the classes are declared.
  private static func byClass<Value: RawRepresentable<String>>(_ values: ByClass<Value>) -> JSONValue {
    .object(
      MailClass.allCases.compactMap { mailClass in
        values[mailClass].map { (mailClass.rawValue, JSONValue.string($0.rawValue)) }
      })
  }

  private static func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - DisplayWidth.of(text)))
  }
}
