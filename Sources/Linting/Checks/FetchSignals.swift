import MailContent
import Policy

/// Weighs what speaks for and against a fetch being there to report the opening of a mail.
///
/// Size alone is no evidence (spacers are as small), nor is a token alone (content hashes are as long), nor a host
/// alone (services serve pictures too): it takes several together, or one that decides.
struct FetchSignals {
  struct Weighed {
    /// The occurrence that weighs most.
    let fetch: Fetch
    let kind: FetchVerdict.Kind
    /// What was seen, in the user's language.
    let signals: [String]
  }

  /// From this weight on a fetch is a tracker: a strong signal and a weak one.
  private static let threshold = 3
  /// A signal that decides alone.
  private static let decisive = 10
  private static let strong = 2
  private static let weak = 1

  private let rule: Rule
  private let matcher: PhraseMatcher
  private let strongPath: Int?
  private let weakPath: Int?
  private let contentPath: Int?
  private let personal: Int?
  private let spacer: Int?
  private let variant: Int?
  private let contentHosts: [String]

  init(_ rule: Rule, matcher: PhraseMatcher) {
    self.rule = rule
    self.matcher = matcher
    strongPath = matcher.set(named: "path")
    weakPath = matcher.set(named: "weak-path")
    contentPath = matcher.set(named: "content-path")
    personal = matcher.set(named: "personal")
    spacer = matcher.set(named: "spacer")
    variant = matcher.set(named: "variant")
    contentHosts = rule.lists["content-hosts"] ?? []
  }

  /// - Parameter fetches: all fetches of one URL in one body; never empty.
  func weigh(_ fetches: [Fetch], _ examined: ExaminedURL, _ evidence: FetchEvidence, in body: Body) -> Weighed {
    var weight = Weight(rule: rule, language: evidence.language)
    let fetch = fetches.first { FetchSize.isTiny($0) || $0.isHidden } ?? fetches[0]
    let url = examined.address
    guard url.isRemote else { return Weighed(fetch: fetch, kind: .ordinary, signals: []) }
    let tellsRecipient = weighIdentity(fetch, examined, evidence, &weight)
    let isKnown = weight.isKnown
    let isPlain = FetchSize.isVisible(fetch) && url.isPlainPicture
    // What a calendar names is fetched when somebody asks for it, not when the mail is shown.
    guard isKnown || tellsRecipient || !isPlain && body.format != .calendar else {
      return Weighed(fetch: fetch, kind: .ordinary, signals: [])
    }
    var isShared = false
    if case .shared(let recipients)? = evidence.copies[fetch.url] {
      isShared = true
      weight.tell("signal-shared", ["recipients": String(recipients)])
    }
    let isWide = FetchSize.isWide(fetch, in: body)
    weighAppearance(fetch, url, isWide: isWide, &weight)
    let isMarked = weighAddress(fetch, url, isShared: isShared, &weight) || !url.expressions.isEmpty
    weighAgainst(fetches, fetch, url, isMarked: isMarked, &weight)
    var kind = kind(of: fetch, url, weight, isKnown: isKnown, tellsRecipient: tellsRecipient, isShared: isShared)
    if kind == .tracker, isWide, !isKnown { kind = .personalised }
    return Weighed(fetch: fetch, kind: kind, signals: weight.signals)
  }

  private func kind(
    of fetch: Fetch, _ url: FetchedAddress, _ weight: Weight, isKnown: Bool, tellsRecipient: Bool, isShared: Bool
  ) -> FetchVerdict.Kind {
    if weight.sum >= Self.threshold {
      if tellsRecipient, !isKnown, FetchSize.isPicture(fetch) { return .personalised }
      return isShared && !tellsRecipient && !weight.isListed ? .aggregate : .tracker
    }
    if url.isTemplate { return .ordinary }
    if weight.sum == Self.strong, FetchSize.isTiny(fetch) { return .doubtful }
    let isOddLine = FetchSize.isLine(fetch) && !fetch.isHidden && fetch.kind == .image
    return isOddLine && !matcher.hits(in: url.target.octets, range: url.fileName, style: .identifier).contains(spacer)
      ? .doubtful : .ordinary
  }

  // MARK: What decides alone

  /// - Returns: whether the URL is one recipient's.
  private func weighIdentity(
    _ fetch: Fetch, _ url: ExaminedURL, _ evidence: FetchEvidence, _ weight: inout Weight
  ) -> Bool {
    if let match = url.plain.service(for: [.opens, .ads]) {
      let name =
        match.use == .ads ? "signal-advertisement" : match.service.isAddOn ? "signal-add-on" : "signal-service"
      let service = match.service
      weight.isKnown = true
      weight.add(
        Self.decisive, name,
        ["service": service.name, "operator": service.operatorName, "country": service.country])
    } else if let match = evidence.filterLists.match(
      url.plain.target, written: fetch.url, kind: fetch.kind, sender: evidence.sender)
    {
      weight.isKnown = true
      weight.isListed = true
      weight.add(Self.decisive, "signal-list", ["list": match.list, "line": String(match.line)])
    }
    var tellsRecipient = false
    if let spelling = url.spelling {
      tellsRecipient = true
      weight.tell(
        spelling == .clear ? "signal-address" : "signal-address-encoded", ["spelling": spelling.rawValue])
    }
    if case .differs(let recipients)? = evidence.copies[fetch.url] {
      tellsRecipient = true
      weight.tell("signal-differs", ["recipients": String(recipients)])
    }
    if tellsRecipient { weight.identify() }
    return tellsRecipient
  }

  // MARK: For

  private func weighAppearance(_ fetch: Fetch, _ url: FetchedAddress, isWide: Bool, _ weight: inout Weight) {
    if FetchSize.isTiny(fetch) {
      weight.add(
        Self.strong, "signal-size", ["width": FetchSize.text(fetch.width), "height": FetchSize.text(fetch.height)])
      if url.hasValues { weight.add(Self.weak, "signal-query") }
    } else if fetch.isHidden, fetch.kind != .frame {
      weight.add(Self.strong, "signal-hidden")
    }
    let isUnsized = fetch.width == nil && fetch.height == nil
    if isUnsized, fetch.alt?.isEmpty ?? true, !url.hasFileExtension, url.isAbsolute {
      weight.add(Self.weak, isWide ? "signal-nameless" : "signal-unsized")
    }
    switch fetch.kind {
    case .preload, .frame, .object, .refresh: weight.add(Self.weak, "signal-kind", ["kind": fetch.kind.rawValue])
    default: break
    }
  }

  /// - Returns: whether a token, a field or a word of the path speaks of tracking.
  private func weighAddress(
    _ fetch: Fetch, _ url: FetchedAddress, isShared: Bool, _ weight: inout Weight
  ) -> Bool {
    var isMarked = false
    // A content picture of a real size may carry a hash in its name or folder; it is the same for everybody.
    let isContent = url.hasFileExtension && (FetchSize.isVisible(fetch) || FetchSize.isLine(fetch))
    if !isShared, !isContent || url.queryHasToken, let token = url.token(inFileName: !isContent) {
      let length = ["length": String(token.length)]
      isMarked = true
      if token.isStrong {
        weight.add(Self.strong, "signal-token", length)
      } else {
        weight.add(Self.weak, "signal-token", length)
      }
    }
    let path = url.words
    if let word = matcher.hits(in: path, style: .identifier).first(strongPath) {
      isMarked = true
      weight.add(Self.strong, "signal-path", ["word": String(decoding: path[word.range], as: UTF8.self)])
    } else if !isContent {
      let path = url.plainWords
      if let word = matcher.hits(in: path, style: .identifier).first(weakPath) {
        weight.add(Self.weak, "signal-path", ["word": String(decoding: path[word.range], as: UTF8.self)])
      }
    }
    if !isContent, matcher.hits(in: url.hostWords, style: .identifier).contains(weakPath) {
      weight.add(Self.weak, "signal-host", ["host": url.target.host])
    }
    if matcher.hits(in: url.expressions, style: .identifier).contains(personal) {
      isMarked = true
      weight.add(Self.strong, "signal-field")
    }
    return isMarked
  }

  // MARK: Against

  /// - Parameter isMarked: whether its address differs from that of a spacer, which has neither token nor telling word.
  private func weighAgainst(
    _ fetches: [Fetch], _ fetch: Fetch, _ url: FetchedAddress, isMarked: Bool, _ weight: inout Weight
  ) {
    guard weight.sum < Self.decisive else { return }
    // Layout repeats its pictures, and a tracker may be written twice: once in each branch of a condition, or to pass
    // for layout. In SVG one picture is named twice.
    if fetches.count > 1, fetch.kind != .svgImage, !isMarked { weight.discount(Self.strong) }
    let file = matcher.hits(in: url.target.octets, range: url.fileName, style: .identifier)
    if file.contains(spacer), !url.hasValues { weight.discount(Self.strong + Self.weak) }
    let isContentPath = matcher.hits(in: url.words, style: .identifier).contains(contentPath)
    if isContentPath, !FetchSize.isTiny(fetch), !fetch.isHidden { weight.discount(Self.strong) }
    let isVariant = file.contains(variant) || matcher.hits(in: fetch.classes, style: .identifier).contains(variant)
    if fetch.isHidden, isVariant || FetchSize.isVisible(fetch) && url.hasFileExtension { weight.discount(Self.strong) }
    if contentHosts.contains(where: { url.target.host == $0 || url.target.host.hasSuffix("." + $0) }) {
      weight.discount(Self.strong + Self.weak)
    }
  }

  /// The sum of the signals, and what they say.
  private struct Weight {
    let rule: Rule
    let language: Language
    var sum = 0
    var signals: [String] = []

    /// Whether a known service or a user's list names it.
    var isKnown = false
    /// Whether a user's list does.
    var isListed = false

    mutating func add(_ weight: Int, _ message: String, _ values: [String: String] = [:]) {
      sum += weight
      tell(message, values)
    }
    mutating func tell(_ message: String, _ values: [String: String] = [:]) {
      if let text = Linter.text(rule.messages[message], values, language) { signals.append(text) }
    }
    /// The URL is one recipient's: whatever speaks against, that stays.
    mutating func identify() { sum += FetchSignals.decisive }
    mutating func discount(_ weight: Int) { sum -= weight }
  }
}
