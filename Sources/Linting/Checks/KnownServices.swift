import Policy

/// Looks up the services of `rules/trackers.yml` by host and path.
struct KnownServices: Sendable {
  /// By the last two labels of their hosts.
  private let byDomain: [String: [TrackingService]]
  /// Those that answer under their customers' own hosts.
  private let anywhere: [TrackingService]

  init(_ services: [TrackingService]) {
    var byDomain: [String: [TrackingService]] = [:]
    for service in services {
      for host in service.hosts where host != "*" { byDomain[Self.domain(host), default: []].append(service) }
    }
    self.byDomain = byDomain
    anywhere = services.filter { $0.hosts.contains("*") }
  }

  /// The service whose opening report a URL is; nil where it is none that is known.
  func service(of url: LinkTarget) -> TrackingService? {
    let candidates = byDomain[Self.domain(url.host)] ?? []
    let path = url.path + (url.query.isEmpty ? "" : "?" + url.query)
    return (candidates + anywhere).first { service in
      service.hosts.contains { host in host == "*" || url.host == host || url.host.hasSuffix("." + host) }
        && service.paths.contains { Wildcard.matches($0, String(path)) }
    }
  }

  private static func domain(_ host: String) -> String {
    host.split(separator: ".").suffix(2).joined(separator: ".")
  }
}
