import MailContent
import MailSyntax
import Policy

/// Finds mail that reports its opening to a known service without naming that service to its readers.
struct AnalystCheck: Check {
  func hits(in examination: Examination) -> [Hit] {
    var told: Set<String> = []
    return examination.words.bodies.filter(\.body.isOwn).flatMap { scanned in
      scanned.fetched.compactMap { fetched -> Hit? in
        guard let service = fetched.url.service(for: [.opens, .ads])?.service,
          told.insert(service.name).inserted,
          !Self.isNamed(service, in: examination)
        else { return nil }
        let fetch = scanned.body.fetches[fetched.first]
        return Hit(
          message: "found", values: ["service": service.name, "operator": service.operatorName],
          place: examination.place(of: fetch.removal, in: scanned.body),
          evidence: Hit.evidence(scanned.body.octets[fetch.removal]),
          // Where nobody has agreed, the picture itself is what has to go.
          isNote: !examination.allAgreedToTracking(examination.recipients))
      }
    }
  }

  /// Whether a text or the text of a link says the service's name or its operator's.
  private static func isNamed(_ service: TrackingService, in examination: Examination) -> Bool {
    // "HubSpot, own host" is HubSpot to readers.
    let shortName = String(service.name.prefix { $0 != "," && $0 != "(" })
    let names = [shortName, service.operatorName].map { WordScanner.words(of: $0).joined(separator: " ") }
    let matcher = PhraseMatcher(["name": ["xx": names.filter { !$0.isEmpty }]])
    return examination.words.bodies.contains { $0.body.isOwn && matcher.hits(in: $0.body.text.utf8).contains(0) }
  }
}
