import MailSyntax
import Policy

/// Finds fields that ask the recipient's client to report that the message was opened. RFC 8098 §2.1.
///
/// Delivery receipts (DSN) are none: they tell what servers did, not what a person did.
struct ReceiptRequestCheck: Check {
  private static let kinds: [FieldName] = [.dispositionNotificationTo, .returnReceiptTo, .xConfirmReadingTo]
  /// Further names, in lower case.
  private let names: Set<String>

  init(_ rule: Rule) {
    names = Set((rule.lists["fields"] ?? []).map { $0.lowercased() })
  }

  func hits(in examination: Examination) -> [Hit] {
    guard let message = examination.message else { return [] }
    let external = examination.recipients.filter { !examination.internalDomains.contain($0) }
    if !examination.recipients.isEmpty, external.isEmpty { return [] }
    if examination.allAgreedToTracking(external) { return [] }
    return message.parts[0].fields.compactMap { index -> Hit? in
      let field = message.fields[index]
      let name = message.name(of: field)
      guard Self.kinds.contains(field.kind) || names.contains(name.lowercased()) else { return nil }
      guard !message.mailboxes(in: field).isEmpty else { return nil }
      return Hit(
        message: "finding", values: ["field": name], place: Place(part: message.parts[0].id, octets: field.octets),
        evidence: Hit.evidence(message.octets[field.octets]),
        recipients: examination.withoutTrackingConsent(external), remedy: .removeField(index), isMendable: true)
    }
  }
}
