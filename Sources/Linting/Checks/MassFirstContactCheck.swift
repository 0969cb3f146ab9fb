import MailSyntax
import Policy

/// Finds first contacts that are not written to one person: several recipients, or the same text again and again.
struct MassFirstContactCheck: Check {
  private let rule: Rule

  init(_ rule: Rule) { self.rule = rule }

  func hits(in examination: Examination) -> [Hit] {
    guard let message = examination.message else { return [] }
    let field = [FieldName.to, .from].lazy.flatMap { message.fields(named: $0) }.first
    let place = Place(part: message.parts[0].id, octets: field?.octets ?? 0..<0)
    let people = examination.externalRecipients
    let most = max(1, examination.number("recipients", of: rule))
    if people.count > most {
      return [
        Hit(
          message: "several", values: ["count": String(people.count)], place: place,
          evidence: field.map { Hit.evidence(message.octets[$0.octets]) } ?? "", recipients: people)
      ]
    }
    let limit = examination.number("similar", of: rule)
    guard limit > 0, examination.context.recentFirstContacts.count + 1 >= limit else { return [] }
    let sketch = TextSketch(of: examination.reading, key: examination.context.sketchKey)
    let count = examination.context.recentFirstContacts.count { $0.resembles(sketch) } + 1
    guard count >= limit else { return [] }
    return [Hit(message: "mass", values: ["count": String(count)], place: place, evidence: "", recipients: people)]
  }
}
