import ArgumentParser
import Configuration
import Gateway
import TestSupport
import Testing

@testable import Commands

@Suite struct ConfigCommandTests {
  @Test func configCheckTellsWhatIsWrongFromWhatIsMissing() throws {
    try ScratchFolder.with { folder in
      let good = try folder.write("good.yml", "mode: shadow")
      let bad = try folder.write("bad.yml", "mode: shadwo")
      #expect(throws: Never.self) { try ConfigCommand.Check.parse([good]).run() }
      let error = #expect(throws: ExitCode.self) { try ConfigCommand.Check.parse([bad]).run() }
      #expect(error?.rawValue == 1)
    }
  }

  @Test func notesWhatAConfigurationLacks() throws {
    try ScratchFolder.with { folder in
      #expect(ConfigurationNotes.of(.builtIn).count == 3)
      let path = try folder.write(
        "presend.yml",
          """
          organisation: { domains: [beispiel.example] }
          consent: { store: "sqlite:absent.db" }
          relay: { url: "smtps://smtp.beispiel.example", user: a, password-file: absent }
          """)
      let notes = ConfigurationNotes.of(try ConfigurationLoader.read(path))
      #expect(notes.count == 2)
      #expect(notes.contains { $0.contains("absent.db") })
      #expect(notes.contains { $0.contains("relay.password-file") })
    }
  }
}
