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
  case redirector(signals: [String])
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
}

/// Judges links by facts and weighed signals: services, parameters known to name recipients, redirectors.
///
/// A personal link is no tracking where its purpose needs one (an order, a password, an unsubscription), so a token
/// alone never counts.
struct LinkJudge: Sendable {
  private let services = KnownServices.builtIn
  private let matcher: PhraseMatcher
  private let placeholderWords: Int?
  private let purpose: Int?
  private let hostWords: Int?
  private let weakHostWords: Int?
  private let pathWords: Int?
  private let parameters: Set<String>
  private let rewriters: [String]
  private let shorteners: [String]
  private let rule: Rule

  private static let threshold = 5

  /// - Parameter rule: the rule on tracked links.
  init(_ rule: Rule) {
    self.rule = rule
    matcher = PhraseMatcher(rule.phrases)
    placeholderWords = matcher.set(named: "placeholder")
    purpose = matcher.set(named: "purpose")
    hostWords = matcher.set(named: "host")
    weakHostWords = matcher.set(named: "weak-host")
    pathWords = matcher.set(named: "path")
    parameters = Set((rule.lists["parameters"] ?? []).map { $0.lowercased() })
    rewriters = rule.lists["security-rewriters"] ?? []
    shorteners = rule.lists["shorteners"] ?? []
  }

  /// The verdicts on a link; none where it is like any other.
  func verdicts(on link: Link, isTemplate: Bool, language: Language) -> [LinkVerdict] {
    let target = verdict(onTargetOf: link, isTemplate: isTemplate, language: language)
    let ping = link.ping.flatMap { $0.urls.isEmpty ? nil : LinkVerdict.ping($0) }
    return [ping, target].compactMap(\.self)
  }

  private func verdict(onTargetOf link: Link, isTemplate: Bool, language: Language) -> LinkVerdict? {
    if isTemplate, let tag = placeholder(link.target) { return .placeholder(tag) }
    let address = FetchedAddress(link.target, isTemplate: isTemplate)
    let target = address.target
    guard !target.host.isEmpty, target.isRemote, !target.isHost(amongst: rewriters) else { return nil }
    if let match = services.match(target, for: [.clicks]) { return .service(match.service) }
    let names = Self.parameterNames(of: link.target).filter { parameters.contains($0.lowercased()) }
    if !names.isEmpty { return .parameters(names) }
    if let signals = redirector(address, language) { return .redirector(signals: signals) }
    if target.isHost(amongst: shorteners), target.path.utf8.count > 1 { return .shortener }
    if let name = Self.disguise(of: link.target) { return .disguised(as: name) }
    return Self.shownElsewhere(link, target).map { .elsewhere(shown: $0) }
  }

  private func placeholder(_ target: String) -> String? {
    let hits = matcher.hits(in: target, style: .identifier)
    guard let hit = hits.first(placeholderWords) else { return nil }
    return String(decoding: Array(target.utf8)[hit.range], as: UTF8.self)
  }

  // MARK: Parameters

  /// The names of the query's parameters that have a value.
  private static func parameterNames(of target: String) -> [String] {
    let octets = target.utf8
    guard let question = octets.firstIndex(of: UInt8(ascii: "?")) else { return [] }
    let query = octets[octets.index(after: question)...].prefix { $0 != UInt8(ascii: "#") }
    return query.split { $0 == UInt8(ascii: "&") || $0 == UInt8(ascii: ";") }.compactMap { pair in
      guard let equals = pair.firstIndex(of: UInt8(ascii: "=")), equals != pair.startIndex,
        pair.index(after: equals) != pair.endIndex
      else { return nil }
      return String(Substring(pair[..<equals]))
    }
  }

  // MARK: Redirectors

  private func redirector(_ address: FetchedAddress, _ language: Language) -> [String]? {
    var weight = 0
    var seen: [(message: String, values: [String: String])] = []
    func add(_ value: Int, _ message: String, _ values: [String: String] = [:]) {
      weight += value
      seen.append((message, values))
    }
    if address.holdsURL { add(2, "signal-target") }
    if let token = address.token(inFileName: false), token.isStrong {
      add(token.length >= 40 ? 4 : token.length >= 24 ? 3 : 2, "signal-token", ["length": String(token.length)])
    }
    guard weight >= 2 else { return nil }
    let words = matcher.hits(in: address.words, style: .identifier)
    if words.contains(purpose) { return nil }
    let host = matcher.hits(in: address.hostWords, style: .identifier)
    if host.contains(hostWords) {
      add(2, "signal-host", ["host": address.target.host])
    } else if host.contains(weakHostWords) {
      add(1, "signal-host", ["host": address.target.host])
    }
    if let word = words.first(pathWords) { add(1, "signal-path", ["word": address.text(word.range)]) }
    guard weight >= Self.threshold, seen.count > 1 else { return nil }
    return seen.compactMap { Linter.text(rule.messages[$0.message], $0.values, language) }
  }

  // MARK: Looks

  /// The name before "@" in `https://bank.example@other.example/`. RFC 3986 §3.2.1 and §7.6.
  private static func disguise(of target: String) -> String? {
    guard let start = target.firstRange(ofASCII: "//") else { return nil }
    let authority = target.utf8[start...].prefix { !"/?#".utf8.contains($0) }
    guard let at = authority.lastIndex(of: UInt8(ascii: "@")) else { return nil }
    let name = String(decoding: authority[..<at], as: UTF8.self)
    return name.contains(".") ? name : nil
  }

  /// The host that the text shows, where the link leads to another organisation's.
  private static func shownElsewhere(_ link: Link, _ target: LinkTarget) -> String? {
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

extension String {
  /// Behind the first occurrence of ASCII text.
  fileprivate func firstRange(ofASCII needle: String) -> String.Index? {
    let octets = utf8
    var index = octets.startIndex
    while index < octets.endIndex {
      if octets[index...].starts(with: needle.utf8) { return octets.index(index, offsetBy: needle.utf8.count) }
      index = octets.index(after: index)
    }
    return nil
  }
}
