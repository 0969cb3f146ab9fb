package import Policy

/// Reads `rules/trackers.yml`: services known to tell senders what people do with mail, under those who run them.
package enum TrackerPackReader {
  private static let version = 2...2

  /// - Returns: the services in file order.
  package static func read(yaml: String, file: String) throws(ConfigurationError) -> [TrackingService] {
    guard let root = try YAMLReader(yaml: yaml, file: file) else { return [] }
    let pack = try root.mapping(keys: ["version", "operators"])
    _ = try pack.required("version").integer(in: version)
    var services: [TrackingService] = []
    for element in try pack.required("operators").sequence() {
      let map = try element.mapping(keys: ["operator", "country", "services"])
      let name = try map.required("operator").string()
      let country = try country(map.required("country"))
      for entry in try map.required("services").sequence() {
        services.append(try service(entry, operatorName: name, country: country))
      }
    }
    return services
  }

  private static func service(
    _ node: YAMLReader, operatorName: String, country: String
  ) throws(ConfigurationError) -> TrackingService {
    let uses = TrackingService.Use.allCases
    let map = try node.mapping(keys: ["name", "add-on", "hosts"] + uses.map(\.rawValue))
    var paths: [TrackingService.Use: [String]] = [:]
    for use in uses {
      guard let list = map[use.rawValue] else { continue }
      paths[use] = try Self.paths(list)
    }
    guard !paths.isEmpty else {
      throw node.error("the service has no path", mend: "add \(uses.map(\.rawValue).joined(separator: ", "))")
    }
    return TrackingService(
      name: try map.required("name").string(), operatorName: operatorName, country: country,
      isAddOn: try map["add-on"]?.boolean() ?? false, hosts: try hosts(map.required("hosts"), paths), paths: paths)
  }

  private static func country(_ node: YAMLReader) throws(ConfigurationError) -> String {
    let code = try node.string()
    guard code.utf8.count == 2, code.utf8.allSatisfy({ (0x41...0x5A).contains($0) }) else {
      throw node.error("“\(code)” is no country", mend: "write two capital letters of ISO 3166-1, in quotes: \"DE\"")
    }
    return code
  }

  private static func paths(_ node: YAMLReader) throws(ConfigurationError) -> [String] {
    var paths = try strings(node)
    for (index, path) in paths.enumerated() {
      guard path.hasPrefix("/") || path.hasPrefix("*") else {
        throw node.error("“\(path)” is no path", mend: "begin it with “/” or “*”")
      }
      paths[index] = path
    }
    return paths
  }

  /// A service that answers under its customers' hosts is told by its path alone, so that must begin in clear.
  private static func hosts(
    _ node: YAMLReader, _ paths: [TrackingService.Use: [String]]
  ) throws(ConfigurationError) -> [String] {
    let hosts = try strings(node)
    for host in hosts where host != "*" {
      let isName = host.utf8.allSatisfy { octet in
        (0x61...0x7A).contains(octet) || (0x30...0x39).contains(octet) || octet == 0x2D || octet == 0x2E
      }
      guard isName, host.contains(".") else {
        throw node.error("“\(host)” is no host", mend: "write it in lower case, without “*.”; subdomains are included")
      }
    }
    if hosts.contains("*"), paths.values.contains(where: { $0.contains { !hasClearStart($0) } }) {
      throw node.error(
        "“*” as host with a path that many hosts have", mend: "begin its paths with two clear characters")
    }
    return hosts
  }

  private static func hasClearStart(_ path: String) -> Bool {
    path.utf8.count > 3 && path.hasPrefix("/") && !path.dropFirst().prefix(2).contains("*")
  }

  private static func strings(_ node: YAMLReader) throws(ConfigurationError) -> [String] {
    var strings: [String] = []
    for element in try node.sequence() { strings.append(try element.string()) }
    guard !strings.isEmpty else { throw node.error("“\(node.path)” is empty", mend: "add at least one") }
    return strings
  }
}
