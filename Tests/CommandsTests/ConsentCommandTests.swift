import ArgumentParser
import Consent
import Foundation
import MailSyntax
import Policy
import Testing

@testable import Commands

@Suite final class ConsentCommandTests {
  private let folder: URL
  private var store: String { folder.appending(path: "consent.db").path }

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "presend-commands-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  /// The exit status of `presend consent …`.
  private func run(_ arguments: String..., on store: String? = nil) throws -> Int32 {
    do {
      var command = try ConsentCommand.parseAsRoot(arguments + ["--store", store ?? self.store])
      try command.run()
      return 0
    } catch let code as ExitCode {
      return code.rawValue
    } catch {
      return ConsentCommand.exitCode(for: error).rawValue
    }
  }

  private func state(_ address: String, _ purpose: Purpose) throws -> ConsentState {
    let address = try #require(AddrSpec(parsing: address))
    return SQLiteConsentStore(path: store).answers(for: [address]).state(of: address, for: purpose)
  }

  private func file(_ text: String) throws -> String {
    let file = folder.appending(path: "consent.csv")
    try Data(text.utf8).write(to: file)
    return file.path
  }

  @Test func grantsWhatIsNamedAndWithdrawsAll() throws {
    #expect(
      try run("grant", "anna@kunde.example", "--purpose", "mail", "--purpose", "tracking", "--basis", "form") == 0)
    #expect(try state("anna@kunde.example", .mail) == .granted)
    #expect(try state("anna@kunde.example", .storage) == .unknown)
    #expect(try run("withdraw", "anna@kunde.example") == 0)
    for purpose in Purpose.allCases { #expect(try state("anna@kunde.example", purpose) == .withdrawn) }
    #expect(try run("deny", "bernd@kunde.example", "--purpose", "tracking") == 0)
    #expect(try state("bernd@kunde.example", .tracking) == .denied)
    #expect(try run("show", "anna@kunde.example", "nobody@kunde.example") == 0)
    #expect(try run("export") == 0)
  }

  @Test func aGrantNeedsPurposeAndBasis() throws {
    #expect(try run("grant", "anna@kunde.example", "--basis", "form") == 64)
    #expect(try run("grant", "anna@kunde.example", "--purpose", "mail") == 1)
    #expect(try run("grant", "anna@kunde.example", "--purpose", "everything", "--basis", "form") == 64)
    #expect(try run("grant", "anna", "--purpose", "mail", "--basis", "form") == 1)
    #expect(try run("grant", "anna@kunde.example", "--purpose", "mail", "--basis", "form", "--at", "today") == 1)
    for purpose in Purpose.allCases { #expect(try state("anna@kunde.example", purpose) == .unknown) }
  }

  @Test func oneBadAddressStopsAll() throws {
    #expect(try run("deny", "anna@kunde.example", "not an address") == 1)
    #expect(!FileManager.default.fileExists(atPath: store))
  }

  @Test func importsAllOrNothing() throws {
    let header = "address,purpose,state,at,basis\n"
    let good = "anna@kunde.example,mail,granted,2026-01-01T00:00:00Z,form\n"
    #expect(try run("import", try file(header + good + "bernd@kunde.example,mail,granted,yesterday,form\n")) == 1)
    #expect(!FileManager.default.fileExists(atPath: store))
    #expect(try run("import", try file(header + good)) == 0)
    #expect(try state("anna@kunde.example", .mail) == .granted)
    #expect(try run("import", folder.appending(path: "absent.csv").path) == 2)
  }

  @Test func aStoreThatCannotBeUsedIsStatus2() throws {
    #expect(try run("show", "anna@kunde.example", on: folder.appending(path: "absent.db").path) == 2)
    #expect(try run("export", on: folder.path) == 2)
    #expect(try run("deny", "anna@kunde.example", on: folder.appending(path: "no/folder.db").path) == 2)
  }

  @Test func withoutAStoreTheCommandSaysWhere() throws {
    let configuration = folder.appending(path: "presend.yml")
    try Data("mode: shadow\n".utf8).write(to: configuration)
    let options = try ConsentStoreOptions.parse(["--config", configuration.path])
    let error = #expect(throws: ConsentError.self) { try options.path() }
    #expect(error?.description.contains(configuration.path) == true)
    try Data("consent: { store: \"sqlite:c.db\" }\n".utf8).write(to: configuration)
    #expect(try options.path() == folder.appending(path: "c.db").path)
    #expect(try ConsentStoreOptions.parse(["--store", "x.db"]).path() == "x.db")
  }

  @Test func whatOthersWroteDoesNotReachTheTerminalRaw() throws {
    let address = try #require(AddrSpec(parsing: "anna@kunde.example"))
    let event = ConsentEvent(
      address: address, purpose: .mail, state: .granted, at: UTCTime(milliseconds: 0), basis: "form",
      note: "\u{1B}[2J\nforged\u{202E}")
    let text = ConsentShowCommand.text(of: address, history: [event])
    #expect(text.contains("  mail        granted since 1970-01-01T00:00:00Z"))
    #expect(text.contains("  tracking    unknown, which means no"))
    #expect(text.last?.hasSuffix("note: \\u{1b}[2J\\u{a}forged\\u{202e}") == true)
  }
}
