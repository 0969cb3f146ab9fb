/// The formats of `presend check --format`; docs/formats.md says what each is for.
package enum ReportFormat: String, Sendable, CaseIterable {
  case text, concise, json, jsonl, sarif, github, gitlab, junit, checkstyle, rdjson, html

  /// Whether it is made for people to read where it is printed, so that other lines beside it do no harm.
  package var isForReading: Bool { self == .text || self == .concise }

  /// The report in this format, ending in a line feed; empty where a format has nothing to say.
  package func text(of report: Report, display: TextDisplay = TextDisplay()) -> String {
    switch self {
    case .text: TextReport(report, display: display).text
    case .concise: TextReport(report, display: display).conciseText
    case .json: JSONReport.text(report)
    case .jsonl: JSONReport.lines(report)
    case .sarif: SARIFReport(report).text
    case .github: GitHubReport.text(report)
    case .gitlab: GitLabReport.text(report)
    case .junit: JUnitReport.text(report)
    case .checkstyle: CheckstyleReport.text(report)
    case .rdjson: RDJSONReport.text(report)
    case .html: HTMLReport(report).text
    }
  }
}

/// How the formats that people read where they are printed are to look.
package struct TextDisplay: Sendable {
  /// Of the terminal, in columns.
  package var width: Int
  /// Whether to colour; the caller knows the terminal and NO_COLOR.
  package var usesColour: Bool
  /// Findings, and nothing else.
  package var isQuiet: Bool
  /// The number of findings by rule instead of the findings.
  package var showsStatistics: Bool

  package init(width: Int = 100, usesColour: Bool = false, isQuiet: Bool = false, showsStatistics: Bool = false) {
    self.width = width
    self.usesColour = usesColour
    self.isQuiet = isQuiet
    self.showsStatistics = showsStatistics
  }
}
