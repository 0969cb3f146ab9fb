import Configuration
import Linting
import MailQueue
import MailSyntax
import Policy
import Testing

@testable import Gateway

/// What the record says beside the verdict, each only where there is something to say.
@Suite struct DecisionTests {
  private static let decision = Decision(
    configuration: .builtIn, host: Host(name: "host.test"), door: "smtp", arrival: 1_000_000)

  private static func text(_ decision: Decision, dropped: [[String]]) -> String {
    let address = AddrSpec(parsing: "anna@kunde.test")!
    let variants = dropped.map {
      Variant(recipients: [address], edits: [], isRewritten: true, droppedSignatures: $0)
    }
    return decision.text(
      Judgement(
        mailClass: ClassDecision(mailClass: .personal, evidence: ["test"]), findings: [], verdict: .accept(variants)),
      envelope: Envelope(reversePath: nil, recipients: [address]), outcome: .queued)
  }

  @Test func `signatures that were taken out are on record, each domain once`() {
    let text = Self.text(Self.decision, dropped: [["b.test", "a.test"], ["b.test"], []])
    #expect(text.contains(#""signaturesDropped":["a.test","b.test"]"#), "\(text)")
    #expect(text.contains(#""verdict":"rewrite""#) && text.contains(#""variants":3"#), "\(text)")
  }

  @Test func `what did not happen is not on record`() {
    let text = Self.text(Self.decision, dropped: [[]])
    for key in ["signaturesDropped", "failOpen", "duplicateRecipients", "overridden", "overrideReason"] {
      #expect(!text.contains(key), "\(text)")
    }
  }

  @Test func `what could not be asked, copies and reasons are on record`() {
    var decision = Self.decision
    decision.failOpen = ["consent"]
    decision.duplicateRecipients = 2
    decision.overrideReason = String(repeating: "x", count: Decision.maximumReason + 1)
    decision.overridden = ["recipients/open-list"]
    let text = Self.text(decision, dropped: [[]])
    #expect(text.contains(#""failOpen":["consent"]"#) && text.contains(#""duplicateRecipients":2"#), "\(text)")
    #expect(text.contains(#""overridden":["recipients/open-list"]"#), "\(text)")
    #expect(text.contains(#""overrideReason":""# + String(repeating: "x", count: Decision.maximumReason) + "\""))
  }
}
