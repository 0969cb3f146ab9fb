import Linting
import MailSyntax
import Policy

/// The middle of the page: each file with its findings, its picture and its verdict; the clean ones in a list.
extension HTMLReport {
  /// Files with findings beyond these are closed when the page is opened, so that a long report can be looked over.
  private static let openFiles = 5
  /// Findings shown of one file; a hostile message may have one at every tag.
  private static let shownFindings = 200
  /// Findings listed that were left out; a baseline may have any number.
  private static let shownIgnored = 500
  /// Recipients named of one finding.
  private static let shownRecipients = 5

  var files: String {
    let found = report.results.enumerated().filter { !$0.element.judgement.findings.isEmpty }
      .sorted { (Self.rank($0.element), $0.offset) < (Self.rank($1.element), $1.offset) }
    let sections = found.enumerated().map { index, item in
      file(item.element, number: item.offset + 1, isOpen: index < Self.openFiles)
    }
    return """
      <section id="files" aria-labelledby="by-file"><h2 id="by-file">\(escaped(words.byFile))</h2>
      \(found.isEmpty ? "" : filter)\(sections.joined())\(clean)\(ignored)
      </section>

      """
  }

  /// The worst files come first.
  private static func rank(_ result: CheckResult) -> Int {
    switch result.worstSeverity {
    case .error: 0
    case .warning: 1
    case .note: 2
    case nil: 3
    }
  }

  /// Radio buttons that the style sheet obeys; no script.
  private var filter: String {
    let choices = [("all", words.showAll), ("warnings", words.showWarnings), ("errors", words.showErrors)]
    let inputs = choices.map { name, label in
      let choice = "type=\"radio\" name=\"show\" id=\"show-\(name)\"\(name == "all" ? " checked" : "")"
      return "<label><input \(choice)> \(escaped(label))</label>"
    }
    return "<fieldset class=\"filter\"><legend>\(escaped(words.show))</legend>\(inputs.joined())</fieldset>\n"
  }

  private var clean: String {
    let paths = report.results.filter { $0.judgement.findings.isEmpty }.map { "<li>\(escaped($0.path))</li>" }
    guard !paths.isEmpty else { return "" }
    let isOpen = paths.count == report.results.count
    return """
      <details class="clean"\(isOpen ? " open" : "")><summary>\(escaped(words.cleanFiles(paths.count)))</summary>\
      <ul>\(paths.joined())</ul></details>
      """
  }

  /// What a person has decided to leave out, with the reason: who answers for the mail should see it.
  private var ignored: String {
    let items = report.results.filter { !$0.judgement.ignored.isEmpty }.flatMap { result in
      let positions = SourcePositions(result.octets)
      return result.judgement.ignored.map { ignored in
        let line = positions.position(of: ignored.finding.place.octets.lowerBound).line
        let place = "<span class=\"place\">\(escaped("\(result.path):\(line) \(ignored.finding.rule)"))</span>"
        return "<li>\(place) \(escaped(words.ground(ignored.ground)))</li>"
      }
    }
    guard !items.isEmpty else { return "" }
    return """
      <details class="clean"><summary>\(escaped(words.ignored(items.count)))</summary>\
      <ul>\(items.prefix(Self.shownIgnored).joined())</ul></details>
      """
  }

  private func file(_ result: CheckResult, number: Int, isOpen: Bool) -> String {
    let all = result.judgement.findings
    let findings = all.prefix(Self.shownFindings)
    let positions = SourcePositions(result.octets)
    let ids = findings.indices.map { "f\(number)-\($0 + 1)" }
    let items = zip(findings, ids).enumerated().map { index, item in
      finding(item.0, number: index + 1, id: item.1, in: result, positions)
    }
    let more = all.count > findings.count ? "<p>\(escaped(words.more(all.count - findings.count)))</p>" : ""
    let picture = SketchPicture(report.sketch(result), findings: Array(findings), ids: ids, words: words).svg
    let path = "<span class=\"path\">\(escaped(result.path))</span>"
    return """
      <details class="file worst-\((result.worstSeverity ?? .note).rawValue)"\(isOpen ? " open" : "")>
      <summary>\(path) <span class="tally">\(tally(all))</span></summary>
      <div class="body\(picture.isEmpty ? "" : " pictured")">
      <div class="about">\(about(result, positions))\(picture)</div>
      <ol class="findings">\(items.joined())</ol>\(more)
      </div></details>

      """
  }

  /// What is said of the whole file: the verdict, the class of mail, what stood in the way, what was found.
  private func about(_ result: CheckResult, _ positions: SourcePositions) -> String {
    let judgement = result.judgement
    let (mailClass, evidence) = (judgement.mailClass.mailClass.rawValue, judgement.mailClass.evidence)
    let obstacles = judgement.obstacles.map { "<p>\(escaped("\(words.report.because) \($0)"))</p>" }
    return """
      <p class="verdict \(judgement.verdict.word)">\(escaped(words.verdict(of: result)))</p>
      <p class="class">\(escaped(words.report.mailClass)): <b>\(mailClass)</b> \
      (\(escaped(evidence.joined(separator: ", "))))</p>\(obstacles.joined())\(provisions(of: result, positions))
      """
  }

  /// Where a template meets what rules demand, so that a reader sees that it was looked for, and where.
  private func provisions(of result: CheckResult, _ positions: SourcePositions) -> String {
    let items = result.judgement.provisions.map { provision in
      let title = report.rule(provision.rule)?.title(report.language) ?? provision.rule.description
      let (kind, place) =
        switch provision.place {
        case .here(let octets): ("good", words.here(line: positions.position(of: octets.lowerBound).line))
        case .via(let path, _): ("good", words.via(path))
        case .dynamic(let octets): ("warning", words.perhaps(line: positions.position(of: octets.lowerBound).line))
        }
      let condition = provision.isConditional ? words.conditional : ""
      return "<li><i class=\"dot \(kind)\"></i>\(escaped(title)): \(escaped(place + condition))</li>"
    }
    guard !items.isEmpty else { return "" }
    return "<p class=\"class\">\(escaped(words.provisions))</p><ul class=\"provisions\">\(items.joined())</ul>"
  }

  private func tally(_ findings: [Finding]) -> String {
    Severity.allCases.reversed().compactMap { severity in
      let count = findings.count { $0.severity == severity }
      return count == 0
        ? nil : "<span class=\"badge \(severity.rawValue)\">\(escaped(words.count(count, severity)))</span>"
    }.joined(separator: " ")
  }

  private func finding(
    _ finding: Finding, number: Int, id: String, in result: CheckResult, _ positions: SourcePositions
  ) -> String {
    let start = positions.position(of: finding.place.octets.lowerBound)
    let related = finding.related.map { related in
      let place = related.reference(path: result.path, positions: positions)
      return "<li><span class=\"place\">\(escaped(place))</span> \(escaped(related.text))</li>"
    }
    let listing = SourceListing(of: result.octets, at: finding.place.octets, positions: positions)
    let pin = "<span class=\"pin\" aria-hidden=\"true\">\(number)</span>"
    let place = "\(words.line(start.line, column: start.column)) · \(finding.rule) · "
    return """
      <li class="finding \(finding.severity.rawValue)" id="\(id)">\
      <h3>\(pin) \(badge(finding.severity)) \(escaped(finding.message))</h3>
      <p class="place">\(escaped(place))<a href="#\(anchor(finding.rule))">\(escaped(words.whyAndMend))</a></p>
      \(listing.html(label: words.source(start.line)))
      \(related.isEmpty ? "" : "<ul class=\"related\">\(related.joined())</ul>")\(details(of: finding, in: result))</li>
      """
  }

  private func details(of finding: Finding, in result: CheckResult) -> String {
    var details: [(String, String)] = []
    if !finding.recipients.isEmpty {
      details.append((words.report.concerns, words.report.recipients(finding.recipients, shown: Self.shownRecipients)))
    }
    let signals = finding.signals.filter { !finding.message.contains($0) }
    if !signals.isEmpty { details.append((words.report.signals, signals.joined(separator: ", "))) }
    details.append((words.report.gateway, words.report.action(of: finding, under: result.judgement.verdict)))
    return "<dl>\(details.map { "<div><dt>\(escaped($0))</dt><dd>\(escaped($1))</dd></div>" }.joined())</dl>"
  }
}
