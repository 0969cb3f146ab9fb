import Foundation
import TestSupport
import Testing

@testable import Configuration

@Suite struct ConfigurationTableTests {
  /// The reference in the README names every key of the table, and explains no key that is gone.
  @Test func theREADMEHasExactlyTheseKeys() throws {
    let readme = try String(contentsOf: PackageFolder.root.appending(path: "README.md"), encoding: .utf8)
    let section = try #require(readme.components(separatedBy: "\n## Configuration").dropFirst().first)
    let rows = section.components(separatedBy: "\n## ")[0].split(separator: "\n").filter { $0.hasPrefix("| `") }
    let documented = rows.flatMap { row in
      row.split(separator: "|")[0].split(separator: "`").filter { $0.contains { $0.isLetter } }.map(String.init)
    }
    let freeForms: Set = ["rules.<id>", "rules.<id>.<number>", "rules.<id>.<class>"]
    let rules = ConfigurationKey.rule.map { "rules.<id>.\($0.name)" }
    #expect(Set(documented) == Set(paths(ConfigurationKey.root, below: "") + rules).union(freeForms))
  }

  /// Keys that hold values, with the keys they stand below; lists of mappings count as values.
  private func paths(_ keys: [ConfigurationKey], below prefix: String) -> [String] {
    keys.flatMap { key -> [String] in
      switch key.shape {
      case .mapping(let inner): paths(inner, below: "\(prefix)\(key.name).")
      case .rules: []
      default: [prefix + key.name]
      }
    }
  }
}
