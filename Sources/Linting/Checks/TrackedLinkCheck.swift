import MailContent
import MailSyntax
import Policy

/// Finds links that report who followed them, and links that hide where they lead. One finding per body and cause.
struct TrackedLinkCheck: Check {
  private let judge: LinkJudge

  init(_ judge: LinkJudge) { self.judge = judge }

  func hits(in examination: Examination) -> [Hit] {
    if examination.allAgreedToTracking(examination.recipients) { return [] }
    return examination.ownScannedBodies.flatMap { hits(in: $0, examination) }
  }

  /// What makes one cause of several links.
  private enum Key: Hashable {
    case service(String)
    case parameters([String])
    case redirector(host: String)
    case ping
    case placeholder(String)
    case shortener(host: String)
    case disguised(String)
    case elsewhere(shown: String, host: String)
  }

  /// Links of one cause in one body.
  private struct Cause {
    let verdict: LinkVerdict
    let first: ScannedLink
    var count = 0
    /// What takes it out; nil where that cannot be done for every link.
    var removals: [OctetRange]? = []

    mutating func add(_ more: [OctetRange]?) {
      count += 1
      if let more { removals?.append(contentsOf: more) } else { removals = nil }
    }
  }

  private func hits(in scanned: ScannedBody, _ examination: Examination) -> [Hit] {
    let body = scanned.body
    var causes: [Cause] = []
    var places: [Key: Int] = [:]
    let isTemplate = examination.message == nil
    let scan = judge.makeScan()
    for link in scanned.links where !link.link.isQuoted {
      for verdict in judge.verdicts(on: link, isTemplate: isTemplate, scan) {
        // The address in it is the graver cause, and told by its own rule.
        if case .redirector = verdict, link.url.spelling != nil { continue }
        let key = Self.key(of: verdict, link)
        let place = places[key] ?? causes.count
        if place == causes.count {
          places[key] = place
          causes.append(Cause(verdict: verdict, first: link))
        }
        causes[place].add(Self.removals(for: verdict, link.link, in: body))
      }
    }
    return causes.prefix(Hit.maximumPerBody).map { hit($0, in: body, examination) }
  }

  private static func key(of verdict: LinkVerdict, _ link: ScannedLink) -> Key {
    let host = link.url.host.name
    return switch verdict {
    case .service(let service): .service(service.name)
    case .parameters(let names): .parameters(names)
    case .redirector: .redirector(host: host)
    case .ping: .ping
    case .placeholder(let tag): .placeholder(tag.lowercased())
    case .shortener: .shortener(host: host)
    case .disguised(let name): .disguised(name)
    case .elsewhere(let shown): .elsewhere(shown: shown, host: host)
    }
  }

  /// nil where the link would have to be written anew.
  private static func removals(for verdict: LinkVerdict, _ link: Link, in body: Body) -> [OctetRange]? {
    switch verdict {
    case .parameters(let names):
      let ranges = names.flatMap { QueryParameter.ranges(of: $0, in: body.octets, within: link.tagRange) }
      return ranges.isEmpty ? nil : ranges
    case .ping(let ping): return [ping.removal]
    default: return nil
    }
  }

  private func hit(_ cause: Cause, in body: Body, _ examination: Examination) -> Hit {
    let link = cause.first.link
    var values = ["host": cause.first.url.host.name, "count": String(cause.count)]
    let message: String
    var signals: [String] = []
    switch cause.verdict {
    case .service(let service):
      message = service.isAddOn ? "add-on" : "service"
      values["service"] = service.name
      values["operator"] = service.operatorName
      values["country"] = service.country
    case .parameters(let names):
      message = "parameter"
      values["names"] = names.joined(separator: ", ")
    case .redirector(let seen):
      message = "redirector"
      signals = seen.compactMap { judge.text(of: $0, examination.context.language) }
      values["signals"] = signals.joined(separator: ", ")
    case .ping(let ping):
      message = "ping"
      values["host"] = LinkTarget(ping.urls).host
    case .placeholder(let tag):
      message = "placeholder"
      values["tag"] = tag
    case .shortener: message = "shortener"
    case .disguised(let name):
      message = "disguised"
      values["shown"] = name
    case .elsewhere(let shown):
      message = "elsewhere"
      values["shown"] = shown
    }
    var hit = Hit(
      message: message, values: values, place: examination.place(of: link.tagRange, in: body),
      evidence: Hit.evidence(body.octets[link.tagRange]), signals: signals,
      recipients: examination.withoutTrackingConsent(examination.recipients))
    if let removals = cause.removals, !removals.isEmpty {
      hit.isMendable = body.origin == .text
      hit.remedy = examination.editablePart(of: body).map { .removeContent(part: $0, ranges: removals) }
    }
    hit.isNote = cause.verdict.isNote
    return hit
  }
}

extension LinkVerdict {
  /// Whether it is worth a word but nobody's data.
  var isNote: Bool {
    switch self {
    case .shortener, .disguised, .elsewhere: true
    case .service, .parameters, .redirector, .ping, .placeholder: false
    }
  }
}
