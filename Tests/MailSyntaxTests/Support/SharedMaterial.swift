import Foundation

/// The material that lies beside the repository: messages, addresses and probes that are not part of it.
enum SharedMaterial {
  /// `PRESEND_SHARED`, else `../shared` beside the package.
  static let root: URL = {
    if let path = ProcessInfo.processInfo.environment["PRESEND_SHARED"] { return URL(fileURLWithPath: path) }
    return PackageRoot.url.deletingLastPathComponent().appendingPathComponent("shared")
  }()

  /// Whether tests on the material run: always under CI, so that they fail there when it is missing.
  static let isThere =
    FileManager.default.fileExists(atPath: root.path) || ProcessInfo.processInfo.environment["CI"] != nil

  static let reason = "needs the shared material; set PRESEND_SHARED to its folder"

  static func octets(_ path: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: root.appendingPathComponent(path)))
  }

  static func text(_ path: String) throws -> String { String(decoding: try octets(path), as: UTF8.self) }

  static func json(_ path: String) throws -> [[String: Any]] {
    try JSONSerialization.jsonObject(with: Data(octets(path))) as? [[String: Any]] ?? []
  }

  static func jsonLines(_ path: String) throws -> [[String: Any]] {
    try text(path).split(separator: "\n").compactMap {
      try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]
    }
  }

  /// The files in a folder and those within, whose names end as given.
  static func files(in folder: String, ending: [String]) -> [String] {
    let base = root.appendingPathComponent(folder)
    guard let all = FileManager.default.enumerator(atPath: base.path) else { return [] }
    return all.compactMap { $0 as? String }.filter { path in ending.contains { path.hasSuffix($0) } }
      .sorted().map { "\(folder)/\($0)" }
  }
}

/// Where the package lies.
enum PackageRoot {
  static let url: URL = {
    var url = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
    while url.path != "/", !FileManager.default.fileExists(atPath: url.appendingPathComponent("Sources").path) {
      url.deleteLastPathComponent()
    }
    return url
  }()

  static func octets(_ path: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: url.appendingPathComponent(path)))
  }

  static func files(in folder: String) -> [String] {
    let names = try? FileManager.default.contentsOfDirectory(atPath: url.appendingPathComponent(folder).path)
    return (names ?? []).sorted().map { "\(folder)/\($0)" }
  }
}
