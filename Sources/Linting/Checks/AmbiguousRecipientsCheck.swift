import MailSyntax

/// Finds destination fields that clients and servers read differently, so that nobody can say who gets the message.
struct AmbiguousRecipientsCheck: Check {
  func hits(in examination: Examination) -> [Hit] {
    guard let message = examination.message else { return [] }
    var hits: [Hit] = []
    for kind in VisibleRecipients.kinds + [.bcc, .resentBcc] {
      for field in message.fields(named: kind) {
        // Words without a domain are nobody outside of this host, whichever way they are read.
        let readings = Set(
          message.addressReadings(of: field).map { reading in
            Set(reading.map(\.address).filter { !$0.domain.isEmpty }.map(\.comparisonKey))
          })
        guard readings.count > 1 else { continue }
        let counts = Set(readings.map(\.count)).sorted().map(String.init)
        hits.append(
          Hit(
            message: "finding", values: ["field": message.name(of: field), "counts": counts.joined(separator: "/")],
            place: examination.place(of: field), evidence: Hit.evidence(message.octets[field.octets])))
      }
    }
    return hits
  }
}
