import Digests
import Linting
import MailSyntax
import Policy

/// The report as one page that can be mailed, archived and printed: what was checked, what was found and where, and
/// what each rule asks and why.
///
/// The page loads nothing and runs nothing: one style sheet, allowed by its hash, and a Content-Security-Policy that
/// forbids all else. Nothing of a message or template is in it but as escaped text; the pictures are drawn from
/// lengths.
package struct HTMLReport {
  let report: Report
  let words: HTMLWords
  /// The weightiest first, then the most frequent.
  let counts: [RuleCount]

  package init(_ report: Report) {
    self.report = report
    words = HTMLWords(language: report.language)
    let counts = RuleCount.of(report.results)
    self.counts = Severity.allCases.reversed().flatMap { severity in counts.filter { $0.severity == severity } }
  }

  /// The page. Empty lines and indentation are left out: the report of a thousand files is read by a browser.
  package var text: String {
    """
    <!DOCTYPE html>
    <html lang="\(report.language.rawValue)">
    <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="\(Self.policy)">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <meta name="referrer" content="no-referrer">
    <meta name="generator" content="presend \(report.version)">
    <title>\(escaped(words.title)) – \(escaped(words.headline(report.summary, toMend: filesToMend)))</title>
    <style>\(HTMLStyle.sheet)</style>
    </head>
    <body>
    <a class="skip" href="#files">\(escaped(words.skip))</a>
    \(header)
    <main>
    \(problems)\(ruleTable)\(files)\(rules)
    </main>
    <footer><p>\(escaped(footer))</p></footer>
    </body>
    </html>

    """
  }

  private var footer: String {
    (["presend \(report.version)"] + [report.madeAt, words.duration(report.summary)].compactMap(\.self))
      .joined(separator: " · ")
  }

  /// Everything is forbidden but the page's own style sheet. CSP Level 3 §2.3.1: a hash names the content that may be
  /// used, so that a style that got in by content would not be.
  private static let policy: String = {
    let hash = String(
      decoding: Base64.encode(SHA256.hash(HTMLStyle.sheet.utf8), lineLength: nil), as: UTF8.self)
    return "default-src 'none'; style-src 'sha256-\(hash)'; base-uri 'none'; form-action 'none'"
  }()

  /// How many files have a finding that fails the check, or an error: a check that passes whatever it finds mends no
  /// mail.
  var filesToMend: Int {
    report.results.count { $0.judgement.findings.contains { $0.severity == .error || report.fails($0.severity) } }
  }

  /// Text from anywhere, for between tags and in attributes: escaped, and what hides or reorders text made visible.
  func escaped(_ text: String) -> String { MarkupText.escaped(TerminalText.safe(text)) }

  /// Running text of a rule: what it sets in backquotes is code.
  func running(_ text: String) -> String {
    let pieces = text.split(separator: "`", omittingEmptySubsequences: false)
    guard pieces.count % 2 == 1 else { return escaped(text) }
    return pieces.enumerated().map { index, piece in
      index % 2 == 1 ? "<code>\(escaped(String(piece)))</code>" : escaped(String(piece))
    }.joined()
  }

  func badge(_ severity: Severity) -> String {
    "<span class=\"badge \(severity.rawValue)\">\(escaped(words.report.severity(severity)))</span>"
  }

  /// The fragment of a rule's explanation.
  func anchor(_ rule: RuleID) -> String { escaped("rule-" + rule.description.replacing("/", with: "-")) }
}
