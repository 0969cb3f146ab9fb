import Linting
import Policy

/// The report for whatever reads Checkstyle's XML: `file` elements with `error` elements, whose severities are error,
/// warning and info.
package enum CheckstyleReport {
  /// The version of Checkstyle whose form this is; readers ask for any.
  private static let version = "8.0"

  package static func text(_ report: Report) -> String {
    var writer = XMLWriter()
    writer.element("checkstyle", [("version", version)]) { writer in
      for result in report.results {
        writer.element("file", [("name", result.filePath)]) { writer in
          for located in result.locatedInFile() { error(located, &writer) }
        }
      }
    }
    return writer.text
  }

  private static func error(_ located: LocatedFinding, _ writer: inout XMLWriter) {
    let finding = located.finding
    writer.element(
      "error",
      [
        ("line", "\(located.start.line)"), ("column", "\(located.start.column)"),
        ("severity", finding.severity == .note ? "info" : finding.severity.rawValue), ("message", finding.message),
        ("source", "presend.\(finding.rule)"),
      ])
  }
}
