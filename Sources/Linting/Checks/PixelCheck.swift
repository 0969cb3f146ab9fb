import MailContent
import MailSyntax
import Policy

/// Finds pictures and other fetches that report the opening of a mail, by weighed signals, and the placeholders that
/// programs replace by such pictures.
///
/// A known service, a listed one, or a recipient's address in the URL decides alone; else size, token, path and more
/// are added up (see `FetchSignals`). In a message one finding per body and URL, with every place where it is fetched;
/// in a template one per place, since its comments ignore by place.
struct PixelCheck: Check {
  private let judge: FetchJudge
  private let placeholders: PixelPlaceholders

  init(_ rule: Rule, judge: FetchJudge) {
    self.judge = judge
    placeholders = PixelPlaceholders(rule, matcher: judge.matcher)
  }

  func hits(in examination: Examination) -> [Hit] {
    if examination.allAgreedToTracking(examination.recipients) { return [] }
    let fetched = judge.verdicts(in: examination).filter { !$0.isNested }.flatMap { verdicts in
      Hit.joined(
        verdicts.verdicts.flatMap { verdict in
          Self.message(of: verdict).map { hits($0, verdict, in: verdicts.body, examination) } ?? []
        })
    }
    return fetched + examination.ownBodies.flatMap { placeholders.hits(in: $0, examination) }
      + drawnIn(examination)
  }

  /// A template's includes that bring a tracker in. It is mended where it stands, so here it is only told.
  private func drawnIn(_ examination: Examination) -> [Hit] {
    guard examination.message == nil, let own = examination.ownBodies.first else { return [] }
    return examination.words.companions.compactMap { companion, bodies in
      guard companion.relation == .partial, let reference = companion.reference,
        own.octets.indices.contains(reference.lowerBound), reference.upperBound <= own.octets.count
      else { return nil }
      let tracks = bodies.contains { scanned in
        judge.tracks(scanned, examination) || !placeholders.hits(in: scanned.body, examination).isEmpty
      }
      guard tracks else { return nil }
      return Hit(
        message: "drawn-in", values: ["path": companion.path], place: examination.place(of: reference, in: own),
        evidence: Hit.evidence(own.octets[reference]), isNote: true)
    }
  }

  private static func message(of verdict: FetchVerdict) -> String? {
    guard !verdict.isQuoted else { return nil }
    switch verdict.kind {
    case .tracker: return "finding"
    case .aggregate: return "aggregate"
    case .doubtful: return "doubtful"
    case .personalised, .ordinary: return nil
    }
  }

  private func hits(
    _ message: String, _ verdict: FetchVerdict, in body: Body, _ examination: Examination
  ) -> [Hit] {
    Hit.all(message: message, verdict, in: body, examination).map { hit in
      var hit = hit
      hit.recipients = examination.withoutTrackingConsent(examination.recipients)
      // That all copies have it in common says who is counted, not that nobody is.
      hit.isNote = verdict.kind == .doubtful
      return hit
    }
  }
}

extension Hit {
  /// The hits on a verdict: in a message one for all places; in a template one for each.
  static func all(
    message: String, _ verdict: FetchVerdict, in body: Body, _ examination: Examination
  ) -> [Hit] {
    guard examination.message == nil else {
      return [Hit(message: message, verdict, at: verdict.fetch, verdict.fetches, in: body, examination)]
    }
    // A picture may be named twice in one element.
    var seen: Set<OctetRange> = []
    return verdict.fetches.filter { seen.insert($0.removal).inserted }.map {
      Hit(message: message, verdict, at: $0, [$0], in: body, examination)
    }
  }

  /// What is common to the hits on fetches: where, what was seen, and that taking it out mends it.
  private init(
    message: String, _ verdict: FetchVerdict, at fetch: Fetch, _ all: [Fetch], in body: Body,
    _ examination: Examination
  ) {
    let host = verdict.url.target.host
    self.init(
      message: message,
      values: [
        "signals": verdict.signals.joined(separator: ", "), "host": host.isEmpty ? fetch.url : host,
      ],
      place: examination.place(of: fetch.removal, in: body),
      evidence: Hit.evidence(body.octets[fetch.removal]), signals: verdict.signals,
      remedy: examination.editablePart(of: body).map {
        .removeContent(part: $0, ranges: all.map(\.removal))
      },
      isMendable: body.origin == .text)
  }

  /// Nobody reads more findings about one body; the last of them stands for, and mends, all that follow.
  static let maximumPerBody = 100

  /// The hits on one body, no more than anybody reads.
  static func joined(_ hits: [Hit]) -> [Hit] {
    guard hits.count > maximumPerBody else { return hits }
    // Notes mend nothing; what is mended comes first.
    let ordered = hits.filter { !$0.isNote } + hits.filter(\.isNote)
    var kept = Array(ordered.prefix(maximumPerBody))
    guard case .removeContent(let part, _) = kept[maximumPerBody - 1].remedy else { return kept }
    let rest = ordered[(maximumPerBody - 1)...].flatMap { hit -> [OctetRange] in
      if case .removeContent(_, let ranges) = hit.remedy, !hit.isNote { ranges } else { [] }
    }
    kept[maximumPerBody - 1].remedy = .removeContent(part: part, ranges: rest)
    return kept
  }
}
