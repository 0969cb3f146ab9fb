import MailSyntax
import Policy
import Testing

@testable import Linting

struct ToleranceTests {
  private func finding(_ rule: RuleID, part: String, _ evidence: String, _ action: Action, at start: Int = 0) -> Finding {
    Finding(
      rule: rule, severity: .warning, action: action, place: Place(part: part, octets: start..<start + 4), message: "",
      evidence: evidence)
  }

  @Test func `what is warned of may stand, wherever edits have moved it`() {
    let tolerance = Tolerance([finding("tracking/pixel", part: "1", "<img>", .warn)])
    #expect(tolerance.covers(finding("tracking/pixel", part: "1", "<img>", .rewrite, at: 90)))
  }

  @Test func `another finding of its rule may not`() {
    let tolerance = Tolerance([finding("recipients/hidden-list", part: "1", "To: anna", .warn)])
    #expect(!tolerance.covers(finding("recipients/hidden-list", part: "2", "To: anna", .hold)))
    #expect(!tolerance.covers(finding("recipients/hidden-list", part: "1", "ATTENDEE", .hold)))
    #expect(!tolerance.covers(finding("recipients/open-list", part: "1", "To: anna", .rewrite)))
  }

  @Test func `what has to be mended may not, though the same is warned of once more`() {
    let tolerance = Tolerance([
      finding("tracking/pixel", part: "1", "<img>", .warn), finding("tracking/pixel", part: "1", "<img>", .rewrite),
    ])
    #expect(!tolerance.covers(finding("tracking/pixel", part: "1", "<img>", .rewrite)))
  }
}
