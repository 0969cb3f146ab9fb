import Policy

/// Rule packs as Swift source.
///
/// Every collection is written with its type and filled statement by statement: one big literal of nested dictionaries
/// would take the type checker minutes.
struct SwiftSource {
  let text: String

  init(_ packs: RulePackFiles) {
    var writer = Writer(shared: Self.shared(packs))
    writer.line("// Generated from rules/*.yml by rule-compiler. Do not edit.")
    writer.line("package import Policy")
    writer.line("")
    writer.line("/// The rule packs that presend was built with.")
    writer.line("package enum RulePacks {")
    writer.line("  /// In the order of their ids.")
    writer.line("  package static let builtIn: [Rule] = [")
    for index in packs.rules.indices { writer.line("    rule\(index)(),") }
    writer.line("  ]")
    writer.line("")
    writer.line("  /// Services known to report the opening of mail.")
    writer.line("  package static let trackingServices = services()")
    writer.line("")
    writer.line("  /// What speaks for a class of mail, with all its phrases as they are written.")
    writer.line("  package static let classEvidence = evidence()")
    writer.line("")
    writer.line("  /// The consumers' providers of `mailboxes`, sorted.")
    writer.line("  package static let consumerDomains = \(list(packs.mailboxes.consumerDomains.sorted()))")
    writer.line("")
    writer.line("  /// What is known of mailboxes in general.")
    writer.line("  package static let mailboxes = MailboxFacts(")
    writer.line("    consumerDomains: Set(consumerDomains),")
    writer.line("    roleNames: \(list(packs.mailboxes.roleNames.sorted())))")
    writer.evidence(packs.evidence)
    writer.phraseBook(PhraseBook(rules: packs.rules, evidence: packs.evidence))
    writer.services(packs.services)
    for (index, rule) in packs.rules.enumerated() { writer.function(rule, index) }
    writer.sharedLists()
    writer.line("}")
    text = writer.text
  }

  /// The lists of phrases that several rules have, such as those of a group.
  private static func shared(_ packs: RulePackFiles) -> [[String]] {
    let lists = (packs.rules.map(\.phrases) + [packs.evidence.phrases]).flatMap(\.values).flatMap(\.values)
    let counts = Dictionary(lists.map { ($0, 1) }, uniquingKeysWith: +)
    return counts.filter { $0.value > 1 }.keys.sorted { $0.lexicographicallyPrecedes($1) }
  }

  private struct Writer {
    var text = ""
    /// Written once; by their places here.
    private let shared: [[String]]
    private let places: [[String]: Int]

    init(shared: [[String]]) {
      self.shared = shared
      places = Dictionary(uniqueKeysWithValues: zip(shared, shared.indices))
    }

    mutating func sharedLists() {
      for (index, texts) in shared.enumerated() {
        line("")
        line("  private static let phrases\(index): [String] = \(list(texts))")
      }
    }

    mutating func line(_ line: String) { text += line + "\n" }

    /// Facts that are put together once: the optimizer would take minutes over them and gain nothing.
    private mutating func unoptimised() { line("  @_optimize(none)") }

    mutating func function(_ rule: Rule, _ index: Int) {
      line("")
      unoptimised()
      line("  private static func rule\(index)() -> Rule {")
      line("    Rule(")
      line("      id: \(quoted(rule.id.description)), check: .\(rule.check), severities: \(byClass(rule.severities)),")
      line("      defaultAction: .\(rule.defaultAction), classActions: \(byClass(rule.classActions)),")
      line(
        "      fallbackAction: .\(rule.fallbackAction), failureMode: .\(rule.failureMode), content: content\(index))")
      line("  }")
      line("")
      unoptimised()
      line("  @Sendable private static func content\(index)() -> Rule.Content {")
      dictionary("messages", "[String: LocalText]", rule.messages.map { (quoted($0.key), local($0.value)) })
      dictionary("lists", "[String: [String]]", rule.lists.map { (quoted($0.key), list($0.value)) })
      dictionary("numbers", "[String: Int]", rule.numbers.map { (quoted($0.key), String($0.value)) })
      phrases(rule.phrases)
      line("    var sources: [Source] = []")
      for source in rule.sources { line("    sources.append(\(code(source)))") }
      line("    return Rule.Content(")
      line("      title: \(local(rule.title)),")
      line("      sources: sources,")
      line("      what: \(local(rule.what)),")
      line("      why: \(local(rule.why)),")
      line("      mend: \(local(rule.mend)),")
      line("      messages: messages, phrases: phrases, compiled: \(compiled(rule)), lists: lists, numbers: numbers)")
      line("  }")
    }

    /// The phrases that its check alone looks for; those of other rules are in the book.
    private func compiled(_ rule: Rule) -> String {
      guard !rule.check.readsByPhraseBook, !rule.phrases.isEmpty else { return "nil" }
      let compiled = CompiledPhrases(rule.phrases)
      return
        "CompiledPhrases(names: \(list(compiled.names)), tables: PhraseTables(text: \(quoted(compiled.tables.text))))"
    }

    private func byClass<Value>(_ values: ByClass<Value>) -> String {
      if values.isEmpty { return "[:]" }
      let slots = MailClass.allCases.map { mailClass in values[mailClass].map { ".\($0)" } ?? "nil" }
      return "ByClass(inOrder: [" + slots.joined(separator: ", ") + "])"
    }

    mutating func evidence(_ evidence: ClassEvidence) {
      line("")
      line("  /// The header fields of `classEvidence` alone.")
      line("  package static let classFields: [String] = \(list(evidence.fields))")
      line("")
      line("  /// A number of `classEvidence`; nil where the pack has none of the name.")
      line("  package static func classNumber(_ name: String) -> Int? {")
      line("    switch name {")
      for (name, number) in evidence.numbers.sorted(by: { $0.key < $1.key }) {
        line("    case \(quoted(name)): \(number)")
      }
      line("    default: nil")
      line("    }")
      line("  }")
      line("")
      unoptimised()
      line("  private static func evidence() -> ClassEvidence {")
      phrases(evidence.phrases)
      dictionary("numbers", "[String: Int]", evidence.numbers.map { (quoted($0.key), String($0.value)) })
      line("    return ClassEvidence(fields: classFields, phrases: phrases, numbers: numbers)")
      line("  }")
    }

    mutating func phraseBook(_ book: PhraseBook) {
      line("")
      line("  /// The phrases of the packs, compiled.")
      line("  package static let phraseBook = PhraseBook(")
      line("    tables: PhraseTables(text: \(quoted(book.tables.text))),")
      line("    sets: phraseSets(), evidence: \(numbers(book.evidence)))")
      line("")
      unoptimised()
      line("  private static func phraseSets() -> [RuleID: [String: Int]] {")
      line("    var sets: [RuleID: [String: Int]] = [:]")
      for (rule, names) in book.sets.sorted(by: { $0.key < $1.key }) where !names.isEmpty {
        line("    sets[\(quoted(rule.description))] = \(numbers(names))")
      }
      line("    return sets")
      line("  }")
    }

    private func numbers(_ numbers: [String: Int]) -> String {
      let pairs = numbers.sorted { $0.key < $1.key }.map { "\(quoted($0.key)): \($0.value)" }
      return pairs.isEmpty ? "[:]" : "[" + pairs.joined(separator: ", ") + "]"
    }

    mutating func services(_ services: [TrackingService]) {
      line("")
      unoptimised()
      line("  private static func services() -> [TrackingService] {")
      line("    var services: [TrackingService] = []")
      line("    services.reserveCapacity(\(services.count))")
      for service in services {
        let uses = TrackingService.Use.allCases.filter { service.paths[$0] != nil }
        let paths = uses.map { ".\($0.rawValue): \(list(service.paths[$0] ?? []))" }.joined(separator: ", ")
        line("    services.append(")
        line("      TrackingService(")
        line("        name: \(quoted(service.name)), operatorName: \(quoted(service.operatorName)),")
        line("        country: \(quoted(service.country)), isAddOn: \(service.isAddOn), hosts: \(list(service.hosts)),")
        line("        paths: [\(paths)]))")
      }
      line("    return services")
      line("  }")
    }

    private mutating func phrases(_ phrases: [String: [String: [String]]]) {
      line("    \(phrases.isEmpty ? "let" : "var") phrases: [String: [String: [String]]] = [:]")
      for (name, languages) in phrases.sorted(by: { $0.key < $1.key }) {
        for (language, phrases) in languages.sorted(by: { $0.key < $1.key }) {
          line("    phrases[\(quoted(name)), default: [:]][\(quoted(language))] = \(reference(phrases))")
        }
      }
    }

    private func reference(_ phrases: [String]) -> String { places[phrases].map { "phrases\($0)" } ?? list(phrases) }

    private mutating func dictionary(_ name: String, _ type: String, _ pairs: [(String, String)]) {
      line("    \(pairs.isEmpty ? "let" : "var") \(name): \(type) = [:]")
      for (key, value) in pairs.sorted(by: { $0.0 < $1.0 }) { line("    \(name)[\(key)] = \(value)") }
    }

    private func code(_ source: Source) -> String {
      """
      Source(
            kind: .\(source.kind), citation: \(quoted(source.citation)),
            germanCitation: \(optional(source.germanCitation)),
            says: \(local(source.says)),
            read: \(quoted(source.read)), amount: \(optional(source.amount)), date: \(optional(source.date)))
      """
    }
  }
}

/// A Swift string literal: printable ASCII as it is, all else escaped, and NUL by its short name, of which tables are
/// full.
private func quoted(_ text: String) -> String {
  var literal = "\""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\"", "\\": literal += "\\\(scalar)"
    case " "..."~": literal.unicodeScalars.append(scalar)
    case "\0": literal += "\\0"
    default: literal += "\\u{\(String(scalar.value, radix: 16))}"
    }
  }
  return literal + "\""
}

private func optional(_ text: String?) -> String { text.map(quoted) ?? "nil" }

private func list(_ texts: [String]) -> String {
  "[" + texts.map(quoted).joined(separator: ", ") + "]"
}

private func local(_ text: LocalText) -> String {
  "LocalText(\n        english: \(quoted(text.english)),\n        german: \(quoted(text.german)))"
}
