package import Foundation

/// The folders of the package, found from this file.
package enum PackageFolder {
  package static let root = URL(filePath: #filePath).resolvingSymlinksInPath()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
  package static let rules = root.appending(path: "rules")
  package static let fixtures = root.appending(path: "Fixtures")

  /// - Parameter path: from the root on, as all here.
  package static func octets(_ path: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: root.appending(path: path)))
  }

  /// The paths of what a folder holds, sorted; none where there is no such folder.
  package static func files(in folder: String) -> [String] {
    let names = try? FileManager.default.contentsOfDirectory(atPath: root.appending(path: folder).path)
    return (names ?? []).sorted().map { "\(folder)/\($0)" }
  }
}
