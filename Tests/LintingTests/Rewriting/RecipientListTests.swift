import MailSyntax
import Testing

@testable import Linting

@Suite struct RecipientListTests {
  private func keys(_ text: String, envelope: Envelope? = nil) -> [String] {
    RecipientList.recipients(of: MessageSamples.message(text), envelope: envelope).map(\.comparisonKey)
  }

  @Test func `the envelope alone counts, without duplicates by case`() {
    let envelope = Envelope(
      reversePath: nil, recipients: ["a@x.test", "B@X.test", "A@x.TEST"].map(MessageSamples.address))
    #expect(keys("To: z@x.test\n\n", envelope: envelope) == ["a@x.test", "b@x.test"])
  }

  @Test func `without an envelope all destination fields count, groups flattened`() {
    let text = "To: a@x.test, b@x.test\nTo: c@x.test\nCc: G: d@x.test, A@X.test;\nBcc: e@x.test\n\n"
    #expect(keys(text) == ["a@x.test", "b@x.test", "c@x.test", "d@x.test", "e@x.test"])
  }

  @Test func `resent fields replace the others`() {
    #expect(keys("Resent-To: r@x.test\nResent-Bcc: s@x.test\nTo: a@x.test\n\n") == ["r@x.test", "s@x.test"])
  }

  @Test func `nobody is a possible answer`() {
    #expect(keys("To: undisclosed-recipients:;\n\n").isEmpty)
  }
}
