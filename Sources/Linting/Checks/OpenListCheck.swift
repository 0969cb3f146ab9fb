import MailSyntax
import Policy

/// Finds destination fields that show external recipients to one another.
///
/// From `threshold` mailboxes on it is a hit. What weighs less is a note, and nothing is done about it: a few people of
/// one organisation, an answer to all of a conversation, a discussion list, a few who are greeted by name.
/// Addresses at consumer providers are an
/// organisation each. Class `private` is exempt as long as it stays in a narrow circle of persons: see
/// `isPrivateCircle`.
struct OpenListCheck: Check {
  private let rule: Rule

  init(_ rule: Rule) { self.rule = rule }

  func hits(in examination: Examination) -> [Hit] {
    guard let message = examination.message else { return [] }
    let outsiders = examination.outsiders
    let visible = examination.visibleRecipients(in: message)
    let countsRoles = examination.number("count-role-addresses", of: rule) != 0
    let people = countsRoles ? visible.external : visible.external.filter { !Self.isRole($0) }
    guard people.count >= max(2, examination.number("threshold", of: rule)), let field = visible.firstField else {
      return []
    }
    let organisations = outsiders.organisations(of: people)
    guard let kind = kind(of: people, organisations, examination) else { return [] }
    let readers = people.reduce(0) { $0 + outsiders.readers(of: $1) }
    return [
      Hit(
        message: kind.rawValue,
        values: [
          "count": String(people.count), "pairs": String(people.count * (readers - 1)),
          "organisations": String(organisations.count),
        ],
        place: examination.place(of: field), evidence: Hit.evidence(message.octets[field.octets]),
        recipients: people, remedy: .concealRecipients, isMendable: true, isNote: kind.isNote,
        related: visible.fields.dropFirst().map {
          RelatedPlace(.here(examination.place(of: $0).octets), Self.more(examination.context.language))
        })
    ]
  }

  private static let more = LocalText(
    english: "this field shows more of the recipients", german: "dieses Feld zeigt weitere Empfänger")

  /// What the list is; the message of the finding has its name.
  private enum Kind: String {
    case finding, colleagues
    case fewColleagues = "few-colleagues"
    case reply, discussion, greeted

    var isNote: Bool { self != .finding && self != .colleagues }
  }

  /// nil where nothing is disclosed.
  private func kind(
    of people: [AddrSpec], _ organisations: Set<Outsiders.Organisation>, _ examination: Examination
  ) -> Kind? {
    if examination.outsiders.areCircle(people) { return nil }
    if examination.mailClass == .private, isPrivateCircle(people, organisations, examination) { return nil }
    let isBetweenPeople = [.personal, .private, .transactional].contains(examination.mailClass)
    if isBetweenPeople, let conversation = Conversation(examination) {
      if conversation.names(all: people) { return nil }
      let limit = examination.number("reply-to-all", of: rule)
      if isFew(people, organisations, examination) { return .fewColleagues }
      // Where a quoted block names people and not these, somebody new was let in.
      if !conversation.namesRecipients, people.count <= limit { return .reply }
    }
    if organisations.count == 1 { return isFew(people, organisations, examination) ? .fewColleagues : .colleagues }
    let isDiscussion = examination.message.map(DiscussionEvidence.invitesPostings) ?? false
    if isDiscussion { return .discussion }
    let isGreeted =
      isBetweenPeople && people.count <= examination.number("greeted-by-name", of: rule)
      && Greeting(examination).names(all: people)
    return isGreeted ? .greeted : .finding
  }

  /// A few people of one organisation.
  private func isFew(
    _ people: [AddrSpec], _ organisations: Set<Outsiders.Organisation>, _ examination: Examination
  ) -> Bool {
    organisations.count == 1 && people.count < examination.number("threshold-one-organisation", of: rule)
  }

  static func isRole(_ address: AddrSpec) -> Bool {
    RulePacks.mailboxes.roleNames.contains(address.localPart.lowercased())
  }

  /// Art. 2(2)(c) GDPR exempts what is purely personal or household activity: a few people at private addresses, not
  /// firms, the press or authorities.
  private func isPrivateCircle(
    _ people: [AddrSpec], _ organisations: Set<Outsiders.Organisation>, _ examination: Examination
  ) -> Bool {
    organisations.allSatisfy(\.isConsumer) && people.count <= examination.number("private-circle", of: rule)
  }
}
