package import Policy

/// Reads `rules/trackers.yml`: services known to report the opening of mail.
package enum TrackerPackReader {
  private static let version = 1...1

  /// - Returns: the services in file order.
  package static func read(yaml: String, file: String) throws(ConfigurationError) -> [TrackingService] {
    guard let root = try YAMLReader(yaml: yaml, file: file) else { return [] }
    let pack = try root.mapping(keys: ["version", "services"])
    _ = try pack.required("version").integer(in: version)
    var services: [TrackingService] = []
    for element in try pack.required("services").sequence() {
      let map = try element.mapping(keys: ["name", "operator", "hosts", "paths"])
      services.append(
        TrackingService(
          name: try map.required("name").string(), operatorName: try map.required("operator").string(),
          hosts: try strings(map.required("hosts")), paths: try strings(map.required("paths"))))
    }
    return services
  }

  private static func strings(_ node: YAMLReader) throws(ConfigurationError) -> [String] {
    var strings: [String] = []
    for element in try node.sequence() { strings.append(try element.string()) }
    guard !strings.isEmpty else { throw node.error("“\(node.path)” is empty", mend: "add at least one") }
    return strings
  }
}
