import MailSyntax
import Policy

/// Finds places besides To and Cc that show recipients, or people who are none, to all who get the message.
///
/// Whom To and Cc show is left to `recipients/open-list`. What an author seldom sees (fields, calendars, winmail.dat,
/// key ids) counts as an open list does; of quoted and forwarded messages, which people pass on knowingly, it takes
/// more, and somebody who was not part of them.
struct HiddenListCheck: Check {
  private let rule: Rule
  private let places: HiddenPlaces

  init(_ rule: Rule) {
    self.rule = rule
    places = HiddenPlaces(rule)
  }

  func hits(in examination: Examination) -> [Hit] {
    guard let message = examination.message else { return [] }
    let audience = Audience(message, examination)
    let counted = places.find(in: examination).compactMap { found -> Disclosure? in
      let people = examination.outsiders.distinct(found.people).filter { audience.mayLearn(of: $0) }
      guard !people.isEmpty, let weight = weight(of: found, people, audience, examination) else { return nil }
      return Disclosure(found: found, people: people, weight: weight)
    }
    return Self.distinct(counted).map { hit($0, examination) } + keys(in: message, audience, examination)
  }

  /// People named in one place to those who would not know of them, and how much it counts.
  private struct Disclosure {
    let found: HiddenPlaces.Found
    let people: [AddrSpec]
    let weight: Weight
  }

  /// The same people once more, as in both alternatives, or quoted within what is forwarded, are one finding: the one
  /// that counts most. Each field is its own, since it is taken out by itself.
  private static func distinct(_ disclosures: [Disclosure]) -> [Disclosure] {
    var told: [Set<String>] = []
    return Weight.allCases.reversed().flatMap { weight in disclosures.filter { $0.weight == weight } }.filter {
      if $0.found.field != nil { return true }
      let keys = Set($0.people.map(\.comparisonKey))
      if told.contains(where: keys.isSubset) { return false }
      told.append(keys)
      return true
    }
  }

  private func hit(_ disclosure: Disclosure, _ examination: Examination) -> Hit {
    let (found, people) = (disclosure.found, disclosure.people)
    let remedy = remedy(of: found, examination)
    // A field goes for everybody, so its finding concerns nobody in particular.
    return Hit(
      message: found.kind.rawValue,
      values: [
        "count": String(people.count), "field": found.field?.name ?? "",
        "organisations": String(examination.outsiders.organisations(of: people).count),
      ],
      place: found.place, evidence: found.evidence, recipients: found.field == nil ? people : [],
      remedy: remedy, isMendable: remedy != nil, isNote: disclosure.weight == .note,
      isAdvice: disclosure.weight == .advice)
  }

  /// A field goes. An invitation can be cut only where each recipient gets a copy of their own.
  private func remedy(of found: HiddenPlaces.Found, _ examination: Examination) -> Remedy? {
    if let field = found.field { return .removeField(field.index) }
    guard found.kind == .calendar else { return nil }
    let rules: [RuleID] = [rule.id, "recipients/open-list"]
    return rules.contains { examination.settings.listRewrite(of: $0, for: examination.mailClass) == .individual }
      ? .ownAttendee : nil
  }

  /// So many addresses are a list, whatever the field is called.
  private static let manyPeople = 5

  /// From the least on.
  private enum Weight: CaseIterable { case note, advice, full }

  /// nil where it does not count.
  private func weight(
    of found: HiddenPlaces.Found, _ people: [AddrSpec], _ audience: Audience, _ examination: Examination
  ) -> Weight? {
    let outsiders = examination.outsiders
    if outsiders.areCircle(people + audience.external) { return nil }
    let organisations = outsiders.organisations(of: people)
    switch found.kind {
    case .field, .calendar, .table, .keys:
      // Whoever gets the message belongs to the list; in a field an address that is no recipient's is a list from two
      // on.
      let isRecipient = people.contains { audience.keys.contains($0.comparisonKey) }
      // A field of another name may hold anything, such as the author's former addresses.
      guard isRecipient || found.namesRecipients || people.count >= Self.manyPeople else { return nil }
      let all = outsiders.distinct(people + (isRecipient || found.kind == .calendar ? audience.external : []))
      guard all.count >= max(2, examination.number("threshold", of: rule)) else { return nil }
      let isFew = all.count < examination.number("threshold-one-organisation", of: rule)
      return outsiders.organisations(of: all).count == 1 && isFew ? .note : .full
    case .forwarded, .quoted:
      // Participants get to know nobody new.
      let named = Set(found.people.map(\.comparisonKey))
      guard audience.external.contains(where: { !named.contains($0.comparisonKey) }) else { return nil }
      guard people.count >= examination.number("threshold-quoted-note", of: rule), organisations.count > 1 else {
        return nil
      }
      return people.count >= examination.number("threshold-quoted", of: rule) ? .advice : .note
    case .file:
      guard people.count >= examination.number("threshold-file", of: rule) else { return nil }
      return organisations.count > 1 ? .full : .note
    }
  }

  /// The keys that open an encrypted message tell how many read it, and most programs can name their owners.
  private func keys(in message: Message, _ audience: Audience, _ examination: Examination) -> [Hit] {
    guard !audience.hidden.isEmpty else { return [] }
    for part in message.parts {
      guard let recipients = message.openPGPRecipients(in: part) else { continue }
      // The sender's own key is usual, and one for each whom the fields show.
      guard recipients.keyIDs.count > audience.shown + 1 else { return [] }
      return [
        Hit(
          message: HiddenPlaces.Kind.keys.rawValue,
          values: ["count": String(recipients.keyIDs.count), "shown": String(audience.shown)],
          place: Place(part: part.id, octets: part.headerSection),
          evidence: Hit.evidence(recipients.keyIDs.map { String($0, radix: 16) }.joined(separator: ", ").utf8),
          recipients: audience.hidden)
      ]
    }
    return []
  }
}

/// Who gets a message, and what its fields show them of each other.
private struct Audience {
  /// Recipients outside of the organisation.
  let external: [AddrSpec]
  let keys: Set<String>
  /// Those whom no destination field names.
  let hidden: [AddrSpec]
  /// How many mailboxes the destination fields show.
  let shown: Int
  private let visible: Set<String>

  init(_ message: Message, _ examination: Examination) {
    let shownKeys = Set(
      VisibleRecipients.kinds.flatMap { message.fields(named: $0) }
        .flatMap { message.addressReadings(of: $0) }.joined().map(\.address.comparisonKey))
    visible =
      examination.context.concealsRecipients ? [] : examination.visibleRecipients(in: message).externalKeys
    external = examination.externalRecipients
    keys = Set(external.map(\.comparisonKey))
    hidden = external.filter { !shownKeys.contains($0.comparisonKey) }
    shown = shownKeys.count
  }

  /// Whether somebody gets to know this person who does not see them in To or Cc, nor is them.
  func mayLearn(of person: AddrSpec) -> Bool {
    let key = person.comparisonKey
    return !visible.contains(key) && !(keys == [key])
  }
}
