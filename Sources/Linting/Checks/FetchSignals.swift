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
    let isTracker: Bool
    /// Too little to act on, enough to tell.
    let isDoubtful: Bool
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
  private let services: KnownServices
  private let matcher: PhraseMatcher
  private let strongPath: Int?
  private let weakPath: Int?
  private let contentPath: Int?
  private let personal: Int?
  private let spacer: Int?
  private let variant: Int?
  private let contentHosts: [String]

  init(_ rule: Rule, services: [TrackingService], matcher: PhraseMatcher) {
    self.rule = rule
    self.services = KnownServices(services)
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
  func weigh(_ fetches: [Fetch], addresses: AddressSpellings, isTemplate: Bool, language: Language) -> Weighed {
    var weight = Weight(rule: rule, language: language)
    let fetch = fetches.first { Self.isTiny($0) || $0.isHidden } ?? fetches[0]
    let url = FetchedAddress(fetch.url, isTemplate: isTemplate)
    guard url.isRemote else { return Weighed(fetch: fetch, isTracker: false, isDoubtful: false, signals: []) }
    if let service = services.service(of: url.target) {
      weight.add(Self.decisive, "signal-service", ["service": service.name])
    }
    if addresses.occur(in: fetch.url) { weight.add(Self.decisive, "signal-address") }
    if weight.sum == 0, Self.isVisible(fetch), url.isPlainPicture {
      return Weighed(fetch: fetch, isTracker: false, isDoubtful: false, signals: [])
    }
    weighAppearance(fetch, url, &weight)
    weighAddress(fetch, url, &weight)
    weighAgainst(fetches, fetch, url, &weight)
    let isTiny = Self.isTiny(fetch)
    return Weighed(
      fetch: fetch, isTracker: weight.sum >= Self.threshold,
      isDoubtful: weight.sum == Self.strong && isTiny && !isTemplate, signals: weight.signals)
  }

  // MARK: For

  private func weighAppearance(_ fetch: Fetch, _ url: FetchedAddress, _ weight: inout Weight) {
    if Self.isTiny(fetch) {
      weight.add(Self.strong, "signal-size", ["width": Self.pixels(fetch.width), "height": Self.pixels(fetch.height)])
      if url.hasValues { weight.add(Self.weak, "signal-query") }
    } else if fetch.isHidden {
      weight.add(Self.strong, "signal-hidden")
    }
    let isUnsized = fetch.width == nil && fetch.height == nil
    if isUnsized, fetch.alt?.isEmpty ?? true, !url.hasFileExtension, url.isAbsolute {
      weight.add(Self.weak, "signal-unsized")
    }
    switch fetch.kind {
    case .preload, .frame, .object, .refresh: weight.add(Self.weak, "signal-kind", ["kind": fetch.kind.rawValue])
    default: break
    }
  }

  private func weighAddress(_ fetch: Fetch, _ url: FetchedAddress, _ weight: inout Weight) {
    // A content picture of a real size may carry a hash in its name or folder; it is the same for everybody.
    let isContent = url.hasFileExtension && Self.isVisible(fetch)
    if !isContent || url.queryHasToken, let token = url.token(inFileName: !Self.isVisible(fetch)) {
      let length = ["length": String(token.length)]
      if token.isStrong {
        weight.add(Self.strong, "signal-token", length)
      } else {
        weight.add(Self.weak, "signal-token", length)
      }
    }
    let words = matcher.hits(in: url.words, style: .identifier)
    if let word = words.first(strongPath) {
      weight.add(Self.strong, "signal-path", ["word": url.text(word.range)])
    } else if !isContent, let word = words.first(weakPath) {
      weight.add(Self.weak, "signal-path", ["word": url.text(word.range)])
    }
    if !isContent, matcher.hits(in: url.hostWords, style: .identifier).contains(weakPath) {
      weight.add(Self.weak, "signal-host", ["host": url.target.host])
    }
    if matcher.hits(in: url.expressions, style: .identifier).contains(personal) {
      weight.add(Self.strong, "signal-field")
    }
  }

  // MARK: Against

  private func weighAgainst(_ fetches: [Fetch], _ fetch: Fetch, _ url: FetchedAddress, _ weight: inout Weight) {
    guard weight.sum < Self.decisive else { return }
    // Layout repeats its pictures; in SVG one picture is named twice.
    if fetches.count > 1, fetch.kind != .svgImage { weight.discount(Self.strong) }
    let file = matcher.hits(in: url.fileName, style: .identifier)
    if file.contains(spacer), !url.hasValues { weight.discount(Self.strong + Self.weak) }
    let isContentPath = matcher.hits(in: url.words, style: .identifier).contains(contentPath)
    if isContentPath, !Self.isTiny(fetch), !fetch.isHidden { weight.discount(Self.strong) }
    let isVariant = file.contains(variant) || matcher.hits(in: fetch.classes, style: .identifier).contains(variant)
    if fetch.isHidden, isVariant || Self.isVisible(fetch) && url.hasFileExtension { weight.discount(Self.strong) }
    if contentHosts.contains(where: { url.target.host == $0 || url.target.host.hasSuffix("." + $0) }) {
      weight.discount(Self.strong + Self.weak)
    }
  }

  // MARK: Size

  /// So small that nobody sees it: up to nine square pixels, or one pixel in the only direction that is declared.
  static func isTiny(_ fetch: Fetch) -> Bool {
    switch (fetch.width, fetch.height) {
    case (let width?, let height?): width * height <= 9
    case (let side?, nil), (nil, let side?): side <= 1
    case (nil, nil): false
    }
  }

  /// Declared large enough to be looked at.
  private static func isVisible(_ fetch: Fetch) -> Bool {
    let least = 10.0
    guard fetch.width != nil || fetch.height != nil else { return false }
    return (fetch.width ?? least) >= least && (fetch.height ?? least) >= least
  }

  private static func pixels(_ value: Double?) -> String {
    guard let value, value.isFinite, abs(value) < 1_000_000 else { return "?" }
    return value == value.rounded() ? String(Int(value)) : String(value)
  }

  /// The sum of the signals, and what they say.
  private struct Weight {
    let rule: Rule
    let language: Language
    var sum = 0
    var signals: [String] = []

    mutating func add(_ weight: Int, _ message: String, _ values: [String: String] = [:]) {
      sum += weight
      if let text = Linter.text(rule.messages[message], values, language) { signals.append(text) }
    }
    mutating func discount(_ weight: Int) { sum -= weight }
  }
}
