import Configuration
import Foundation
import Policy
import Testing

@testable import Gateway

@Suite final class ConfigurationLoaderTests {
  private let folder: URL

  init() throws {
    let temporary = FileManager.default.temporaryDirectory.resolvingSymlinksInPath()
    folder = temporary.appending(path: "presend-loader-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder.appending(path: "a/b"), withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  private func write(_ octets: [UInt8], _ name: String = "presend.yml") throws -> String {
    let file = folder.appending(path: name)
    try Data(octets).write(to: file)
    return file.path
  }

  private func refusal(_ path: String) -> ConfigurationError? {
    #expect(throws: ConfigurationError.self) { try ConfigurationLoader.load(explicit: path, purpose: .check) }
  }

  @Test func readsTheNamedFile() throws {
    let path = try write(Array("mode: shadow".utf8), "other.yml")
    let (configuration, found) = try ConfigurationLoader.load(explicit: path, purpose: .submission)
    #expect(configuration.settings.mode == .shadow)
    #expect(found == path)
  }

  @Test func findsTheNearestFileAboveTheCheckedOne() throws {
    let path = try write(Array("mode: shadow".utf8))
    let mail = try write([], "a/b/mail.eml")
    #expect(try ConfigurationLoader.load(searchFrom: mail, purpose: .check).path == path)
    let nearer = try write(Array("mode: enforce".utf8), "a/presend.yml")
    #expect(try ConfigurationLoader.load(searchFrom: mail, purpose: .check).path == nearer)
    #expect(try ConfigurationLoader.load(searchFrom: mail, purpose: .submission).path != nearer)
  }

  @Test func saysWhyAFileCannotBeRead() throws {
    #expect(refusal(folder.appending(path: "absent.yml").path)?.problem == "No such file or directory")
    #expect(refusal(folder.path)?.problem == "Is a directory")
    #expect(refusal(try write([0x61, 0x3A, 0xFC]))?.problem == "not UTF-8")
    #expect(
      refusal(try write([UInt8](repeating: 0x23, count: YAMLReader.maximumOctets + 1)))?.problem.contains("larger")
        == true)
  }

  @Test func knowsTheRulesOfThePacks() throws {
    #expect(refusal(try write(Array("rules: { tracking/pixle: warn }".utf8)))?.mend.contains("tracking/pixel") == true)
    let path = try write(Array("rules: { tracking/pixel: warn }".utf8))
    #expect(try ConfigurationLoader.read(path).settings.rules["tracking/pixel"]?.action == .warn)
  }
}
