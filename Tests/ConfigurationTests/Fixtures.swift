import Configuration
import Foundation
import TestSupport
import Testing

/// The files of Fixtures/configs, each with what is expected of it beside.
enum Fixtures {
  /// Names without extension, sorted.
  static func names(in folder: String) -> [String] {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: path(folder))) ?? []
    return files.filter { $0.hasSuffix(".yml") }.map { String($0.dropLast(4)) }.sorted()
  }

  static func text(_ folder: String, _ file: String) throws -> String {
    String(decoding: try Data(contentsOf: URL(filePath: path(folder)).appending(path: file)), as: UTF8.self)
  }

  /// Compares with the `.expected` file; with PRESEND_UPDATE_GOLDEN in the environment, which CI never sets, writes
  /// it.
  static func expect(_ actual: String, _ folder: String, _ name: String) throws {
    let file = URL(filePath: path(folder)).appending(path: "\(name).expected")
    let environment = ProcessInfo.processInfo.environment
    if environment["PRESEND_UPDATE_GOLDEN"] != nil, environment["CI"] == nil {
      try Data(actual.utf8).write(to: file)
    }
    #expect(actual == String(decoding: try Data(contentsOf: file), as: UTF8.self))
  }

  private static func path(_ folder: String) -> String {
    PackageFolder.fixtures.appending(path: "configs/\(folder)").path
  }

  /// presend's own rules, so that the fixtures can be tried with the program too.
  static let rules = KnownRules(
    ["reason", "recipients", "tracking", "unsubscribe"].flatMap { group in
      let file = PackageFolder.rules.appending(path: "\(group).yml")
      // A pack that cannot be read has tests of its own; here every fixture that names its rules would fail.
      return (try? RulePackReader.read(yaml: String(contentsOf: file, encoding: .utf8), file: file.path)) ?? []
    })
}
