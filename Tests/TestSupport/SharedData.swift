package import Foundation

/// The reference data that lies beside the project: messages, addresses, templates, probes that are not part of it.
/// Tests that need it are skipped where it is missing, never under CI.
package enum SharedData {
  /// `PRESEND_SHARED`, else `../shared` beside the package.
  package static let root: URL = {
    if let path = ProcessInfo.processInfo.environment["PRESEND_SHARED"] { return URL(filePath: path) }
    return PackageFolder.root.deletingLastPathComponent().appending(path: "shared")
  }()

  package static let isThere = has("")
  package static let reason = "needs the shared data; set PRESEND_SHARED to its folder"

  /// Whether a test that reads a path of it is to run.
  package static func has(_ path: String) -> Bool {
    ProcessInfo.processInfo.environment["CI"] != nil
      || FileManager.default.fileExists(atPath: root.appending(path: path).path)
  }

  package static func octets(_ path: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: root.appending(path: path)))
  }

  package static func octets(_ url: URL) -> [UInt8] { (try? Data(contentsOf: url)).map { [UInt8]($0) } ?? [] }

  package static func text(_ path: String) throws -> String { String(decoding: try octets(path), as: UTF8.self) }

  package static func json(_ path: String) throws -> [[String: Any]] {
    try JSONSerialization.jsonObject(with: Data(octets(path))) as? [[String: Any]] ?? []
  }

  package static func jsonLines(_ path: String) throws -> [[String: Any]] {
    try text(path).split(separator: "\n").compactMap {
      try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]
    }
  }

  /// The rows of a table with tabs, by column name.
  package static func table(_ path: String) throws -> [[String: String]] {
    let lines = try text(path).split(separator: "\n").map {
      $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    }
    guard let head = lines.first else { return [] }
    return lines.dropFirst().map { Dictionary(zip(head, $0), uniquingKeysWith: { first, _ in first }) }
  }

  /// The files in a folder and those within, whose names end as given.
  package static func files(in folder: String, ending: [String]) -> [String] {
    let base = root.appending(path: folder)
    guard let all = FileManager.default.enumerator(atPath: base.path) else { return [] }
    return all.compactMap { $0 as? String }.filter { path in ending.contains { path.hasSuffix($0) } }
      .sorted().map { "\(folder)/\($0)" }
  }

  /// All files below a folder of `data`, in order of their paths.
  package static func files(below path: String) -> [URL] {
    let folder = root.appending(path: "data").appending(path: path)
    guard let names = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: [.isRegularFileKey]) else {
      return []
    }
    return names.compactMap { $0 as? URL }
      .filter { (try? $0.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile) == true }
      .sorted { $0.path < $1.path }
  }
}
