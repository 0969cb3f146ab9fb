import MailContent
import MailSyntax
import Policy

/// What a link does beside leading where it says.
enum LinkVerdict {
  /// It leads through a service that counts who follows it.
  case service(TrackingService)
  /// It carries parameters that name the recipient to the pages behind it.
  case parameters([String])
  /// It leads through a redirector with a token, by weighed signals.
  case redirector(signals: [Signal])
  /// The client tells these URLs that it was followed.
  case ping(Link.Ping)
  /// A placeholder that the mailing program replaces by a counted link.
  case placeholder(String)
  /// It leads through a shortener, so nobody sees where to, and the shortener counts.
  case shortener
  /// It begins with a name that looks like its host and is none.
  case disguised(as: String)
  /// Its text shows another address.
  case elsewhere(shown: String)

  /// What speaks for a redirector.
  enum Signal {
    /// Another URL stands in it.
    case target
    case token(length: Int)
    case host(String)
    /// A word of the path.
    case path(String)
  }
}

/// Judges links by facts and weighed signals: services, parameters known to name recipients, redirectors.
///
/// A personal link is no tracking where its purpose needs one (an order, a password, an unsubscription), so a token
/// alone never counts.
struct LinkJudge: Sendable {
  private let matcher: PhraseMatcher
  private let placeholderWords: Int?
  private let purpose: Int?
  private let hostWords: Int?
  private let weakHostWords: Int?
  private let pathWords: Int?
  private let parameters: FoldedNames
  private let rewriters: [String]
  private let shorteners: [String]
  private let rule: Rule

  private static let threshold = 5

  /// - Parameter rule: the rule on tracked links.
  init(_ rule: Rule) {
    self.rule = rule
    matcher = PhraseMatcher(rule)
    placeholderWords = matcher.set(named: "placeholder")
    purpose = matcher.set(named: "purpose")
    hostWords = matcher.set(named: "host")
    weakHostWords = matcher.set(named: "weak-host")
    pathWords = matcher.set(named: "path")
    parameters = FoldedNames(rule.lists["parameters"] ?? [])
    rewriters = rule.lists["security-rewriters"] ?? []
    shorteners = rule.lists["shorteners"] ?? []
  }

  /// What is known of a link's host.
  struct Standing {
    /// Whether a security program stands there, whose links lead where others do.
    let isRewriter: Bool
    let isShortener: Bool
    /// How much its name speaks for a redirector.
    let weight: Int
  }

  /// What scans the links of one message or template.
  func makeScan() -> PhraseScan { PhraseScan(matcher) }

  /// The verdicts on a link; none where it is like any other.
  /// - Parameter scan: of `makeScan`.
  func verdicts(on link: ScannedLink, isTemplate: Bool, _ scan: PhraseScan) -> [LinkVerdict] {
    let target = verdict(onTargetOf: link, isTemplate: isTemplate, scan)
    let ping = link.link.ping.flatMap { $0.urls.isEmpty ? nil : LinkVerdict.ping($0) }
    return [ping, target].compactMap(\.self)
  }

  private func verdict(onTargetOf scanned: ScannedLink, isTemplate: Bool, _ scan: PhraseScan) -> LinkVerdict? {
    let link = scanned.link
    if isTemplate, let tag = placeholder(link.target) { return .placeholder(tag) }
    let url = scanned.url.plain
    let target = url.target
    guard !target.host.isEmpty, target.isRemote else { return nil }
    let standing = standing(of: url.host)
    guard !standing.isRewriter else { return nil }
    if let match = url.service(for: .clicks) { return .service(match.service) }
    let names = parameterNames(of: scanned.url.target)
    if !names.isEmpty { return .parameters(names) }
    if let signals = redirector(scanned.url.address, standing, scan) { return .redirector(signals: signals) }
    if standing.isShortener, target.path.count > 1 { return .shortener }
    if let name = Self.disguise(of: scanned.url.target.octets) { return .disguised(as: name) }
    return Self.shownElsewhere(link, target).map { .elsewhere(shown: $0) }
  }

  private func standing(of host: ExaminedHost) -> Standing {
    if let known = host.linkStanding { return known }
    let words = matcher.hits(in: FetchedAddress.words(ofHost: host.name), style: .identifier)
    let standing = Standing(
      isRewriter: host.name.isHost(amongst: rewriters), isShortener: host.name.isHost(amongst: shorteners),
      weight: words.contains(hostWords) ? 2 : words.contains(weakHostWords) ? 1 : 0)
    host.linkStanding = standing
    return standing
  }

  private func placeholder(_ target: String) -> String? {
    let hits = matcher.hits(in: target, style: .identifier)
    guard let hit = hits.first(placeholderWords) else { return nil }
    return String(decoding: Array(target.utf8)[hit.range], as: UTF8.self)
  }

  // MARK: Parameters

  /// The names of the query's parameters that have a value and name a recipient.
  private func parameterNames(of target: LinkTarget) -> [String] {
    let octets = target.octets.span
    guard let question = octets.first(of: UInt8(ascii: "?"), in: 0..<octets.count) else { return [] }
    let start = question + 1
    let end = octets.first(of: UInt8(ascii: "#"), in: start..<octets.count) ?? octets.count
    var names: [String] = []
    octets.forEachPiece(of: start..<end, between: UInt8(ascii: "&")) { pairs in
      octets.forEachPiece(of: pairs, between: UInt8(ascii: ";")) { pair in
        guard let equals = octets.first(of: UInt8(ascii: "="), in: pair), equals > pair.lowerBound,
          equals + 1 < pair.upperBound, parameters.contain(octets.extracting(pair.lowerBound..<equals))
        else { return }
        names.append(target.text(pair.lowerBound..<equals))
      }
    }
    return names
  }

  // MARK: Redirectors

  private func redirector(
    _ address: FetchedAddress, _ standing: Standing, _ scan: PhraseScan
  ) -> [LinkVerdict.Signal]? {
    var weight = 0
    var seen: [LinkVerdict.Signal] = []
    if address.holdsURL {
      weight += 2
      seen.append(.target)
    }
    if let token = address.token(inFileName: false), token.isStrong {
      weight += token.length >= 40 ? 4 : token.length >= 24 ? 3 : 2
      seen.append(.token(length: token.length))
    }
    guard weight >= 2 else { return nil }
    let path = address.words
    let words = scan.hits(in: path, style: .identifier)
    if words.contains(purpose) { return nil }
    if standing.weight > 0 {
      weight += standing.weight
      seen.append(.host(address.target.host))
    }
    if let word = words.first(pathWords) {
      weight += 1
      seen.append(.path(String(decoding: path[word.range], as: UTF8.self)))
    }
    return weight >= Self.threshold && seen.count > 1 ? seen : nil
  }

  /// A signal in the user's language.
  func text(of signal: LinkVerdict.Signal, _ language: Language) -> String? {
    let (message, values): (String, [String: String]) =
      switch signal {
      case .target: ("signal-target", [:])
      case .token(let length): ("signal-token", ["length": String(length)])
      case .host(let host): ("signal-host", ["host": host])
      case .path(let word): ("signal-path", ["word": word])
      }
    return Linter.text(rule.messages[message], values, language)
  }

  // MARK: Looks

  /// The name before "@" in `https://bank.example@other.example/`. RFC 3986 §3.2.1 and §7.6.
  private static func disguise(of octets: [UInt8]) -> String? {
    guard octets.contains(UInt8(ascii: "@")),
      let start = octets.indices.dropLast().first(where: { octets[$0] == 0x2F && octets[$0 + 1] == 0x2F })
    else { return nil }
    let authority = octets[(start + 2)...].prefix { !"/?#".utf8.contains($0) }
    guard let at = authority.lastIndex(of: UInt8(ascii: "@")) else { return nil }
    let name = authority[..<at]
    return name.contains(UInt8(ascii: ".")) ? String(decoding: name, as: UTF8.self) : nil
  }

  /// The host that the text shows, where the link leads to another organisation's.
  private static func shownElsewhere(_ link: Link, _ target: LinkTarget) -> String? {
    // Most texts begin with other letters.
    guard let first = link.text.utf8.first, first == UInt8(ascii: "h") || first == UInt8(ascii: "w") else { return nil }
    var text = link.text[...]
    if text.hasPrefix("http://") || text.hasPrefix("https://") {
      text = text[text.index(text.firstIndex(of: "/")!, offsetBy: 2)...]
    } else if !text.hasPrefix("www.") {
      return nil
    }
    let host = text.prefix { $0.isLetter || $0.isNumber || $0 == "." || $0 == "-" }.lowercased()
    guard !text.contains(" "), host.contains("."), host.utf8.allSatisfy({ $0 < 0x80 }) else { return nil }
    return owner(host) == owner(target.host) ? nil : host
  }

  /// The last labels, which name who owns a host.
  private static func owner(_ host: String) -> ArraySlice<Substring> {
    let labels = host[...].split(octet: UInt8(ascii: "."))
    let isShortSuffix =
      labels.count > 2 && labels[labels.count - 2].utf8.count <= 3 && labels[labels.count - 1].utf8.count == 2
    return labels.suffix(isShortSuffix ? 3 : 2)
  }
}
