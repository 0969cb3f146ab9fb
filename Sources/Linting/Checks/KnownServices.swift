import Policy

/// Looks up the services of `rules/trackers.yml` by host and path.
///
/// Hosts are found in a table by their last labels, services under their customers' hosts by how the path begins; so a
/// look-up costs a few table accesses, however many services are known.
struct KnownServices: Sendable {
  /// What URLs of services are asked for.
  struct Uses: OptionSet {
    let rawValue: UInt8
    static let opens = Uses(.opens)
    static let clicks = Uses(.clicks)
    static let ads = Uses(.ads)
    static let content = Uses(.content)

    init(rawValue: UInt8) { self.rawValue = rawValue }
    init(_ use: TrackingService.Use) {
      rawValue =
        switch use {
        case .opens: 1
        case .clicks: 2
        case .ads: 4
        case .content: 8
        }
    }
  }

  /// A service, and what a URL of it is for.
  struct Match: Sendable {
    let service: TrackingService
    let use: TrackingService.Use
    var uses: Uses { Uses(use) }
  }

  struct Entry: Sendable {
    let match: Match
    /// How path and query begin; "*" matches any run of octets.
    let path: [UInt8]
  }

  /// By host without its left labels.
  private var byHost: [Substring: [Entry]] = [:]
  /// Of services under their customers' hosts, by the first octets of the path.
  private var byStart: [UInt32: [Entry]] = [:]
  /// The keys of `byStart` as bits, many to a bit: most paths begin as none does.
  private var starts: UInt64 = 0

  /// Those that presend was built with; made when first needed, since most programs that start never ask.
  static let builtIn = KnownServices(RulePacks.trackingServices)

  init(_ services: [TrackingService]) {
    for service in services {
      for use in TrackingService.Use.allCases {
        for path in service.paths[use] ?? [] {
          let entry = Entry(match: Match(service: service, use: use), path: Array(path.utf8))
          for host in service.hosts {
            if host == "*" {
              let start = Self.start(of: entry.path)
              byStart[start, default: []].append(entry)
              starts |= Self.bit(start)
            } else {
              byHost[host[...], default: []].append(entry)
            }
          }
        }
      }
    }
  }

  /// What is known of a host and of those above it, the longest first.
  /// - Complexity: O(labels of the host).
  func entries(ofHost host: String) -> [Entry] {
    var entries: [Entry] = []
    var rest = host[...]
    while !rest.isEmpty {
      if let found = byHost[rest] { entries += found }
      guard let dot = rest.utf8.firstIndex(of: UInt8(ascii: ".")) else { break }
      rest = rest[rest.utf8.index(after: dot)...]
    }
    return entries
  }

  /// The services whose URL this is, for whatever use; those of the longest host first.
  /// - Parameter entries: of the URL's host.
  /// - Complexity: O(patterns that share host or start of the path).
  func matches(_ url: LinkTarget, _ entries: [Entry]) -> [Match] {
    guard !url.host.isEmpty else { return [] }
    let start = Self.start(of: url)
    let mayStart = starts & Self.bit(start) != 0
    if entries.isEmpty, !mayStart { return [] }
    let starting = mayStart ? byStart[start] ?? [] : []
    if entries.isEmpty, starting.isEmpty { return [] }
    let path = Self.path(of: url)
    let matches = { (entry: Entry) in Wildcard.matches(start: entry.path, of: path) ? entry.match : nil }
    return entries.compactMap(matches) + starting.compactMap(matches)
  }

  /// The service whose URL this is, if it is for one of these uses; nil where none is known.
  func match(_ url: LinkTarget, for uses: Uses) -> Match? {
    matches(url, entries(ofHost: url.host)).first { uses.contains($0.uses) }
  }

  /// Path and query, as services' patterns have them.
  private static func path(of url: LinkTarget) -> [UInt8] {
    var path = Array(url.octets[url.path])
    if path.isEmpty { path.append(UInt8(ascii: "/")) }
    if !url.query.isEmpty { path += [UInt8(ascii: "?")] + url.octets[url.query] }
    return path
  }

  /// The slash and the two octets behind it, as packs demand of such paths; "/?" alone has none.
  private static func start(of path: some Collection<UInt8>) -> UInt32 {
    path.prefix(3).reduce(0) { $0 << 8 | UInt32($1) }
  }
  private static func start(of url: LinkTarget) -> UInt32 {
    url.path.count >= 3 ? start(of: url.octets[url.path]) : start(of: path(of: url))
  }
  private static func bit(_ start: UInt32) -> UInt64 { 1 << UInt64((start &* 0x9E37_79B1) >> 26) }
}
