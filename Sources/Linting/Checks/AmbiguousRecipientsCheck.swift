import MailSyntax
import Policy

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
        let text = Self.joined(counts, examination.context.language)
        hits.append(
          Hit(
            // Where one reading finds nobody, it is not the commas.
            message: readings.contains([]) ? "nobody" : "finding",
            values: ["field": message.name(of: field), "counts": text],
            place: examination.place(of: field), evidence: Hit.evidence(message.octets[field.octets])))
      }
    }
    return hits
  }

  /// "2, 3 or 5"; one number where all readings have as many, but others.
  private static func joined(_ counts: [String], _ language: Language) -> String {
    guard let last = counts.last, counts.count > 1 else { return counts.first ?? "" }
    let or = LocalText(english: "or", german: "oder")(language)
    return counts.dropLast().joined(separator: ", ") + " \(or) \(last)"
  }
}
