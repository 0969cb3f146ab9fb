import MailContent
import MailSyntax
import Policy

/// Finds links that report who followed them, and links that hide where they lead. One finding per body and cause.
struct TrackedLinkCheck: Check {
  private let judge: LinkJudge

  init(_ judge: LinkJudge) { self.judge = judge }

  func hits(in examination: Examination) -> [Hit] {
    if examination.allAgreedToTracking(examination.recipients) { return [] }
    return examination.ownBodies.flatMap { hits(in: $0, examination) }
  }

  /// Links of one cause in one body.
  private struct Cause {
    let verdict: LinkVerdict
    let first: Link
    var count = 0
    /// What takes it out; nil where that cannot be done for every link.
    var removals: [OctetRange]? = []

    mutating func add(_ more: [OctetRange]?) {
      count += 1
      if let more { removals?.append(contentsOf: more) } else { removals = nil }
    }
  }

  private func hits(in body: Body, _ examination: Examination) -> [Hit] {
    var order: [String] = []
    var causes: [String: Cause] = [:]
    let addresses = examination.addressSpellings
    let isTemplate = examination.message == nil
    for link in body.links where !link.isQuoted {
      for verdict in judge.verdicts(on: link, isTemplate: isTemplate, language: examination.context.language) {
        // The address in it is the graver cause, and told by its own rule.
        if case .redirector = verdict, addresses.spelling(in: link.target) != nil { continue }
        let key = Self.key(of: verdict, link)
        if causes[key] == nil { order.append(key) }
        causes[key, default: Cause(verdict: verdict, first: link)].add(Self.removals(for: verdict, link, in: body))
      }
    }
    return order.prefix(Hit.maximumPerBody).compactMap { key in causes[key].map { hit($0, in: body, examination) } }
  }

  private static func key(of verdict: LinkVerdict, _ link: Link) -> String {
    let host = LinkTarget(link.target).host
    return switch verdict {
    case .service(let service): "service \(service.name)"
    case .parameters(let names): "parameters \(names.joined(separator: " "))"
    case .redirector: "redirector \(host)"
    case .ping: "ping"
    case .placeholder(let tag): "placeholder \(tag.lowercased())"
    case .shortener: "shortener \(host)"
    case .disguised(let name): "disguised \(name)"
    case .elsewhere(let shown): "elsewhere \(shown) \(host)"
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
    let target = LinkTarget(cause.first.target)
    var values = ["host": target.host, "count": String(cause.count)]
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
      signals = seen
      values["signals"] = seen.joined(separator: ", ")
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
      message: message, values: values, place: examination.place(of: cause.first.tagRange, in: body),
      evidence: Hit.evidence(body.octets[cause.first.tagRange]), signals: signals,
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
