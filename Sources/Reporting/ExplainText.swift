import Linting
package import Policy

/// The explanation of one rule, for `presend explain`: what it asks, on what ground, how to mend what it finds.
package struct ExplainText {
  private let language: Language
  private let width: Int
  private let paint: Paint

  /// Running text is not set wider than this, however wide the terminal: longer lines are hard to read.
  private static let maximumWidth = 92
  private static let minimumWidth = 40

  package init(language: Language, width: Int = 80, usesColour: Bool = false) {
    self.language = language
    self.width = min(Self.maximumWidth, max(Self.minimumWidth, width))
    paint = Paint(usesColour: usesColour)
  }

  package func text(_ rule: Rule) -> String {
    let precedents = rule.sources.filter { $0.kind == .precedent }
    var text = "\(paint.strong(rule.id.description)): \(rule.title(language))\n"
    text += section(pick("What it checks", "Was sie prüft"), [rule.what(language)])
    text += section(words.why, [rule.why(language)])
    text += section(words.mending, [rule.mend(language)])
    text += section(pick("What the gateway does", "Was das Gateway tut"), gateway(rule))
    text += section(pick("Where it applies", "Wo sie gilt"), classes(rule))
    text += heading(words.sources) + rule.sources.filter { $0.kind != .precedent }.map(source).joined()
    if !precedents.isEmpty {
      text += heading(pick("It has happened", "Es ist vorgekommen")) + precedents.map(source).joined()
    }
    text += heading(pick("To change it, in presend.yml", "Zum Ändern in presend.yml")) + configuration(rule)
    return text + heading(pick("To allow it", "Zum Erlauben")) + allowance(rule)
  }

  private var words: ReportWords { ReportWords(language: language) }

  private func pick(_ english: String, _ german: String) -> String { language == .german ? german : english }

  private func heading(_ text: String) -> String { "\n\(paint.strong(text))\n" }

  private func section(_ title: String, _ paragraphs: [String]) -> String {
    heading(title) + paragraphs.map { paragraph($0, level: 1) }.joined()
  }

  private func paragraph(_ text: String, level: Int) -> String {
    let indent = String(repeating: " ", count: 2 * level)
    return Paragraph.wrapped(text, width: width, first: indent, indent: indent) + "\n"
  }

  /// The citation with its kind and the date it was read, and below what it says.
  private func source(_ source: Source) -> String {
    let read = pick("read \(source.read)", "gelesen am \(source.read)")
    let note = source.kind == .precedent ? read : "\(kind(source.kind)), \(read)"
    return paragraph("\(source.citation(language)) (\(note))", level: 1)
      + paragraph(source.says(language), level: 2)
  }

  private func kind(_ kind: Source.Kind) -> String {
    switch kind {
    case .law: pick("law", "Gesetz")
    case .standard: pick("standard", "Standard")
    case .receiverPolicy: pick("a receiver's policy", "Vorgabe eines Empfängers")
    case .practice: pick("practice", "Praxis")
    case .precedent: pick("precedent", "Präzedenzfall")
    }
  }

  private func gateway(_ rule: Rule) -> [String] {
    let opening = pick("Unless configured otherwise, it ", "Wenn nichts anderes eingestellt ist, ")
    var lines = [opening + action(rule.defaultAction)]
    for (action, classes) in grouped(rule.classActions) {
      lines.append(pick("For class \(classes) it ", "Bei Klasse \(classes) ") + self.action(action))
    }
    if rule.defaultAction == .rewrite {
      lines.append(
        pick(
          "Where that cannot be done, as in signed text or where the setting for it is missing, it ",
          "Wo das nicht geht, etwa in signiertem Text oder weil die Einstellung dafür fehlt, ")
          + action(rule.fallbackAction))
    }
    return lines + failure(rule)
  }

  /// The end of a sentence whose subject is the gateway.
  private func action(_ action: Action) -> String {
    switch action {
    case .off: pick("does nothing: the rule is off.", "tut es nichts: Die Regel ist aus.")
    case .warn: pick("lets the message pass and reports it.", "lässt es die Nachricht durch und meldet es.")
    case .rewrite:
      pick(
        "rewrites the message so that it meets the rule.", "schreibt es die Nachricht so um, dass sie der Regel genügt."
      )
    case .hold:
      pick("holds the message until a person decides.", "hält es die Nachricht an, bis ein Mensch entscheidet.")
    case .reject:
      pick("rejects the message and tells its sender why.", "weist es die Nachricht ab und sagt dem Absender, warum.")
    }
  }

  /// What follows where a rule cannot be judged. The consent store is asked for tracking and for consent alone; what a
  /// rule reads in the message itself can always be judged where it does not say that the message must wait.
  private func failure(_ rule: Rule) -> [String] {
    let asksStore = ["tracking/", "consent/"].contains { rule.id.description.hasPrefix($0) }
    guard asksStore || rule.failureMode == .tempfail else { return [] }
    let opening =
      asksStore
      ? pick(
        "If it cannot be judged, because the consent store does not answer for example, ",
        "Lässt sie sich nicht beurteilen, etwa weil der Einwilligungsspeicher nicht antwortet, ")
      : pick("If it cannot be judged, ", "Lässt sie sich nicht beurteilen, ")
    return [
      opening
        + (rule.failureMode == .tempfail
          ? pick(
            "the message waits: its sender is asked to try again.",
            "wartet die Nachricht: Der Absender soll es später wieder versuchen.")
          : pick("the message passes, and that is recorded.", "geht die Nachricht durch, und das wird vermerkt."))
    ]
  }

  private func classes(_ rule: Rule) -> [String] {
    let judged = grouped(rule.severities).reversed().map { severity, classes in
      "\(words.severity(severity)): \(classes)"
    }
    let others = MailClass.allCases.filter { rule.severity(for: $0) == nil }.map(\.rawValue)
    guard !others.isEmpty else { return judged }
    return judged + [pick("not judged: ", "nicht beurteilt: ") + others.joined(separator: ", ")]
  }

  /// The classes of each value, in the order of the values.
  private func grouped<Value: Hashable & CaseIterable>(_ byClass: ByClass<Value>) -> [(Value, String)] {
    Value.allCases.compactMap { value in
      let classes = MailClass.allCases.filter { byClass[$0] == value }.map(\.rawValue)
      return classes.isEmpty ? nil : (value, classes.joined(separator: ", "))
    }
  }

  /// Lines to copy, one of which changes the action and one for each number.
  private func configuration(_ rule: Rule) -> String {
    let numbers = rule.numbers.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }
    let action = "action: \(rule.defaultAction.rawValue)"
    return "  rules:\n    \(rule.id): { \(([action] + numbers).joined(separator: ", ")) }\n"
  }

  /// The same to switch the rule off: for all mail, or for one of the classes that it judges.
  private func allowance(_ rule: Rule) -> String {
    let everywhere = "  rules:\n    \(rule.id): off\n"
    guard let judged = MailClass.allCases.first(where: { rule.severity(for: $0) != nil }) else { return everywhere }
    return everywhere + paragraph(pick("or for one class of mail:", "oder für eine Klasse von Mails:"), level: 1)
      + "  rules:\n    \(rule.id): { \(judged.rawValue): off }\n"
  }
}
