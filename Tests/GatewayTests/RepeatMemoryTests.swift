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

  @Test("Findings of a day count, by sender; notes and older ones do not")
  func counts() {
    withFolder { folder in
      let anna = RepeatMemory(SenderMemory(of: AddrSpec(parsing: "anna@x.test"), directory: folder), rules: [Self.rule])
      let bert = RepeatMemory(SenderMemory(of: AddrSpec(parsing: "bert@x.test"), directory: folder), rules: [Self.rule])
      #expect(anna.recentFindings(at: 1_000_000)[Self.rule, default: 0] == 0)
      anna.record(judgement(.error), at: 1_000_000)
      anna.record(judgement(.note), at: 1_000_001)
      anna.record(judgement(.warning), at: 1_000_002)
      #expect(anna.recentFindings(at: 1_000_003) == [Self.rule: 2])
      #expect(anna.recentFindings(at: 1_000_001 + SenderMemory.spanSeconds) == [Self.rule: 1])
      #expect(bert.recentFindings(at: 1_000_003).isEmpty)
    }
  }

  @Test("Nobody's mail and rules that do not escalate leave no trace")
  func nothing() {
    withFolder { folder in
      RepeatMemory(SenderMemory(of: nil, directory: folder), rules: [Self.rule]).record(judgement(.error), at: 1)
      RepeatMemory(SenderMemory(of: AddrSpec(parsing: "a@x.test"), directory: folder), rules: []).record(judgement(.error), at: 1)
      #expect(!FileManager.default.fileExists(atPath: folder))
    }
  }
}
