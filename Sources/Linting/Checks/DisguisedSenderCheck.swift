import MailSyntax
import Policy

/// Finds From fields that hide who writes: another address or domain in the name, a domain that is not the
/// organisation's, several authors without a sender, a consumer provider's address under a firm's name, no name.
struct DisguisedSenderCheck: Check {
  private let matcher: PhraseMatcher
  private let firm: Int?

  init(_ rule: Rule) {
    matcher = PhraseMatcher(rule)
    firm = matcher.set(named: "firm")
  }

  func hits(in examination: Examination) -> [Hit] {
    guard let message = examination.message, let field = message.fields(named: .from).first else { return [] }
    let mailboxes = message.mailboxes(in: field)
    var hits: [Hit] = []
    // RFC 5322 §3.6.2: with several authors, Sender MUST appear.
    if mailboxes.count > 1, message.fields(named: .sender).isEmpty {
      hits.append(hit("several", ["count": String(mailboxes.count)], field, message, examination))
    }
    for mailbox in mailboxes {
      guard let finding = disguise(of: mailbox, examination) else { continue }
      let values = ["address": mailbox.address.wireForm, "name": mailbox.displayName ?? "", "shown": finding.shown]
      hits.append(hit(finding.kind.rawValue, values, field, message, examination, kind: finding.kind))
      break
    }
    return hits
  }

  private enum Kind: String {
    case address, domain, foreign
    case freeMail = "free-mail"
    case noName = "no-name"
  }

  private func hit(
    _ message: String, _ values: [String: String], _ field: Field, _ mail: Message, _ examination: Examination,
    kind: Kind? = nil
  ) -> Hit {
    Hit(
      message: message, values: values, place: examination.place(of: field),
      evidence: Hit.evidence(mail.octets[field.octets]), isNote: kind == .noName || kind == .domain,
      isAdvice: kind == .freeMail || kind == .foreign)
  }

  /// The worst disguise of one author.
  private func disguise(of mailbox: Mailbox, _ examination: Examination) -> (kind: Kind, shown: String)? {
    let name = mailbox.displayName ?? ""
    let own = registered(mailbox.address, examination)
    if let other = AddressTokens.find(in: Array(name.utf8)).first(where: { registered($0, examination) != own }) {
      return (.address, other.wireForm)
    }
    if let domain = Self.domain(in: name, examination), !Self.isKin(domain, own) { return (.domain, domain) }
    // The rest matters where advertising goes to many.
    guard [.newsletter, .firstContact, .consentRequest].contains(examination.mailClass) else { return nil }
    let isConsumer = RulePacks.mailboxes.consumerDomains.contains(mailbox.address.asciiDomain)
    if isConsumer, matcher.hits(in: name).contains(firm) { return (.freeMail, name) }
    let isConfigured = !examination.settings.organisation.domains.isEmpty
    if isConfigured, !examination.internalDomains.contain(mailbox.address) { return (.foreign, own) }
    return name.isEmpty || name.lowercased() == mailbox.address.wireForm.lowercased() ? (.noName, "") : nil
  }

  private func registered(_ address: AddrSpec, _ examination: Examination) -> String {
    examination.context.publicSuffixes.registeredDomain(of: address.asciiDomain)
  }

  /// A domain that stands in a name as a word, such as "bank.example".
  private static func domain(in name: String, _ examination: Examination) -> String? {
    guard name.utf8.contains(UInt8(ascii: ".")) else { return nil }
    for word in name.split(whereSeparator: { " ,;:()<>\"|/'".contains($0) }) {
      let labels = word.split(separator: ".", omittingEmptySubsequences: false)
      guard labels.count > 1, labels.count < 5, labels.allSatisfy(isLabel), let last = labels.last, last.count > 1,
        last.utf8.allSatisfy({ ($0 | 0x20) &- 0x61 < 26 })
      else { continue }
      let domain = word.lowercased()
      guard examination.context.publicSuffixes.isRegistrable(domain) else { continue }
      return examination.context.publicSuffixes.registeredDomain(of: domain)
    }
    return nil
  }

  /// Letters, digits and hyphens, as hosts have them; names of people and abbreviations ("z.B.", "Dr.Meier") mostly
  /// fall through at the top-level domain.
  private static func isLabel(_ label: Substring) -> Bool {
    !label.isEmpty && label.utf8.allSatisfy { $0 == 0x2D || $0 &- 0x30 < 10 || ($0 | 0x20) &- 0x61 < 26 }
  }

  /// Whether two registered domains have the same name, or one begins with the other: "shop.example" by
  /// "shop-mail.example".
  private static func isKin(_ one: String, _ other: String) -> Bool {
    let (first, second) = (one.prefix { $0 != "." }, other.prefix { $0 != "." })
    return first == second || second.contains(first) || first.contains(second)
  }
}
