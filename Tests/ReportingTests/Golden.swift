import Foundation
import TestSupport
import Testing

/// Compares reports with the files of Fixtures/reports.
///
/// With PRESEND_UPDATE_GOLDEN set, the files are written anew instead, and the test fails so that nobody takes that for
/// a pass. CI never sets it.
enum Golden {
  static func expect(
    _ text: String, is name: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let file = folder.appendingPathComponent(name)
    if ProcessInfo.processInfo.environment["PRESEND_UPDATE_GOLDEN"] != nil {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
      Issue.record("rewrote \(name)", sourceLocation: sourceLocation)
      return
    }
    let expected = try String(decoding: Data(contentsOf: file), as: UTF8.self)
    #expect(text == expected, "\(name) differs", sourceLocation: sourceLocation)
  }

  private static let folder = PackageFolder.fixtures.appending(path: "reports")
}
