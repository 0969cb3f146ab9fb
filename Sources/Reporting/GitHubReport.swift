import Linting
import Policy

/// The report for GitHub Actions: a workflow command for each finding, which the runner turns into an annotation at its
/// line in the pull request.
///
/// GitHub shows the first ten errors, ten warnings and ten notices of a step, and fifty annotations of a job; all of
/// them stand in the log. The worst come first, so that what is cut is the least. Format: GitHub Docs, "Workflow
/// commands for GitHub Actions", `::error file=…,line=…::message`; the escapes are those of its toolkit.
package enum GitHubReport {
  package static func text(_ report: Report) -> String {
    var lines: [(severity: Severity, text: String)] = []
    for result in report.results where !result.judgement.findings.isEmpty {
      let positions = SourcePositions(inFileOf: result)
      let path = report.repositoryPath(result.filePath)
      for finding in result.judgement.findings {
        let located = result.located(finding, positions)
        let message = located.messageWithRelated(path: path, positions: positions)
        lines.append((finding.severity, command(located, path: path, message: message)))
      }
    }
    let problems = report.problems.map { "::error title=presend::\(data($0))\n" }
    return problems.joined()
      + Severity.allCases.reversed().flatMap { severity in lines.filter { $0.severity == severity } }.map(\.text)
      .joined()
  }

  private static func command(_ located: LocatedFinding, path: String, message: String) -> String {
    let (start, end) = (located.start, located.end)
    var properties = [
      ("title", "presend \(located.finding.rule)"), ("file", path), ("line", "\(start.line)"),
      ("endLine", "\(end.line)"),
    ]
    // Columns count within one line only.
    if start.line == end.line { properties += [("col", "\(start.column)"), ("endColumn", "\(end.column)")] }
    let list = properties.map { "\($0)=\(property($1))" }.joined(separator: ",")
    return "::\(word(located.finding.severity)) \(list)::\(data(message))\n"
  }

  private static func word(_ severity: Severity) -> String {
    switch severity {
    case .error: "error"
    case .warning: "warning"
    case .note: "notice"
    }
  }

  /// What ends a line would end the command, and start another one.
  private static func data(_ text: String) -> String { escaped(text, ["%": "%25", "\r": "%0D", "\n": "%0A"]) }

  private static func property(_ text: String) -> String {
    escaped(text, ["%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"])
  }

  private static func escaped(_ text: String, _ escapes: [Unicode.Scalar: String]) -> String {
    text.unicodeScalars.reduce(into: "") { result, scalar in
      result += escapes[scalar] ?? (scalar.value < 0x20 ? TerminalText.safe(scalar) : String(scalar))
    }
  }
}
