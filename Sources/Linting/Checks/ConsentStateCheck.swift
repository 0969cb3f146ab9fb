import MailSyntax
import Policy

/// Finds recipients of advertising of whom the consent store knows one of the states that the rule lists. Rules differ
/// in the states alone.
///
/// Without a store nothing is known and nothing is said. Colleagues are not asked.
struct ConsentStateCheck: Check {
  private let states: Set<ConsentState>

  init(_ rule: Rule) { states = Set((rule.lists["states"] ?? []).compactMap(ConsentState.init)) }

  func hits(in examination: Examination) -> [Hit] {
    let people = examination.recipients.filter { !$0.domain.isEmpty && !examination.outsiders.isInternal($0) }
    guard !people.isEmpty else { return [] }
    let consent = examination.context.consent
    // Of a template that is asked about for somebody, all of it is what they would get.
    let place = examination.message.map(Self.place) ?? Place(part: nil, octets: 0..<0)
    if let failure = consent.failure {
      // One rule tells it, the one that may not be passed over.
      guard states.contains(.withdrawn) else { return [] }
      return [Hit(message: "unanswered", values: ["failure": failure], place: place, evidence: "", recipients: people)]
    }
    guard consent.isKept else { return [] }
    let concerned = people.filter { states.contains(consent.state(of: $0, for: .mail)) }
    guard !concerned.isEmpty else { return [] }
    return [
      Hit(
        message: people.count == 1 ? "single" : "finding",
        values: ["count": String(concerned.count), "all": String(people.count)], place: place, evidence: "",
        recipients: concerned)
    ]
  }

  private static func place(in message: Message) -> Place {
    let field = [FieldName.to, .cc, .from].lazy.flatMap { message.fields(named: $0) }.first
    return Place(part: message.parts[0].id, octets: field?.octets ?? 0..<0)
  }
}
