import Foundation
import Linting
import MailSyntax
import Policy
import Testing

@testable import Gateway

struct RepeatMemoryTests {
  private static let rule: RuleID = "recipients/open-list"

  private func judgement(_ severity: Severity) -> Judgement {
    Judgement(
      mailClass: ClassDecision(mailClass: .personal, evidence: ["test"]),
      findings: [
        Finding(
          rule: Self.rule, severity: severity, action: .rewrite, place: Place(part: "1", octets: 0..<1), message: "",
          evidence: "")
      ], verdict: .reject)
  }

  /// A folder that does not exist yet; it is removed afterwards.
  private func withFolder(_ body: (String) -> Void) {
    let folder = FileManager.default.temporaryDirectory.appending(path: "presend-repeats-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    body(folder.path)
  }

  private func memory(_ addresses: String?..., folder: String, windows: [RuleID: Int] = [rule: 86_400]) -> RepeatMemory
  {
    RepeatMemory(
      addresses.map { SenderMemory(of: $0.flatMap { AddrSpec(parsing: $0) }, directory: folder) }, windows: windows)
  }

  @Test("Findings within the window count, by sender; notes and older ones do not")
  func counts() {
    withFolder { folder in
      let anna = memory("anna@x.test", folder: folder)
      let bert = memory("bert@x.test", folder: folder)
      #expect(anna.recentFindings(at: 1_000_000).isEmpty)
      anna.record(judgement(.error), at: 1_000_000)
      anna.record(judgement(.note), at: 1_000_001)
      anna.record(judgement(.warning), at: 1_000_002)
      #expect(anna.recentFindings(at: 1_000_003) == [Self.rule: [3, 1]])
      #expect(anna.recentFindings(at: 1_000_001 + 86_400) == [Self.rule: [86_399]])
      #expect(bert.recentFindings(at: 1_000_003).isEmpty)
    }
  }

  @Test("Another reverse-path does not make the author forgotten, nor the other way round")
  func twoSenders() {
    withFolder { folder in
      memory("bounce-1@x.test", "anna@x.test", folder: folder).record(judgement(.error), at: 1_000)
      #expect(memory("bounce-2@x.test", "anna@x.test", folder: folder).recentFindings(at: 1_001) == [Self.rule: [1]])
      #expect(memory("bounce-1@x.test", "bert@x.test", folder: folder).recentFindings(at: 1_001) == [Self.rule: [1]])
      #expect(memory(nil, "anna@x.test", folder: folder).recentFindings(at: 1_001) == [Self.rule: [1]])
      #expect(memory("bounce-2@x.test", "bert@x.test", folder: folder).recentFindings(at: 1_001).isEmpty)
    }
  }

  @Test("Nobody's mail and rules that do not escalate leave no trace")
  func nothing() {
    withFolder { folder in
      memory(nil, folder: folder).record(judgement(.error), at: 1)
      memory("a@x.test", folder: folder, windows: [:]).record(judgement(.error), at: 1)
      #expect(!FileManager.default.fileExists(atPath: folder))
    }
  }
}
