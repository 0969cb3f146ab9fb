import Foundation
import Linting
import MailContent
import MailSyntax
import Policy
import Testing

@testable import Gateway

struct FirstContactMemoryTests {
  private func judgement(_ mailClass: MailClass) -> Judgement {
    Judgement(mailClass: ClassDecision(mailClass: mailClass, evidence: ["test"]), findings: [], verdict: .reject)
  }
  private let reading = Reading(template: Array("Guten Tag, wir stellen uns vor.".utf8), format: .plain)

  @Test("First contacts of a day are remembered, by sender, without their text; other mail is not")
  func remembers() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "presend-contacts-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    func memory(_ sender: String) -> FirstContactMemory {
      FirstContactMemory(SenderMemory(of: AddrSpec(parsing: sender), directory: folder))
    }
    #expect(memory("a@x.test").sketches(at: 100).0.isEmpty)
    memory("a@x.test").record(judgement(.personal), reading, at: 100)
    #expect(!FileManager.default.fileExists(atPath: folder))
    memory("a@x.test").record(judgement(.firstContact), reading, at: 100)
    memory("a@x.test").record(judgement(.firstContact), reading, at: 200)
    let (sketches, key) = memory("a@x.test").sketches(at: 300)
    #expect(sketches.count == 2 && sketches[0].resembles(TextSketch(of: reading, key: key)))
    #expect(memory("a@x.test").sketches(at: 150 + SenderMemory.spanSeconds).0.count == 1)
    #expect(memory("b@x.test").sketches(at: 300).0.isEmpty)
    for file in try FileManager.default.contentsOfDirectory(atPath: folder) where file != "key" {
      let text = try String(contentsOfFile: folder + "/" + file, encoding: .utf8)
      #expect(!text.contains("stellen") && !file.contains("a@x.test"))
    }
  }
}
