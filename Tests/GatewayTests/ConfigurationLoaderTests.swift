import ArgumentParser
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

  @Test func initWritesOnceWhatCanBeRead() throws {
    let path = folder.appending(path: "new.yml").path
    try InitCommand.parse(["--output", path, "--domain", "beispiel.example"]).run()
    #expect(try ConfigurationLoader.read(path).settings.organisation.domains.first == "beispiel.example")
    let before = try Data(contentsOf: URL(filePath: path))
    #expect(throws: ExitCode.self) { try InitCommand.parse(["--output", path, "--domain", "other.example"]).run() }
    #expect(try Data(contentsOf: URL(filePath: path)) == before)
    let bad = folder.appending(path: "bad.yml").path
    #expect(throws: ExitCode.self) { try InitCommand.parse(["--output", bad, "--domain", "no domain"]).run() }
    #expect(!FileManager.default.fileExists(atPath: bad))
  }

  @Test func configCheckTellsWhatIsWrongFromWhatIsMissing() throws {
    let good = try write(Array("mode: shadow".utf8), "good.yml")
    let bad = try write(Array("mode: shadwo".utf8), "bad.yml")
    #expect(throws: Never.self) { try ConfigCommand.Check.parse([good]).run() }
    let error = #expect(throws: ExitCode.self) { try ConfigCommand.Check.parse([bad]).run() }
    #expect(error?.rawValue == 1)
  }

  @Test func notesWhatAConfigurationLacks() throws {
    #expect(ConfigurationNotes.of(.builtIn).count == 3)
    let path = try write(
      Array(
        """
        organisation: { domains: [beispiel.example] }
        consent: { store: "sqlite:absent.db" }
        relay: { url: "smtps://smtp.beispiel.example", user: a, password-file: absent }
        """.utf8))
    let notes = ConfigurationNotes.of(try ConfigurationLoader.read(path))
    #expect(notes.count == 2)
    #expect(notes.contains { $0.contains("absent.db") })
    #expect(notes.contains { $0.contains("relay.password-file") })
  }
}
