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
  private static let indent = "  "

  package init(language: Language, width: Int = 80, usesColour: Bool = false) {
    self.language = language
    self.width = min(Self.maximumWidth, max(Self.minimumWidth, width))
    paint = Paint(usesColour: usesColour)
  }

  package func text(_ rule: Rule) -> String {
    var text = "\(paint.strong(rule.id.description)): \(rule.title(language))\n"
    text += section(pick("What it asks", "Was sie verlangt"), [rule.what(language)])
    text += section(pick("Why", "Warum"), [rule.why(language)])
    text += section(pick("How to mend it", "Wie es zu beheben ist"), [rule.mend(language)])
    text += section(pick("What the gateway does", "Was das Gateway tut"), gateway(rule))
    text += section(pick("Where it applies", "Wo sie gilt"), classes(rule))
    text += section(pick("Sources", "Quellen"), rule.sources.filter { $0.kind != .precedent }.map(source))
    text += section(pick("It has happened", "Es ist vorgekommen"), rule.sources.filter { $0.kind == .precedent }.map(source))
    return text + section(pick("To change it, in presend.yml", "Zum Ändern in presend.yml"), configuration(rule))
  }

  private func pick(_ english: String, _ german: String) -> String { language == .german ? german : english }

  /// A heading and its paragraphs; nothing where there are none.
  private func section(_ heading: String, _ paragraphs: [String]) -> String {
    guard !paragraphs.isEmpty else { return "" }
    let body = paragraphs.map {
      Paragraph.wrapped($0, width: width, first: Self.indent, indent: Self.indent) + "\n"
    }
    return "\n\(paint.strong(heading))\n" + body.joined()
  }

  private func source(_ source: Source) -> String {
    let kind =
      switch source.kind {
      case .law: pick("law", "Gesetz")
      case .standard: pick("standard", "Standard")
      case .receiverPolicy: pick("a receiver's policy", "Vorgabe eines Empfängers")
      case .practice: pick("practice", "Praxis")
      case .precedent: pick("precedent", "Präzedenzfall")
      }
    let read = pick("read \(source.read)", "gelesen am \(source.read)")
    return "\(source.citation) (\(kind), \(read))\n\(source.says(language))"
  }

  private func gateway(_ rule: Rule) -> [String] {
    var lines = [action(rule.defaultAction)]
    for (action, classes) in grouped(rule.classActions) {
      lines.append(pick("For \(classes): ", "Bei \(classes): ") + self.action(action))
    }
    if rule.defaultAction == .rewrite {
      lines.append(
        pick("What cannot be rewritten, such as signed text: ", "Was sich nicht umschreiben lässt, etwa signierter Text: ")
          + action(rule.fallbackAction))
    }
    lines.append(failure(rule.failureMode))
    return lines
  }

  private func action(_ action: Action) -> String {
    switch action {
    case .off: pick("nothing; the rule is off.", "nichts; die Regel ist aus.")
    case .warn: pick("lets the message pass and reports it.", "lässt die Nachricht durch und meldet es.")
    case .rewrite: pick("rewrites the message so that it no longer does.", "schreibt die Nachricht um, sodass es nicht mehr vorkommt.")
    case .hold: pick("holds the message until a person decides.", "hält die Nachricht an, bis ein Mensch entscheidet.")
    case .reject: pick("rejects the message and tells its sender why.", "weist die Nachricht ab und sagt dem Absender, warum.")
    }
  }

  private func failure(_ mode: FailureMode) -> String {
    switch mode {
    case .tempfail:
      pick(
        "When what it needs to know cannot be had, the message waits: the sender is asked to try again.",
        "Ist nicht zu erfahren, was sie wissen muss, wartet die Nachricht: Der Absender wird gebeten, es wieder zu versuchen.")
    case .pass:
      pick(
        "When what it needs to know cannot be had, the message passes, and that is recorded.",
        "Ist nicht zu erfahren, was sie wissen muss, geht die Nachricht durch, und das wird vermerkt.")
    }
  }

  private func classes(_ rule: Rule) -> [String] {
    let judged = grouped(rule.severities).reversed().map { severity, classes in
      "\(ReportWords(language: language).severity(severity)): \(classes)"
    }
    let others = MailClass.allCases.filter { rule.severities[$0] == nil }.map(\.rawValue)
    guard !others.isEmpty else { return judged }
    return judged + [pick("not judged: ", "nicht beurteilt: ") + others.joined(separator: ", ")]
  }

  /// The classes of each value, in the order of the values.
  private func grouped<Value: Hashable & CaseIterable>(_ byClass: [MailClass: Value]) -> [(Value, String)] {
    Value.allCases.compactMap { value in
      let classes = MailClass.allCases.filter { byClass[$0] == value }.map(\.rawValue)
      return classes.isEmpty ? nil : (value, classes.joined(separator: ", "))
    }
  }

  private func configuration(_ rule: Rule) -> [String] {
    let numbers = rule.numbers.keys.sorted().map { "  \(rule.id): { \($0): \(rule.numbers[$0]!) }" }
    return ["rules:\n" + (["  \(rule.id): warn"] + numbers).joined(separator: "\n")]
  }
}
