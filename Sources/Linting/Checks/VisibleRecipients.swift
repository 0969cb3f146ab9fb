import MailSyntax
import Policy

/// The external mailboxes that every recipient of a message can read in its destination fields.
struct VisibleRecipients {
  /// One organisation, or one person at a consumer provider.
  struct Organisation: Hashable {
    let name: String
    let isConsumer: Bool
  }

  /// Distinct by `AddrSpec.comparisonKey`, in file order; without the author's own address.
  private(set) var external: [AddrSpec] = []
  private(set) var organisations: Set<Organisation> = []
  /// The first destination field that shows one of them.
  private(set) var firstField: Field?

  /// The fields that show recipients to one another. RFC 5322 §3.6.3 and §3.6.6.
  static let kinds: [FieldName] = [.to, .cc, .resentTo, .resentCc]

  /// All fields of one name count, and where clients would read a field differently the reading that shows more.
  /// - Parameters:
  ///   - consumerDomains: providers where anybody can have an address.
  ///   - ignoredLocalParts: local-parts in lower case that name no person and do not count.
  init(
    of message: Message, _ examination: Examination, consumerDomains: Set<String>, ignoredLocalParts: Set<String>
  ) {
    let authors = [FieldName.from, .sender, .resentFrom, .resentSender].flatMap { message.fields(named: $0) }
      .flatMap { message.mailboxes(in: $0) }.map(\.address)
    let authorKeys = Set(authors.map(\.comparisonKey))
    let implied = Self.impliedDomains(examination, authors, consumerDomains)
    func isExternal(_ address: AddrSpec) -> Bool {
      !address.domain.isEmpty && !examination.internalDomains.contain(address) && !implied.contains(address.asciiDomain)
        && !authorKeys.contains(address.comparisonKey) && !ignoredLocalParts.contains(address.localPart.lowercased())
    }
    var seen: Set<String> = []
    let fields = Self.kinds.flatMap { message.fields(named: $0) }.sorted { $0.octets.lowerBound < $1.octets.lowerBound }
    for field in fields {
      let readings = message.addressReadings(of: field).map { $0.map(\.address).filter(isExternal) }
      guard let worst = readings.max(by: { Self.distinct($0) < Self.distinct($1) }), !worst.isEmpty else { continue }
      if firstField == nil { firstField = field }
      for address in worst where seen.insert(address.comparisonKey).inserted {
        external.append(address)
        organisations.insert(Self.organisation(of: address, consumerDomains))
      }
    }
  }

  private static func distinct(_ addresses: [AddrSpec]) -> Int { Set(addresses.map(\.comparisonKey)).count }

  /// Where no internal domain is configured, the author's own domain is taken for one, unless anybody can have an
  /// address there.
  private static func impliedDomains(
    _ examination: Examination, _ authors: [AddrSpec], _ consumerDomains: Set<String>
  ) -> Set<String> {
    guard examination.settings.organisation.domains.isEmpty else { return [] }
    return Set(authors.map(\.asciiDomain)).subtracting(consumerDomains).subtracting([""])
  }

  private static func organisation(of address: AddrSpec, _ consumerDomains: Set<String>) -> Organisation {
    let domain = address.asciiDomain
    if consumerDomains.contains(domain) { return Organisation(name: address.comparisonKey, isConsumer: true) }
    return Organisation(name: registered(domain), isConsumer: false)
  }

  /// The registered domain, by its last labels: "mail.beispiel.de" is of "beispiel.de", "a.co.uk" is its own.
  private static func registered(_ domain: String) -> String {
    let labels = domain.split(separator: ".")
    guard labels.count > 2 else { return domain }
    let isCountry = labels[labels.count - 1].utf8.count == 2
    let isSuffix =
      isCountry && ["co", "com", "net", "org", "ac", "edu", "gov", "gv", "or"].contains(labels[labels.count - 2])
    return labels.suffix(isSuffix ? 3 : 2).joined(separator: ".")
  }
}
