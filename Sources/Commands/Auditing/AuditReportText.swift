internal import Gateway

/// The report as tables for people.
struct AuditReportText {
  private let report: AuditReport
  /// Longer tables are read as JSON.
  private static let maximumRows = 25

  init(_ report: AuditReport) { self.report = report }

  var text: String {
    let total = report.total
    guard total.messages > 0 else { return "nothing was decided in this time" }
    var lines = [CountedNoun.text(total.messages, "message") + " judged, \(report.shadow) of them in shadow mode"]
    let verb =
      report.shadow == total.messages ? "would have been " : report.shadow > 0 ? "were, or would have been, " : "were "
    lines.append(
      "\(verb)rejected \(total.rejected), held \(total.held), rewritten \(total.rewritten); warned of \(total.warned)")
    if report.failOpen > 0 {
      lines.append("\(CountedNoun.text(report.failOpen, "message")) judged with something missing: look for “judged without” in presend audit list")
    }
    for (event, count) in report.persons.sorted(by: { $0.key < $1.key }) {
      lines.append("\(event) by a person: \(count)")
    }
    lines += table("rule", report.byRule) + table("class", report.byClass) + table("sender", report.bySender)
    lines += table("group", report.byGroup) + table("tool", report.byTool)
    return lines.joined(separator: "\n")
  }

  private func table(_ name: String, _ groups: AuditReport.Groups) -> [String] {
    guard !groups.isEmpty else { return [] }
    let shown = groups.prefix(Self.maximumRows)
    let width = max(shown.map { Terminal.safe($0.name).unicodeScalars.count }.max() ?? 0, name.count + 3)
    var lines = ["", pad("by \(name)", width) + "  messages  rejected      held rewritten    warned"]
    lines += shown.map { group in
      let counts = group.counts
      let numbers = [counts.messages, counts.rejected, counts.held, counts.rewritten, counts.warned]
      return pad(Terminal.safe(group.name), width) + numbers.map { right(String($0), 10) }.joined()
    }
    if groups.count > shown.count { lines.append("and \(groups.count - shown.count) more: --format json") }
    return lines
  }

  private func pad(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(width - text.unicodeScalars.count, 0))
  }

  private func right(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(width - text.count, 0)) + text
  }
}
