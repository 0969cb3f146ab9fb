import MailContent
import MailSyntax
import Policy

/// Finds messages to many hidden recipients, where one slip between Bcc and Cc would show them all.
struct BulkInBccCheck: Check {
  private let rule: Rule
  private let matcher: PhraseMatcher
  private let sensitive: Int?

  init(_ rule: Rule) {
    self.rule = rule
    matcher = PhraseMatcher(rule)
    sensitive = matcher.set(named: "sensitive")
  }

  func hits(in examination: Examination) -> [Hit] {
    guard let message = examination.message, !Self.isFromList(message) else { return [] }
    let shown = examination.visibleRecipients(in: message).externalKeys
    let hidden = examination.externalRecipients.filter { !shown.contains($0.comparisonKey) }
    let many = max(2, examination.number("threshold", of: rule))
    guard hidden.count >= min(many, max(2, examination.number("threshold-sensitive", of: rule))) else { return [] }
    let word = sensitiveWord(examination)
    guard hidden.count >= many || word != nil else { return [] }
    let field = [FieldName.bcc, .to, .from].lazy.flatMap { message.fields(named: $0) }.first
    return [
      Hit(
        message: word == nil ? "large" : "sensitive", values: ["count": String(hidden.count), "word": word ?? ""],
        place: field.map { examination.place(of: $0) } ?? Place(part: message.parts[0].id, octets: 0..<0),
        evidence: word ?? field.map { Hit.evidence(message.octets[$0.name]) } ?? "")
    ]
  }

  /// A mailing list's program writes each recipient on their own behalf; nobody typed them into Bcc.
  private static func isFromList(_ message: Message) -> Bool { !message.fields(named: .listID).isEmpty }

  private func sensitiveWord(_ examination: Examination) -> String? {
    let subject = examination.message?.fields(named: .subject).first.map {
      Array((examination.message?.unstructured($0) ?? "").utf8)
    }
    for text in [subject ?? []] + examination.ownBodies.map(\.text.utf8) {
      if let hit = matcher.hits(in: text).first(sensitive) { return Hit.evidence(text[hit.range]) }
    }
    return nil
  }
}
