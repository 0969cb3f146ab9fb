import Linting
import Policy

/// The top of the page: the result in one sentence, the numbers, the rules that found something.
extension HTMLReport {
  var header: String {
    let summary = report.summary
    let tiles = [
      tile(summary.files, words.files(summary.files), "plain"),
      tile(cleanFiles, words.clean, "good"),
      tile(summary.errors, words.errors(summary.errors), "error"),
      tile(summary.warnings, words.warnings(summary.warnings), "warning"),
      tile(summary.notes, words.notes(summary.notes), "note"),
    ]
    return """
      <header class="top">
      <p class="brand">presend</p>
      <h1>\(escaped(words.headline(summary, toMend: filesToMend)))</h1>
      <p class="lead">\(escaped(words.lead(summary)))</p>
      <ul class="tiles">\(tiles.joined())</ul>
      \(share)
      </header>
      """
  }

  /// Files without any finding.
  var cleanFiles: Int { report.results.count { $0.judgement.findings.isEmpty } }

  private func tile(_ number: Int, _ label: String, _ kind: String) -> String {
    "<li class=\"tile \(number == 0 ? "zero " : "")\(kind)\"><b>\(number)</b> <span>\(escaped(label))</span></li>"
  }

  /// One bar for all files, parted by the worst that was found in each.
  private var share: String {
    let total = report.results.count
    guard total > 0 else { return "" }
    let worst = report.results.map(\.worstSeverity)
    let parts: [(kind: String, count: Int, label: String)] = [
      ("error", worst.count { $0 == .error }, words.filesWith(.error)),
      ("warning", worst.count { $0 == .warning }, words.filesWith(.warning)),
      ("note", worst.count { $0 == .note }, words.filesWith(.note)),
      ("good", cleanFiles, words.clean),
    ].filter { $0.count > 0 }
    var x = 0.0
    let bars = parts.map { part in
      let width = 1000 * Double(part.count) / Double(total)
      defer { x += width }
      return
        "<rect class=\"\(part.kind)\" x=\"\(SVG.number(x))\" y=\"0\" width=\"\(SVG.number(width))\" height=\"12\"/>"
    }
    let legend = parts.map { "<li><i class=\"dot \($0.kind)\"></i>\(escaped($0.label)): <b>\($0.count)</b></li>" }
    return """
      <svg class="share" viewBox="0 0 1000 12" preserveAspectRatio="none" aria-hidden="true">\(bars.joined())</svg>
      <ul class="legend">\(legend.joined())</ul>
      """
  }

  /// What could not be checked comes first: all the numbers are without it.
  var problems: String {
    guard !report.problems.isEmpty else { return "" }
    let items = report.problems.map { "<li>\(escaped($0))</li>" }.joined()
    return "<section class=\"problems\"><h2>\(escaped(words.problems))</h2><ul>\(items)</ul></section>\n"
  }

  /// The rules that found something.
  var ruleTable: String {
    guard let most = counts.map(\.findings).max() else { return "" }
    func cell(_ content: String, _ kind: String) -> String { "<td class=\"\(kind)\">\(content)</td>" }
    func heading(_ text: String, _ kind: String) -> String {
      "<th scope=\"col\" class=\"\(kind)\">\(escaped(text))</th>"
    }
    let rows = counts.map { count in
      let title = report.rule(count.rule)?.title(report.language) ?? count.rule.description
      let link = "<a href=\"#\(anchor(count.rule))\">\(escaped(title))</a>"
      let width = 100 * Double(count.findings) / Double(most)
      let bar = SVG.rect(count.severity.rawValue, x: 0, y: 0, width: width, height: 8)
      return """
        <tr><th scope="row">\(link) <code>\(escaped(count.rule.description))</code></th>\
        <td>\(badge(count.severity))</td>\(cell("\(count.findings)", "number"))\
        \(cell("\(count.files)", "number files"))\
        <td class="bar"><svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">\(bar)</svg></td></tr>
        """
    }
    let headings = [
      heading(words.rule, "title"), heading(words.weight, "weight"), heading(words.findings, "number"),
      heading(words.inFiles, "number files"),
    ]
    return """
      <section aria-labelledby="by-rule"><h2 id="by-rule">\(escaped(words.byRule))</h2>
      <table class="rules"><thead><tr>\(headings.joined())<td class="bar"></td></tr></thead>
      <tbody>\(rows.joined(separator: "\n"))</tbody></table></section>

      """
  }
}

extension CheckResult {
  /// The highest severity found in it; nil where it is clean.
  var worstSeverity: Severity? { judgement.findings.map(\.severity).max() }
}
