package import Linting
package import Policy

/// What a sender is told of the changes that were made to a message before it went out: rule, change, reason, and what
/// to do otherwise next time.
package struct ChangeNoticeText {
  private let judgement: Judgement
  private let rules: [Rule]
  private let language: Language
  private var words: ReportWords { ReportWords(language: language) }

  /// Lines of mail are not longer. RFC 5322 §2.1.1.
  private static let width = 76

  /// - Parameter rules: those to tell of.
  package init(_ judgement: Judgement, rules: [Rule], language: Language) {
    self.judgement = judgement
    self.rules = rules
    self.language = language
  }

  /// Of a mail, ASCII.
  package var subject: String {
    pick("Your message was changed before it was sent", "Ihre Nachricht wurde vor dem Senden =?utf-8?Q?ge=C3=A4ndert?=")
  }

  /// - Parameters:
  ///   - original: the message's subject, on one line.
  ///   - id: its id in the queue.
  package func body(subject original: String, id: String) -> String {
    var paragraphs = [
      pick(
        "Everybody you wrote to gets your message. This was changed in it first:",
        "Alle, an die Sie geschrieben haben, bekommen Ihre Nachricht. Das wurde vorher geändert:"),
      "\(pick("Subject", "Betreff")): \(original)\n\(pick("Queue id", "Kennung")): \(id)",
    ]
    paragraphs += rules.map(section)
    paragraphs.append(
      pick(
        "You are told of each rule at most once an hour. This mail was made by a program; an answer reaches nobody.",
        "Jede Regel wird Ihnen höchstens einmal in der Stunde genannt. Diese Mail schrieb ein Programm; eine Antwort "
          + "erreicht niemanden."))
    let wrapped = paragraphs.map { Paragraph.wrapped($0, width: Self.width, first: "", indent: "") }
    return wrapped.joined(separator: "\n\n") + "\n"
  }

  private func section(_ rule: Rule) -> String {
    let findings = judgement.findings.filter { $0.rule == rule.id && $0.action == .rewrite }
    var lines = ["\(rule.id): \(rule.title(language))"]
    if let first = findings.first {
      lines.append("\(pick("Found", "Gefunden")): \(first.message)")
      lines.append("\(pick("Changed", "Geändert")): \(words.action(of: first, under: judgement.verdict))")
    }
    lines.append("\(words.why): \(rule.why(language))")
    lines.append("\(words.mending): \(rule.mend(language))")
    return lines.joined(separator: "\n")
  }

  private func pick(_ english: String, _ german: String) -> String { language == .german ? german : english }
}
