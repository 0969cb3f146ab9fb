import MailContent
import MailSyntax
import Policy

/// Finds pictures and other fetches that report the opening of a mail, by weighed signals.
///
/// A known service or a recipient's address in the URL decides alone; else size, token, path and more are added up (see
/// `FetchSignals`). One finding per body and URL, with every place where it is fetched.
struct PixelCheck: Check {
  private let rule: Rule
  private let signals: FetchSignals
  private let matcher: PhraseMatcher
  private let placeholder: Int?

  init(_ rule: Rule, services: [TrackingService]) {
    self.rule = rule
    matcher = PhraseMatcher(rule.phrases)
    placeholder = matcher.set(named: "placeholder")
    signals = FetchSignals(rule, services: services, matcher: matcher)
  }

  func hits(in examination: Examination) -> [Hit] {
    if examination.allAgreedToTracking(examination.recipients) { return [] }
    let addresses = AddressSpellings(of: examination.recipients)
    return examination.ownBodies.flatMap { body in
      fetches(in: body, addresses, examination) + placeholders(in: body, examination)
    }
  }

  private func fetches(in body: Body, _ addresses: AddressSpellings, _ examination: Examination) -> [Hit] {
    var places: [String: [Fetch]] = [:]
    for fetch in body.fetches { places[fetch.url, default: []].append(fetch) }
    // Layout pictures come in numbers; an invisible one that stands alone is worth a word.
    let tellsDoubts = body.fetches.count(where: FetchSignals.isTiny) == 1
    var hits: [Hit] = []
    var reported: Set<String> = []
    for fetch in body.fetches where reported.insert(fetch.url).inserted {
      let all = places[fetch.url]!
      let weighed = signals.weigh(
        all, addresses: addresses, isTemplate: examination.message == nil, language: examination.context.language)
      guard weighed.isTracker || weighed.isDoubtful && tellsDoubts else { continue }
      hits.append(hit(all, weighed, in: body, examination))
    }
    return Self.joined(hits)
  }

  /// Nobody reads more findings about one body; the last of them stands for, and mends, all that follow.
  private static let maximumHits = 100

  private static func joined(_ hits: [Hit]) -> [Hit] {
    // Doubts are told where there is one invisible picture only, so that behind the maximum all are trackers.
    guard hits.count > maximumHits, case .removeContent(let part, _) = hits[maximumHits - 1].remedy else {
      return Array(hits.prefix(maximumHits))
    }
    var kept = Array(hits.prefix(maximumHits))
    let rest = hits[(maximumHits - 1)...].flatMap { hit -> [OctetRange] in
      if case .removeContent(_, let ranges) = hit.remedy { ranges } else { [] }
    }
    kept[maximumHits - 1].remedy = .removeContent(part: part, ranges: rest)
    return kept
  }

  private func hit(
    _ fetches: [Fetch], _ weighed: FetchSignals.Weighed, in body: Body, _ examination: Examination
  ) -> Hit {
    let fetch = weighed.fetch
    let host = LinkTarget(fetch.url).host
    return Hit(
      message: weighed.isTracker ? "finding" : "doubtful",
      values: ["signals": weighed.signals.joined(separator: ", "), "host": host.isEmpty ? fetch.url : host],
      place: examination.place(of: fetch.removal, in: body), evidence: Hit.evidence(body.octets[fetch.removal]),
      signals: weighed.signals, recipients: examination.withoutTrackingConsent(examination.recipients),
      remedy: (examination.message == nil ? 0 : body.editablePart).map {
        .removeContent(part: $0, ranges: fetches.map(\.removal))
      },
      isMendable: body.origin == .text,
      isNote: !weighed.isTracker)
  }

  /// Template expressions that a mailing program replaces by its pixel.
  private func placeholders(in body: Body, _ examination: Examination) -> [Hit] {
    let fetched = SortedRanges(body.fetches.map(\.removal))
    return body.expressions.compactMap { expression in
      guard expression.isOutput, !fetched.contains(expression.range.lowerBound) else { return nil }
      guard expression.words.contains(where: { matcher.hits(in: $0, style: .identifier).contains(placeholder) }) else {
        return nil
      }
      let tag = Hit.evidence(body.octets[expression.range])
      return Hit(
        message: "placeholder", values: ["tag": tag], place: examination.place(of: expression.range, in: body),
        evidence: tag, isMendable: true)
    }
  }
}
