import Policy

/// Looks up the services of `rules/trackers.yml` by host and path.
///
/// Hosts are found in a table by their last labels, services under their customers' hosts by how the path begins; so a
/// look-up costs a few table accesses, however many services are known.
struct KnownServices: Sendable {
  /// A service, and what a URL of it is for.
  struct Match: Sendable {
    let service: TrackingService
    let use: TrackingService.Use
  }

  private struct Entry: Sendable {
    let match: Match
    /// How path and query begin; "*" matches any run of octets.
    let path: [UInt8]
  }

  /// By host without its left labels.
  private var byHost: [Substring: [Entry]] = [:]
  /// Of services under their customers' hosts, by the first octets of the path.
  private var byStart: [UInt32: [Entry]] = [:]

  /// Those that presend was built with; made when first needed, since most programs that start never ask.
  static let builtIn = KnownServices(RulePacks.trackingServices)

  init(_ services: [TrackingService]) {
    for service in services {
      for use in TrackingService.Use.allCases {
        for path in service.paths[use] ?? [] {
          let entry = Entry(match: Match(service: service, use: use), path: Array(path.utf8))
          for host in service.hosts {
            if host == "*" {
              byStart[Self.start(of: entry.path), default: []].append(entry)
            } else {
              byHost[host[...], default: []].append(entry)
            }
          }
        }
      }
    }
  }

  /// The service whose URL this is, if it is for one of these uses; nil where none is known.
  /// - Complexity: O(labels of the host), and the patterns that share host or start of the path.
  func match(_ url: LinkTarget, for uses: Set<TrackingService.Use>) -> Match? {
    guard !url.host.isEmpty else { return nil }
    var rest = url.host[...]
    while true {
      if let entries = byHost[rest], let match = Self.first(of: entries, Self.path(of: url), uses) { return match }
      guard let dot = rest.utf8.firstIndex(of: UInt8(ascii: ".")) else { break }
      rest = rest[rest.utf8.index(after: dot)...]
    }
    let isLong = url.path.utf8.count >= 3
    let entries = byStart[Self.start(of: isLong ? Array(url.path.utf8.prefix(3)) : Self.path(of: url))]
    return entries.flatMap { Self.first(of: $0, Self.path(of: url), uses) }
  }

  /// Path and query, as services' patterns have them.
  private static func path(of url: LinkTarget) -> [UInt8] {
    var path = Array(url.path.utf8)
    if path.isEmpty { path.append(UInt8(ascii: "/")) }
    if !url.query.isEmpty { path += [UInt8(ascii: "?")] + url.query.utf8 }
    return path
  }

  private static func first(
    of entries: [Entry], _ path: [UInt8], _ uses: Set<TrackingService.Use>
  ) -> Match? {
    entries.first { uses.contains($0.match.use) && Wildcard.matches(start: $0.path, of: path) }?.match
  }

  /// The slash and the two octets behind it, as packs demand of such paths; "/?" alone has none.
  private static func start(of path: [UInt8]) -> UInt32 {
    path.prefix(3).reduce(0) { $0 << 8 | UInt32($1) }
  }
}
