import Foundation

/// The reference data that lies beside the project; tests that need it are skipped where it is missing, never under CI.
enum SharedData {
  static let directory: URL = {
    if let given = ProcessInfo.processInfo.environment["PRESEND_SHARED"] { return URL(fileURLWithPath: given) }
    let file = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
    return file.deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("shared")
  }()

  /// Whether a test that reads a folder of it is to run.
  static func has(_ path: String) -> Bool {
    ProcessInfo.processInfo.environment["CI"] != nil
      || FileManager.default.fileExists(atPath: directory.appendingPathComponent(path).path)
  }

  /// All files below a folder, in order of their paths.
  static func files(below path: String) -> [URL] {
    let root = directory.appendingPathComponent("data").appendingPathComponent(path)
    guard let names = FileManager.default.enumerator(at: root, includingPropertiesForKeys: [.isRegularFileKey]) else {
      return []
    }
    return names.compactMap { $0 as? URL }
      .filter { (try? $0.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile) == true }
      .sorted { $0.path < $1.path }
  }

  static func octets(_ url: URL) -> [UInt8] { (try? Data(contentsOf: url)).map { [UInt8]($0) } ?? [] }
}
