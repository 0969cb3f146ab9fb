import Linting
import MailSyntax
package import Policy

/// The report for a person at a terminal.
///
/// Each finding starts with `path:line:column: severity: message [rule]`, the form that editors and CI systems know how
/// to follow, then shows its place in the source, and says what follows from it. Nothing from a message reaches the
/// terminal unmade-safe; see `TerminalText`.
package struct TextReport {
  private let rules: [RuleID: Rule]
  private let width: Int
  private let words: ReportWords
  private let paint: Paint

  /// Recipients named before "and N more".
  private static let shownRecipients = 3
  /// Findings shown of one file: nobody reads more at a terminal, and a message may have one at every tag. The other
  /// formats have them all.
  static let shownFindings = 100
  /// Narrower terminals get lines of this width all the same.
  private static let minimumWidth = 40

  /// - Parameters:
  ///   - rules: whose mend and sources are shown; findings of other rules are shown without.
  ///   - width: of the terminal, in columns.
  ///   - usesColour: whether to colour; the caller knows the terminal and NO_COLOR.
  package init(rules: [Rule], language: Language, width: Int = 100, usesColour: Bool = false) {
    self.rules = Dictionary(rules.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    self.width = max(Self.minimumWidth, width)
    words = ReportWords(language: language)
    paint = Paint(usesColour: usesColour)
  }

  /// The whole report. A clean file is passed over in silence, unless it is the only one.
  package func text(_ results: [CheckResult], summary: Summary) -> String {
    results.map { text($0, showsClean: results.count == 1) }.joined() + closing(summary)
  }

  /// The section of one file, ending in an empty line; empty for a clean file unless `showsClean`.
  /// - Complexity: O(octets) for the lines, once, and O(findings).
  package func text(_ result: CheckResult, showsClean: Bool) -> String {
    let findings = result.judgement.findings
    if findings.isEmpty { return showsClean ? verdict(result) + "\n" : "" }
    let lines = SourcePositions(result.octets)
    var explained: Set<RuleID> = []
    var text = ""
    for finding in findings.prefix(Self.shownFindings) {
      text += section(finding, in: result, lines: lines, explains: explained.insert(finding.rule).inserted) + "\n"
    }
    if findings.count > Self.shownFindings {
      text += "\(TerminalText.safe(result.path)): \(words.more(findings.count - Self.shownFindings))\n\n"
    }
    return text + verdict(result) + "\n"
  }

  /// What ends the report: the hint, and the summary line.
  package func closing(_ summary: Summary) -> String {
    let line = words.summary(summary)
    let painted =
      summary.errors > 0 ? paint.error(line) : summary.warnings > 0 ? paint.warning(line) : paint.good(line)
    guard let worst = summary.worstRule else { return painted + "\n" }
    return paragraph(words.hint(worst.id), first: "", indent: "") + painted + "\n"
  }

  private func section(_ finding: Finding, in result: CheckResult, lines: SourcePositions, explains: Bool) -> String {
    let start = lines.position(of: finding.place.octets.lowerBound)
    let end = lines.position(of: max(finding.place.octets.lowerBound, finding.place.octets.upperBound - 1))
    let gutter = String(repeating: " ", count: String(start.line).count)
    let excerpt = Excerpt(of: result.octets, at: finding.place.octets, width: width - gutter.count - 4)
    var text = headline(finding, path: result.path, line: start.line, column: start.column)
    text += "\(gutter) \(paint.faint("|"))\n"
    text += "\(paint.faint("\(start.line) |")) \(excerpt.line)\n"
    text += "\(gutter) \(paint.faint("|")) \(coloured(excerpt.marks, finding.severity))\n"
    for (label, value) in details(of: finding, in: result, explains: explains, start: start.line, end: end.line) {
      text += detail(label, value, gutter: gutter)
    }
    return text
  }

  private func headline(_ finding: Finding, path: String, line: Int, column: Int) -> String {
    let place = paint.strong("\(TerminalText.safe(path)):\(line):\(column):")
    let severity = coloured(words.severity(finding.severity) + ":", finding.severity)
    return
      "\(place) \(severity) \(TerminalText.safe(finding.message)) [\(TerminalText.safe(finding.rule.description))]\n"
  }

  private func details(
    of finding: Finding, in result: CheckResult, explains: Bool, start: Int, end: Int
  ) -> [(label: String, value: String)] {
    var details: [(label: String, value: String)] = []
    if end > start { details.append(("", words.continues(toLine: end))) }
    if isEncoded(finding, in: result) { details.append((words.reads, TerminalText.safe(finding.evidence))) }
    if !finding.recipients.isEmpty {
      details.append((words.concerns, words.recipients(finding.recipients, shown: Self.shownRecipients)))
    }
    let signals = finding.signals.filter { !finding.message.contains($0) }
    if !signals.isEmpty {
      details.append((words.signals, signals.map(TerminalText.safe).joined(separator: ", ")))
    }
    details.append((words.gateway, words.action(of: finding, under: result.judgement.verdict)))
    guard explains else { return details }
    if let rule = rules[finding.rule] { details.append((words.mend, rule.mend(words.language))) }
    if !finding.sources.isEmpty {
      details.append((words.source, finding.sources.map(TerminalText.safe).joined(separator: "; ")))
    }
    return details
  }

  /// Whether the source shows something else than what a reader's client makes of it: a transfer encoding, an
  /// encoded-word. Then the excerpt alone explains nothing.
  private func isEncoded(_ finding: Finding, in result: CheckResult) -> Bool {
    guard !finding.evidence.isEmpty else { return false }
    let range = finding.place.octets.clamped(to: 0..<result.octets.count)
    return !result.octets[range].starts(with: finding.evidence.utf8.prefix(16))
  }

  private func verdict(_ result: CheckResult) -> String {
    let judgement = result.judgement
    let word = paintedVerdict(judgement.verdict)
    let evidence = judgement.mailClass.evidence.map(TerminalText.safe).joined(separator: ", ")
    let meaning = words.verdict(judgement.verdict, kind: result.kind)
    var text = "\(paint.strong(TerminalText.safe(result.path) + ":")) \(word): \(meaning)\n"
    text += detail(words.mailClass, "\(judgement.mailClass.mailClass.rawValue) (\(evidence))", gutter: "")
    for obstacle in judgement.obstacles { text += detail(words.because, TerminalText.safe(obstacle), gutter: "") }
    return text
  }

  private func detail(_ label: String, _ value: String, gutter: String) -> String {
    let head = label.isEmpty ? "" : "\(label): "
    let lines = Paragraph.wrapped(
      head + value, width: width, first: "\(gutter) = ",
      indent: String(repeating: " ", count: gutter.count + 3 + min(head.count, 12)))
    return lines + "\n"
  }

  private func paragraph(_ text: String, first: String, indent: String) -> String {
    Paragraph.wrapped(text, width: width, first: first, indent: indent) + "\n"
  }

  private func coloured(_ text: String, _ severity: Severity) -> String {
    switch severity {
    case .error: paint.error(text)
    case .warning: paint.warning(text)
    case .note: paint.note(text)
    }
  }

  private func paintedVerdict(_ verdict: Verdict) -> String {
    switch verdict.word {
    case "accept": paint.good(verdict.word)
    case "rewrite": paint.warning(verdict.word)
    default: paint.error(verdict.word)
    }
  }
}
