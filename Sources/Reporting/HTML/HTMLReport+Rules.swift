import Policy

/// The end of the page: what each rule that found something asks, why, and how to mend it.
extension HTMLReport {
  var rules: String {
    let found = counts.compactMap { report.rule($0.rule) }
    guard !found.isEmpty else { return "" }
    return """
      <section aria-labelledby="explained"><h2 id="explained">\(escaped(words.explained))</h2>
      \(found.map(article).joined(separator: "\n"))
      </section>
      """
  }

  private func article(_ rule: Rule) -> String {
    let language = report.language
    let precedents = rule.sources.filter { $0.kind == .precedent }
    var parts = [
      (words.what, "<p>\(running(rule.what(language)))</p>"),
      (words.report.why, "<p>\(running(rule.why(language)))</p>"),
      (words.report.mending, "<p>\(running(rule.mend(language)))</p>"),
      (words.report.sources, list(rule.sources.filter { $0.kind != .precedent })),
    ]
    if !precedents.isEmpty { parts.append((words.precedents, list(precedents))) }
    return """
      <article class="rule" id="\(anchor(rule.id))"><h3>\(escaped(rule.title(language))) \
      <code>\(escaped(rule.id.description))</code></h3>
      <dl>\(parts.map { "<div><dt>\(escaped($0))</dt><dd>\($1)</dd></div>" }.joined())</dl></article>
      """
  }

  private func list(_ sources: [Source]) -> String {
    let items = sources.map { source in
      "<li><b>\(escaped(source.citation(report.language)))</b> \(running(source.says(report.language)))</li>"
    }
    return "<ul>\(items.joined())</ul>"
  }
}
