import MailContent
import MailSyntax
import Policy

/// Finds what is fetched beside pictures: fonts, style sheets, players, frames, and where forms send what is filled in.
/// Whoever serves it learns the reader's network and program. One finding per body and host.
struct RemoteContentCheck: Check {
  private let rule: Rule
  private let judge: FetchJudge

  init(_ rule: Rule, judge: FetchJudge) {
    self.rule = rule
    self.judge = judge
  }

  func hits(in examination: Examination) -> [Hit] {
    if examination.allAgreedToTracking(examination.recipients) { return [] }
    let fetched = judge.verdicts(in: examination).filter { !$0.isNested }.flatMap { fetches(in: $0, examination) }
    return fetched + examination.ownBodies.flatMap { forms(in: $0, examination) }
  }

  private func fetches(in verdicts: BodyVerdicts, _ examination: Examination) -> [Hit] {
    var order: [String] = []
    var byHost: [String: [FetchVerdict]] = [:]
    for verdict in verdicts.verdicts where verdict.kind == .ordinary && Self.isTold(verdict.fetch.kind) {
      let target = verdict.url.target
      guard target.isRemote, !verdict.isQuoted else { continue }
      if byHost[target.host] == nil { order.append(target.host) }
      byHost[target.host, default: []].append(verdict)
    }
    return order.prefix(Hit.maximumPerBody).map { host in
      hit(byHost[host] ?? [], host: host, in: verdicts.body, examination)
    }
  }

  private func hit(_ verdicts: [FetchVerdict], host: String, in body: Body, _ examination: Examination) -> Hit {
    let fetch = verdicts[0].fetch
    let kinds = verdicts.map { text(of: $0.fetch.kind, examination.context.language) }
    var distinct: [String] = []
    for kind in kinds where !distinct.contains(kind) { distinct.append(kind) }
    let service = verdicts[0].url.service(for: .content)?.service
    var hit = Hit(
      message: service == nil ? "finding" : "known",
      values: [
        "host": host, "kinds": distinct.joined(separator: ", "), "operator": service?.operatorName ?? "",
        "country": service?.country ?? "",
      ],
      place: examination.place(of: fetch.range, in: body), evidence: Hit.evidence(body.octets[fetch.removal]),
      signals: distinct)
    // What the sender serves tells nobody else, and a style's picture is still a picture.
    let isDecoration = verdicts.allSatisfy { Self.isDecoration($0.fetch.kind) }
    hit.isNote = isDecoration || body.format == .calendar || examination.isOwn(host: host)
    return hit
  }

  private func text(of kind: Fetch.Kind, _ language: Language) -> String {
    Linter.text(rule.messages["kind-\(kind.rawValue)"], [:], language) ?? kind.rawValue
  }

  private func forms(in body: Body, _ examination: Examination) -> [Hit] {
    body.forms.prefix(Hit.maximumPerBody).compactMap { form in
      let target = LinkTarget(form.url)
      guard target.isRemote else { return nil }
      var hit = Hit(
        message: "form", values: ["host": target.host], place: examination.place(of: form.range, in: body),
        evidence: Hit.evidence(body.octets[form.range]))
      hit.isNote = true
      return hit
    }
  }

  /// Pictures are what mail is made of; the rules on pixels and pictures judge them.
  private static func isTold(_ kind: Fetch.Kind) -> Bool {
    switch kind {
    case .image, .sourceSet, .background, .input, .svgImage, .vml, .icon: false
    case .styleURL, .styleImport, .font, .styleSheet, .preload, .media, .poster, .frame, .object, .refresh: true
    }
  }

  private static func isDecoration(_ kind: Fetch.Kind) -> Bool { kind == .styleURL || kind == .poster }
}
