import Configuration
import MailSyntax
import Policy
import Testing

@testable import Linting

/// Row 0.16 of the requirements: policies of single senders and of groups, for thousands of people.
@Suite struct PolicyRequirementTests {
  private static let senders = 5_000

  /// The action of recipients/open-list for a sender with this address.
  private func action(from author: String, envelope: String? = nil, in settings: Settings) -> Action? {
    let message = Samples.message(from: author, to: "anna@kunde.test, bert@firma.test")
    let envelope = envelope.map {
      Envelope(reversePath: AddrSpec(parsing: $0), recipients: [AddrSpec(parsing: "anna@kunde.test")!])
    }
    let policies = SenderPolicyMatch.all(in: settings.perSender, for: message, envelope: envelope)
    return settings.overlaid(with: policies.map(\.rules)).rules["recipients/open-list"]?.action
  }

  @Test func `0.16 each of thousands of senders has a policy, and so have their groups`() throws {
    var lines = ["rules: { recipients/open-list: rewrite }", "per-sender:"]
    lines.append("  - { name: sales, from: [\"*@sales.beispiel.test\"], rules: { recipients/open-list: hold } }")
    lines += (1...Self.senders).map {
      "  - { name: p\($0), from: [p\($0)@sales.beispiel.test], rules: { recipients/open-list: \($0.isMultiple(of: 2) ? "warn" : "reject") } }"
    }
    let settings = try Configuration.read(yaml: lines.joined(separator: "\n"), file: "presend.yml", rules: .any)
      .settings
    #expect(settings.perSender.count == Self.senders + 1)
    for number in [1, 2, 2_499, 2_500, 4_999, 5_000] {
      let address = "P\(number)@Sales.beispiel.test"
      let expected: Action = number.isMultiple(of: 2) ? .warn : .reject
      #expect(action(from: address, in: settings) == expected)
      #expect(action(from: "tool@beispiel.test", envelope: address, in: settings) == expected)
    }
    #expect(action(from: "neu@sales.beispiel.test", in: settings) == .hold)
    #expect(action(from: "p1@beispiel.test", in: settings) == .rewrite)
    #expect(action(from: "p1@sales.beispiel.test.fremd.test", in: settings) == .rewrite)
  }

  @Test func `a sender without policies costs nothing`() {
    #expect(SenderPolicyMatch.all(in: [], for: Samples.message(to: "anna@kunde.test"), envelope: nil).isEmpty)
  }
}
