import MailSyntax
import Policy

/// Finds destination fields that show many of the organisation's own people to somebody outside.
struct ExposedColleaguesCheck: Check {
  private let rule: Rule

  init(_ rule: Rule) { self.rule = rule }

  func hits(in examination: Examination) -> [Hit] {
    guard let message = examination.message else { return [] }
    let external = examination.externalRecipients
    guard !external.isEmpty else { return [] }
    let visible = examination.visibleRecipients(in: message)
    let people = visible.colleagues.filter { !OpenListCheck.isRole($0) }
    guard people.count >= max(1, examination.number("threshold", of: rule)), let field = visible.firstFieldOfColleagues
    else { return [] }
    return [
      Hit(
        message: "finding", values: ["count": String(people.count), "external": String(external.count)],
        place: examination.place(of: field), evidence: Hit.evidence(message.octets[field.octets]))
    ]
  }
}
