import MailContent
import MailSyntax
import Policy

/// Finds services whose operator sits in a country without an adequate level of protection: what reports to them, is
/// led through them, or switched at them. One finding per operator.
struct ThirdCountryCheck: Check {
  private let judge: FetchJudge
  /// Made when first asked: most mail names no service.
  private var services: KnownServices { .builtIn }
  private let adequate: Set<String>
  /// Relays' fields by how their names begin, in lower case, with the operator's country and name, and the service's.
  private let relays: [(start: String, country: String, name: String, service: String)]

  init(_ rule: Rule, judge: FetchJudge) {
    self.judge = judge
    adequate = Set(rule.lists["adequate"] ?? [])
    relays = (rule.lists["relays"] ?? []).compactMap { entry in
      let parts = entry.split(separator: "|").map(String.init)
      return parts.count == 4 ? (parts[0].lowercased(), parts[1], parts[2], parts[3]) : nil
    }
  }

  func hits(in examination: Examination) -> [Hit] {
    var seen: Set<String> = []
    var hits: [Hit] = []
    func take(_ name: String, _ service: String, _ country: String, _ place: Place, _ evidence: String) {
      guard !adequate.contains(country), seen.insert(name).inserted else { return }
      hits.append(
        Hit(
          message: "finding", values: ["operator": name, "service": service, "country": country], place: place,
          evidence: Hit.evidence(evidence.utf8)))
    }
    func take(_ match: KnownServices.Match?, _ place: @autoclosure () -> Place, _ evidence: String) {
      guard let service = match?.service else { return }
      take(service.operatorName, service.name, service.country, place(), evidence)
    }
    for scanned in examination.ownScannedBodies {
      let body = scanned.body
      // Fonts and players are told with their operators by the rule on remote content.
      for (index, match) in scanned.services(for: [.opens, .ads]) {
        let fetch = body.fetches[index]
        take(match, examination.place(of: fetch.range, in: body), fetch.url)
      }
      for link in scanned.links where !link.link.isQuoted {
        take(
          link.url.service(for: .clicks), examination.place(of: link.link.tagRange, in: body), link.link.target)
      }
    }
    if let message = examination.message {
      for field in message.fields(of: message.parts[0]) {
        if field.kind == .listUnsubscribe {
          for url in Self.urls(in: message.unstructured(field)) {
            take(services.match(LinkTarget(url), for: [.opens, .clicks]), examination.place(of: field), url)
          }
        } else if field.kind == .other {
          let name = message.name(of: field)
          for relay in relays where name.lowercased().hasPrefix(relay.start) {
            take(relay.name, relay.service, relay.country, examination.place(of: field), name)
          }
        }
      }
    }
    return hits
  }

  /// RFC 2369 §2: URLs in angle brackets.
  private static func urls(in body: String) -> [String] {
    body.split(separator: "<", omittingEmptySubsequences: false).dropFirst().compactMap { piece in
      piece.firstIndex(of: ">").map { String(piece[..<$0]) }
    }
  }
}
