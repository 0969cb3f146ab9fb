import MailSyntax
import Policy

/// The external mailboxes that every recipient of a message can read in its destination fields.
struct VisibleRecipients {
  /// Distinct by `AddrSpec.comparisonKey`, in file order; without the author's own address.
  private(set) var external: [AddrSpec] = []
  /// The organisation's own, likewise.
  private(set) var colleagues: [AddrSpec] = []
  /// The destination fields that show external mailboxes which none before shows, in file order.
  private(set) var fields: [Field] = []
  var firstField: Field? { fields.first }
  /// The first destination field that shows a colleague.
  private(set) var firstFieldOfColleagues: Field?

  /// The fields that show recipients to one another. RFC 5322 §3.6.3 and §3.6.6.
  static let kinds: [FieldName] = [.to, .cc, .resentTo, .resentCc]

  /// All fields of one name count, and where clients would read a field differently the reading that shows more. Whom
  /// To and Cc of a resent message name, and who do not get it again, are no recipients.
  /// - Parameter recipients: who gets the message.
  init(of message: Message, _ outsiders: Outsiders, recipients: [AddrSpec]) {
    var seen: Set<String> = []
    let again = Self.isResent(message) ? Set(recipients.map(\.comparisonKey)) : nil
    let fields = Self.kinds.flatMap { message.fields(named: $0) }.sorted { $0.octets.lowerBound < $1.octets.lowerBound }
    for field in fields {
      let readings = message.addressReadings(of: field).map { $0.map(\.address) }
      let earlier = Self.earlierKinds.contains(field.kind) ? again : nil
      let worst = (readings.map(outsiders.distinct).max { $0.count < $1.count } ?? [])
        .filter { earlier?.contains($0.comparisonKey) ?? true }
      let known = external.count
      for address in worst where seen.insert(address.comparisonKey).inserted { external.append(address) }
      if external.count > known { self.fields.append(field) }
      for address in readings.first ?? []
      where !address.domain.isEmpty && outsiders.isInternal(address) && seen.insert(address.comparisonKey).inserted {
        if firstFieldOfColleagues == nil { firstFieldOfColleagues = field }
        colleagues.append(address)
      }
    }
  }

  /// The fields that of a resent message tell of an earlier sending.
  static let earlierKinds: [FieldName] = [.to, .cc]

  /// Whether a message was sent on as it was, to others: RFC 5322 §3.6.6.
  static func isResent(_ message: Message) -> Bool {
    [FieldName.resentTo, .resentCc, .resentBcc].contains { !message.fields(named: $0).isEmpty }
  }

  /// By `AddrSpec.comparisonKey`.
  var externalKeys: Set<String> { Set(external.map(\.comparisonKey)) }
}
