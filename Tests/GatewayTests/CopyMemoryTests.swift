import Foundation
import Linting
import MailContent
import MailSyntax
import Testing

@testable import Gateway

struct CopyMemoryTests {
  private func withFolder(_ body: (String) throws -> Void) rethrows {
    let folder = FileManager.default.temporaryDirectory.appending(path: "presend-copies-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder.path)
  }

  private func message(_ pixel: String, subject: String = "Mai") -> Message {
    let html = "<img src=\"https://bild.test/mai.png\" width=600><img src=\"\(pixel)\" width=300>"
    return Message.parse(
      Array("From: a@b.test\r\nSubject: \(subject)\r\nContent-Type: text/html\r\n\r\n\(html)".utf8))
  }

  private func comparisons(
    _ memory: CopyMemory, _ message: Message, _ recipient: String, at now: Int
  ) -> [String: CopyComparison] {
    memory.comparisons(
      for: message, reading: Reading(of: message), recipients: [AddrSpec(parsing: recipient)!], at: now)
  }

  private var now: Int { Int(Date().timeIntervalSince1970) }

  @Test func rememberedAcrossRuns() {
    withFolder { folder in
      let first = comparisons(CopyMemory(directory: folder), message("https://t.test/p/1"), "anna@x.test", at: now)
      #expect(first.isEmpty)
      let second = comparisons(CopyMemory(directory: folder), message("https://t.test/p/2"), "bert@x.test", at: now)
      #expect(second["https://t.test/p/2"] == .differs(recipients: 2))
      #expect(second["https://bild.test/mai.png"] == .shared(recipients: 2))
      let other = comparisons(
        CopyMemory(directory: folder), message("https://t.test/p/3", subject: "Juni"), "bert@x.test", at: now)
      #expect(other.isEmpty)
    }
  }

  @Test func forgottenAfterADay() {
    withFolder { folder in
      _ = comparisons(CopyMemory(directory: folder), message("https://t.test/p/1"), "anna@x.test", at: now)
      let later = comparisons(
        CopyMemory(directory: folder), message("https://t.test/p/2"), "bert@x.test",
        at: now + 2 * CopyMemory.spanSeconds)
      #expect(later.isEmpty)
    }
  }

  @Test func holdsNoAddressAndNoURL() throws {
    try withFolder { folder in
      _ = comparisons(CopyMemory(directory: folder), message("https://t.test/p/1"), "anna@x.test", at: now)
      let names = try FileManager.default.contentsOfDirectory(atPath: folder)
      #expect(names.count == 2 && names.contains("key"))
      for name in names {
        let octets = try Data(contentsOf: URL(filePath: folder + "/" + name))
        for word in ["anna", "t.test", "bild"] { #expect(octets.range(of: Data(word.utf8)) == nil) }
      }
    }
  }

  @Test(arguments: [0, 1, 7, 8, 9, 100]) func damagedFilesAreUnknown(_ octets: Int) throws {
    try withFolder { folder in
      _ = comparisons(CopyMemory(directory: folder), message("https://t.test/p/1"), "anna@x.test", at: now)
      let name = try #require(try FileManager.default.contentsOfDirectory(atPath: folder).first { $0 != "key" })
      try Data(repeating: 0xFF, count: octets).write(to: URL(filePath: folder + "/" + name))
      #expect(comparisons(CopyMemory(directory: folder), message("https://t.test/p/2"), "bert@x.test", at: now).isEmpty)
    }
  }

  @Test func mailThatFetchesNothingIsNotRemembered() {
    withFolder { folder in
      let plain = Message.parse(Array("From: a@b.test\r\n\r\nHallo".utf8))
      #expect(comparisons(CopyMemory(directory: folder), plain, "anna@x.test", at: now).isEmpty)
      #expect(!FileManager.default.fileExists(atPath: folder))
    }
  }
}
