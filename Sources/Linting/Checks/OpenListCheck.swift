import MailSyntax
import Policy

/// Finds destination fields that show external recipients to one another.
///
/// From `threshold` mailboxes on it is a hit. Within one organisation people know each other, so there it is a note below
/// `threshold-one-organisation`, and nothing is done about it. Addresses at consumer providers are an organisation each.
/// Class `private` is exempt as long as it stays in a narrow circle of persons: see `isPrivateCircle`.
struct OpenListCheck: Check {
  private let rule: Rule
  private let consumerDomains: Set<String>
  private let roleNames: Set<String>

  init(_ rule: Rule) {
    self.rule = rule
    consumerDomains = Set(rule.lists["consumer-domains"] ?? [])
    roleNames = Set(rule.lists["role-names"] ?? [])
  }

  func hits(in examination: Examination) -> [Hit] {
    guard let message = examination.message else { return [] }
    let countsRoles = examination.number("count-role-addresses", of: rule) != 0
    let visible = VisibleRecipients(
      of: message, examination, consumerDomains: consumerDomains, ignoredLocalParts: countsRoles ? [] : roleNames)
    let count = visible.external.count
    guard let field = visible.firstField, isOpenList(visible, examination) else { return [] }
    let areColleagues = visible.organisations.count == 1
    let areFew = areColleagues && count < examination.number("threshold-one-organisation", of: rule)
    return [
      Hit(
        message: areFew ? "few-colleagues" : areColleagues ? "colleagues" : "finding",
        values: [
          "count": String(count), "pairs": String(count * (count - 1)),
          "organisations": String(visible.organisations.count),
        ],
        place: examination.place(of: field), evidence: Hit.evidence(message.octets[field.octets]),
        recipients: visible.external, remedy: .concealRecipients, isMendable: true,
        isNote: areFew)
    ]
  }

  private func isOpenList(_ visible: VisibleRecipients, _ examination: Examination) -> Bool {
    if examination.mailClass == .private, isPrivateCircle(visible, examination) { return false }
    return visible.external.count >= max(2, examination.number("threshold", of: rule))
  }

  /// Art. 2(2)(c) GDPR exempts what is purely personal or household activity: a few people at private addresses, not
  /// firms, the press or authorities.
  private func isPrivateCircle(_ visible: VisibleRecipients, _ examination: Examination) -> Bool {
    visible.organisations.allSatisfy(\.isConsumer)
      && visible.external.count <= examination.number("private-circle", of: rule)
  }
}
