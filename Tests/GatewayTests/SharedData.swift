import Foundation

/// The reference data that lies beside the project; tests that need it are skipped where it is missing, never under CI.
enum SharedData {
  static let directory: URL = {
    if let given = ProcessInfo.processInfo.environment["PRESEND_SHARED"] { return URL(fileURLWithPath: given) }
    let file = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
    return file.deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("shared")
  }()

  static func has(_ path: String) -> Bool {
    ProcessInfo.processInfo.environment["CI"] != nil
      || FileManager.default.fileExists(atPath: directory.appendingPathComponent(path).path)
  }

  /// The rows of a table, by column name.
  static func table(_ path: String) throws -> [[String: String]] {
    let text = try String(contentsOf: directory.appendingPathComponent(path), encoding: .utf8)
    let lines = text.split(separator: "\n").map {
      $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    }
    guard let head = lines.first else { return [] }
    return lines.dropFirst().map { Dictionary(zip(head, $0), uniquingKeysWith: { first, _ in first }) }
  }
}
