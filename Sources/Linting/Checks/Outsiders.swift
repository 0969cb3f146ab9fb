import MailSyntax
import Policy

/// Tells the people outside of the organisation from its own, and which of them belong together.
struct Outsiders {
  /// One organisation, or one person at a consumer provider.
  struct Organisation: Hashable {
    let name: String
    let isConsumer: Bool
  }

  private let internalDomains: InternalDomains
  private let authorKeys: Set<String>
  private let implied: Set<String>
  private let suffixes: PublicSuffixes
  /// Addresses that deliver to many people outside.
  private let lists: [DeclaredList]
  private let circles: [Circle]

  init(_ message: Message?, internalDomains: InternalDomains, context: Context) {
    self.internalDomains = internalDomains
    suffixes = context.publicSuffixes
    let organisation = context.settings.organisation
    lists = organisation.lists
    circles = organisation.circles
    let authors = [FieldName.from, .sender, .resentFrom, .resentSender].flatMap { message?.fields(named: $0) ?? [] }
      .flatMap { message?.mailboxes(in: $0) ?? [] }.map(\.address)
    authorKeys = Set(authors.map(\.comparisonKey))
    // Where no internal domain is configured, the author's own is taken for one with all that belongs to it, unless
    // anybody can have an address there.
    let own =
      organisation.domains.isEmpty
      ? Set(authors.map(\.asciiDomain).filter { !$0.isEmpty && !RulePacks.mailboxes.consumerDomains.contains($0) }) : []
    implied = Set(own.map(context.publicSuffixes.registeredDomain))
  }

  /// Whether an address is somebody's outside; words without a domain and the author are not.
  func contain(_ address: AddrSpec) -> Bool {
    guard !address.domain.isEmpty, !authorKeys.contains(address.comparisonKey) else { return false }
    return list(of: address) != nil || !isInternal(address)
  }

  /// Whether an address is one of the organisation's own.
  func isInternal(_ address: AddrSpec) -> Bool {
    if internalDomains.contain(address) { return true }
    guard !implied.isEmpty else { return false }
    let domain = address.asciiDomain
    return implied.contains(domain) || implied.contains(suffixes.registeredDomain(of: domain))
  }

  /// The organisation of an address, by its registered domain.
  func organisation(of address: AddrSpec) -> Organisation {
    if list(of: address) != nil { return Organisation(name: address.comparisonKey, isConsumer: false) }
    let domain = address.asciiDomain
    if RulePacks.mailboxes.consumerDomains.contains(domain) {
      return Organisation(name: address.comparisonKey, isConsumer: true)
    }
    return Organisation(name: suffixes.registeredDomain(of: domain), isConsumer: false)
  }

  func organisations(of addresses: [AddrSpec]) -> Set<Organisation> { Set(addresses.map(organisation)) }

  /// How many people read what is sent to an address: one, or the members of a declared list.
  func readers(of address: AddrSpec) -> Int { list(of: address)?.members ?? 1 }

  /// Whether all these people are of one circle that the organisation has declared.
  func areCircle(_ addresses: [AddrSpec]) -> Bool {
    circles.contains { circle in
      addresses.allSatisfy { address in circle.members.contains { Self.matches($0, address) } }
    }
  }

  /// Distinct by `AddrSpec.comparisonKey`, in the order given, only those outside.
  func distinct(_ addresses: some Sequence<AddrSpec>) -> [AddrSpec] {
    var seen: Set<String> = []
    return addresses.filter { contain($0) && seen.insert($0.comparisonKey).inserted }
  }

  private func list(of address: AddrSpec) -> DeclaredList? {
    lists.isEmpty ? nil : lists.first { Self.matches($0.address, address) }
  }

  private static func matches(_ pattern: String, _ address: AddrSpec) -> Bool {
    Wildcard.matches(pattern.lowercased(), address.comparisonKey)
  }
}
