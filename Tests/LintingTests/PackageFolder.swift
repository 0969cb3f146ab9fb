import Foundation

/// Folders of the package, found from this file.
enum PackageFolder {
  static let root = URL(filePath: #filePath).resolvingSymlinksInPath()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
  static let rules = root.appending(path: "rules")
  static let ruleFixtures = root.appending(path: "Fixtures/rules")
}
