/// What stands behind the "$" of a filter.
struct FilterOptions {
  private(set) var kinds = FilterKinds.all
  private(set) var party = Filter.Party.any
  private(set) var matchesCase = false
  private(set) var domains: Range<Int32> = 0..<0
  private(set) var hasAny = false

  enum Outcome {
    case read
    /// Options that mean nothing for mail, or that need a browser: the filter does not count.
    case passedOver
    case unknown(String)
  }

  /// Request types that mail has.
  private static let kinds: [String: FilterKinds] = [
    "image": .image, "stylesheet": .stylesheet, "css": .stylesheet, "font": .font, "media": .media, "object": .object,
    "object-subrequest": .object, "subdocument": .frame, "frame": .frame, "other": .other, "all": .all,
  ]
  /// Request types that it has not.
  private static let foreignKinds: Set<String> = [
    "script", "xmlhttprequest", "xhr", "ping", "beacon", "websocket", "webrtc", "popup", "popunder", "document", "doc",
    "elemhide", "ehide", "generichide", "ghide", "specifichide", "shide", "genericblock", "background",
  ]
  /// What only changes how a browser goes about it.
  private static let ignored: Set<String> = ["important", "collapse", "_"]
  /// What asks for more than blocking, or for knowledge that mail does not have.
  private static let unsupported: Set<String> = [
    "csp", "redirect", "redirect-rule", "removeparam", "queryprune", "rewrite", "header", "badfilter", "denyallow",
    "method", "permissions", "replace", "cname", "inline-script", "inline-font", "empty", "mp4", "to", "from",
    "strict1p", "strict3p", "strict-first-party", "strict-third-party", "cookie", "app", "network", "jsonprune", "hls",
    "stealth", "extension", "content", "urlblock", "jsinject", "urltransform", "uritransform", "ipaddress", "reason",
    "sitekey", "removeheader", "client", "dnstype", "dnsrewrite", "ctag", "referrerpolicy", "addheader", "urlskip",
  ]

  mutating func read(_ octets: [UInt8], _ range: Range<Int>) -> Outcome {
    hasAny = true
    var named: FilterKinds = []
    var excepted: FilterKinds = []
    var namesKind = false
    for option in octets[range].split(separator: UInt8(ascii: ",")) {
      let isExcepted = option.first == UInt8(ascii: "~")
      let nameOctets = (isExcepted ? option.dropFirst() : option).prefix { $0 != UInt8(ascii: "=") }
      let name = String(decoding: nameOctets, as: UTF8.self).lowercased()
      if let kind = Self.kinds[name] {
        if isExcepted { excepted.formUnion(kind) } else { named.formUnion(kind) }
        namesKind = namesKind || !isExcepted
      } else if Self.foreignKinds.contains(name) {
        namesKind = namesKind || !isExcepted
      } else if name == "domain" {
        let start = min(nameOctets.endIndex + 1, option.endIndex)
        domains = FilterReader.narrow(start..<option.endIndex)
      } else if name == "third-party" || name == "3p" {
        party = isExcepted ? .first : .third
      } else if name == "first-party" || name == "1p" {
        party = isExcepted ? .third : .first
      } else if name == "match-case" {
        matchesCase = true
      } else if Self.unsupported.contains(name) {
        return .passedOver
      } else if !Self.ignored.contains(name) {
        return .unknown(Hit.evidence(nameOctets.prefix(60)))
      }
    }
    kinds = namesKind ? named : FilterKinds.all.subtracting(excepted)
    return kinds.isEmpty ? .passedOver : .read
  }
}
