import Linting
import MailSyntax
import Policy

/// The report for a person at a terminal.
///
/// Each finding starts with `path:line:column: severity: message [rule]`, the form that editors and CI systems know how
/// to follow, then shows its place in the source with what else explains it, and says what follows from it. Nothing
/// from a message reaches the terminal unmade-safe; see `TerminalText`.
package struct TextReport {
  private let report: Report
  private let display: TextDisplay
  private let rules: [RuleID: Rule]
  private let width: Int
  private let words: ReportWords
  private let paint: Paint

  /// Recipients named before "and N more".
  private static let shownRecipients = 3
  /// Findings shown of one file: nobody reads more at a terminal, and a message may have one at every tag. The other
  /// formats have them all.
  static let shownFindings = 100
  /// Related places shown of one finding.
  private static let shownRelated = 5
  /// Narrower terminals get lines of this width all the same.
  private static let minimumWidth = 30

  /// Findings of rules that the report does not know are shown without mend and sources.
  package init(_ report: Report, display: TextDisplay) {
    self.report = report
    self.display = display
    rules = Dictionary(report.rules.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    width = max(Self.minimumWidth, display.width)
    words = ReportWords(language: report.language)
    paint = Paint(usesColour: display.usesColour)
  }

  /// The whole report. A clean file is passed over in silence, unless it is the only one.
  package var text: String {
    if display.showsStatistics { return statistics + closing }
    let showsClean = report.results.count == 1 && !display.isQuiet
    return report.results.map { text($0, showsClean: showsClean) }.joined() + closing
  }

  /// One line for each finding, without source and explanation: for editors, and for a first look.
  package var conciseText: String {
    if display.showsStatistics { return statistics + closing }
    let lines = report.results.map { result in
      result.located().map { headline($0.finding, path: result.path, line: $0.start.line, column: $0.start.column) }
        .joined()
    }
    return lines.joined() + (display.isQuiet ? "" : summaryLine + "\n")
  }

  /// The section of one file, ending in an empty line; empty for a clean file unless `showsClean`.
  /// - Complexity: O(octets) for the lines, once, and O(findings).
  private func text(_ result: CheckResult, showsClean: Bool) -> String {
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
    return display.isQuiet ? text : text + verdict(result) + "\n"
  }

  /// How often each rule found something, the most frequent first.
  private var statistics: String {
    let counts = RuleCount.of(report.results)
    let width = counts.map { String($0.findings).count }.max() ?? 0
    let severityWidth = counts.map { DisplayWidth.of(words.severity($0.severity)) }.max() ?? 0
    let idWidth = counts.map { DisplayWidth.of($0.rule.description) }.max() ?? 0
    let lines = counts.map { count in
      let severity = words.severity(count.severity)
      let title = rules[count.rule].map { $0.title(report.language) } ?? ""
      let number = String(repeating: " ", count: width - String(count.findings).count) + String(count.findings)
      let gap = String(repeating: " ", count: severityWidth - DisplayWidth.of(severity))
      let indent = String(repeating: " ", count: idWidth - DisplayWidth.of(count.rule.description))
      let rule = paint.strong(count.rule.description) + indent
      return "\(number)  \(coloured(severity, count.severity))\(gap)  \(rule)  \(title)\n"
    }
    return lines.joined() + (lines.isEmpty || display.isQuiet ? "" : "\n")
  }

  /// What ends the report: the hint, and the summary line.
  private var closing: String {
    if display.isQuiet { return "" }
    guard let worst = report.summary.worstRule else { return summaryLine + "\n" }
    return paragraph(words.hint(worst.id), first: "", indent: "") + summaryLine + "\n"
  }

  private var summaryLine: String {
    let summary = report.summary
    let line = Paragraph.wrapped(words.summary(summary), width: width, first: "", indent: "")
    return summary.errors > 0 ? paint.error(line) : summary.warnings > 0 ? paint.warning(line) : paint.good(line)
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
    for place in finding.related.prefix(Self.shownRelated) { text += related(place, in: result, lines: lines) }
    return text
  }

  /// A related place: as a note where editors follow it, with its line of source where that is in the same file.
  private func related(_ related: RelatedPlace, in result: CheckResult, lines: SourcePositions) -> String {
    let text = TerminalText.safe(related.text)
    switch related.place {
    case .elsewhere(let path, let line):
      let place = TerminalText.safe(path) + (line.map { ":\($0)" } ?? "")
      return "\(paint.strong(place + ":")) \(paint.note(words.severity(.note) + ":")) \(text)\n"
    case .here(let octets):
      let (line, column) = lines.position(of: octets.lowerBound)
      let place = "\(TerminalText.safe(result.path)):\(line):\(column):"
      let excerpt = Excerpt(of: result.octets, at: octets, width: width - String(line).count - 4)
      let gutter = String(repeating: " ", count: String(line).count)
      return """
        \(paint.strong(place)) \(paint.note(words.severity(.note) + ":")) \(text)
        \(paint.faint("\(line) |")) \(excerpt.line)
        \(gutter) \(paint.faint("|")) \(paint.note(excerpt.marks))

        """
    }
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
    // What cannot be found may hold what is missing, and more.
    let isCertain = !result.provisions.contains { $0.found == .dynamic }
    let meaning = words.verdict(judgement.verdict, kind: result.kind) + (isCertain ? "" : words.asFarAsKnown)
    var text = "\(paint.strong(TerminalText.safe(result.path) + ":")) \(word): \(meaning)\n"
    text += detail(words.mailClass, "\(judgement.mailClass.mailClass.rawValue) (\(evidence))", gutter: "")
    for provision in result.provisions
    where provision.found == .via || provision.found == .here && provision.isConditional {
      text += detail(words.met, words.provision(provision), gutter: "")
    }
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
