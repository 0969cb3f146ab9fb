import MailSyntax

/// Finds messages without a field that every message has: RFC 5322 §3.6 demands Date and From. The gateway adds them;
/// a file that is sent by other ways goes without.
struct MissingFieldCheck: Check {
  func hits(in examination: Examination) -> [Hit] {
    guard let message = examination.message, !message.parts[0].fields.isEmpty else { return [] }
    let start = message.fields[message.parts[0].fields.lowerBound].octets.lowerBound
    return [(FieldName.from, "from"), (.date, "date")].compactMap { kind, name in
      guard message.fields(named: kind).isEmpty else { return nil }
      return Hit(
        message: name, place: Place(part: message.parts[0].id, octets: start..<start), evidence: "",
        isNote: kind == .date)
    }
  }
}
