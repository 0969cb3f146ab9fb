import ArgumentParser
import Configuration
import Foundation
import Gateway
import Policy
import TestSupport
import Testing

@testable import Commands

@Suite struct InitCommandTests {
  @Test func initWritesOnceWhatCanBeRead() throws {
    try ScratchFolder.with { folder in
      let path = folder.path + "/new.yml"
      try InitCommand.parse(["--output", path, "--domain", "beispiel.example"]).run()
      #expect(try ConfigurationLoader.read(path).settings.organisation.domains.first == "beispiel.example")
      let before = try Data(contentsOf: URL(filePath: path))
      #expect(throws: ExitCode.self) { try InitCommand.parse(["--output", path, "--domain", "other.example"]).run() }
      #expect(try Data(contentsOf: URL(filePath: path)) == before)
      let bad = folder.path + "/bad.yml"
      #expect(throws: ExitCode.self) { try InitCommand.parse(["--output", bad, "--domain", "no domain"]).run() }
      #expect(!FileManager.default.fileExists(atPath: bad))
    }
  }
}
