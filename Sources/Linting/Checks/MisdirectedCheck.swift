import MailSyntax
import Policy

/// Finds recipients at domains that somebody may have taken for others: one that resembles the organisation's own, a
/// provider's, or that of somebody else in the message; and in an answer one that nobody in the conversation has.
struct MisdirectedCheck: Check {
  /// Whom to compare with each other; more than this was not typed by hand.
  private static let maximumRecipients = 100

  func hits(in examination: Examination) -> [Hit] {
    guard let message = examination.message else { return [] }
    let people = examination.externalRecipients
    guard !people.isEmpty, people.count <= Self.maximumRecipients else { return [] }
    let conversation = Conversation(examination)
    let domains = Domains(examination, people: people, conversation)
    var told: Set<String> = []
    var hits: [Hit] = []
    for person in people {
      let domain = domains.registered(person)
      guard told.insert(domain).inserted else { continue }
      if let (known, isCertain) = domains.resembled(by: person) {
        // Of two that resemble each other one finding is enough.
        told.insert(known)
        let values = ["domain": person.domain, "known": known]
        hits.append(hit("resembles", values, person, message, examination, isAdvice: !isCertain))
      } else if domains.isNew(person) {
        hits.append(hit("new-domain", ["domain": person.domain], person, message, examination, isAdvice: true))
      }
    }
    return hits
  }

  private func hit(
    _ name: String, _ values: [String: String], _ person: AddrSpec, _ message: Message, _ examination: Examination,
    isAdvice: Bool
  ) -> Hit {
    let fields = VisibleRecipients.kinds.flatMap { message.fields(named: $0) }
    let field = fields.first { field in
      message.mailboxes(in: field).contains { $0.address.comparisonKey == person.comparisonKey }
    }
    return Hit(
      message: name, values: values,
      place: field.map { examination.place(of: $0) } ?? Place(part: message.parts[0].id, octets: 0..<0),
      evidence: field == nil ? "" : Hit.evidence(person.wireForm.utf8), recipients: [person], isAdvice: isAdvice)
  }

  /// The domains that are known around a message.
  private struct Domains {
    private static let providers = RulePacks.consumerDomains.map(LookalikeDomain.Known.init)

    private let suffixes: PublicSuffixes
    /// The organisation's own and its authors'.
    private let own: [String]
    /// Of the other recipients and of the conversation.
    private let others: [String]
    /// Of the conversation alone; nil where a newcomer could not be told.
    private let conversation: Set<String>?
    private let participants: Set<String>

    init(_ examination: Examination, people: [AddrSpec], _ conversation: Conversation?) {
      let suffixes = examination.context.publicSuffixes
      self.suffixes = suffixes
      let patterns = examination.settings.organisation.domains.filter { !$0.hasPrefix("!") }
        .map { $0.hasPrefix("*.") ? String($0.dropFirst(2)) : $0 }
      let authors = (examination.message?.fields(named: .from) ?? [])
        .flatMap { examination.message?.mailboxes(in: $0) ?? [] }.map(\.address.domain)
      own = (patterns + authors).map { suffixes.registeredDomain(of: $0.lowercased()) }
      let named = conversation.map { Array($0.participants.values) } ?? []
      others = (people + named).map { suffixes.registeredDomain(of: $0.domain.lowercased()) }
      let outside = named.filter(examination.outsiders.contain)
      self.conversation =
        outside.isEmpty || examination.mailClass != .personal && examination.mailClass != .transactional
        ? nil : Set(named.map { suffixes.registeredDomain(of: $0.domain.lowercased()) })
      participants = Set(named.map(\.comparisonKey))
    }

    func registered(_ address: AddrSpec) -> String { suffixes.registeredDomain(of: address.domain.lowercased()) }

    /// The domain that an address's is easily taken for. It is certain for the organisation's own, a provider's and one
    /// of the conversation; two recipients may well be at two firms with similar names.
    func resembled(by person: AddrSpec) -> (known: String, isCertain: Bool)? {
      let domain = registered(person)
      let providers = RulePacks.mailboxes.consumerDomains
      if providers.contains(domain) || own.contains(domain) { return nil }
      let written = LookalikeDomain.Known(domain)
      if let known = LookalikeDomain.resembled(by: written, among: own.map(LookalikeDomain.Known.init)) {
        return (known, true)
      }
      if let known = LookalikeDomain.resembled(by: written, among: Self.providers) { return (known, true) }
      let isTopLevel = suffixes.knowsTopLevel(of: person.asciiDomain)
      let mistyped = Self.providers.first {
        LookalikeDomain.hasMistypedEnd(written, of: $0, isTopLevel: isTopLevel)
      }
      if let mistyped { return (mistyped.domain, true) }
      let compared = others.filter { $0 != domain && !providers.contains($0) }
      // Two firms may well have names that differ in a letter.
      guard let known = LookalikeDomain.resembled(by: domain, among: compared, allowsSubstitution: false) else {
        return nil
      }
      return (known, conversation.map { $0.contains(known) && !$0.contains(domain) } ?? false)
    }

    /// Whether nobody in the conversation is at an address's domain.
    func isNew(_ person: AddrSpec) -> Bool {
      guard let conversation, !participants.contains(person.comparisonKey) else { return false }
      return !conversation.contains(registered(person))
    }
  }
}
