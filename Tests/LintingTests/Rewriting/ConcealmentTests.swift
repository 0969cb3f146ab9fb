import MailSyntax
import Testing

@testable import Linting

@Suite struct ConcealmentTests {
  private let internals = InternalDomains(["beispiel.test"])

  private func rewritten(_ message: Message, _ view: DestinationView) -> String {
    MessageSamples.text(message.applying(Concealment(message).edits(for: view, isInternal: internals.contain)))
  }

  private let circular = """
    From: chef@beispiel.test
    To: Anna <anna@kunde.test>, bert@firma.test,
     eva@beispiel.test
    Subject: x
    Cc: =?UTF-8?Q?Zo=C3=AB?= <zoe@kunde.test>,
     "Fritz, F." <fritz@beispiel.test>
    Resent-Cc: dora@verein.test

    body
    """

  @Test(arguments: [
    (DestinationView.asWritten, nil),
    (.undisclosed, "From: chef@beispiel.test\nTo: undisclosed-recipients:;\nSubject: x\n\nbody"),
    (.own("anna@kunde.test"), "From: chef@beispiel.test\nTo: Anna <anna@kunde.test>\nSubject: x\n\nbody"),
    (.own("zoe@kunde.test"), "From: chef@beispiel.test\nTo: =?UTF-8?Q?Zo=C3=AB?= <zoe@kunde.test>\nSubject: x\n\nbody"),
    (
      .internals,
      "From: chef@beispiel.test\nTo: eva@beispiel.test\nSubject: x\nCc: \"Fritz, F.\" <fritz@beispiel.test>\n\nbody"
    ),
  ])
  func `shows each what is theirs`(view: DestinationView, expected: String?) {
    #expect(rewritten(MessageSamples.message(circular), view) == expected ?? circular)
  }

  @Test func `keeps CRLF`() {
    let message = MessageSamples.crlf("To: a@x.test,\n b@x.test\nSubject: y\n\nz")
    #expect(rewritten(message, .undisclosed) == "To: undisclosed-recipients:;\r\nSubject: y\r\n\r\nz")
  }

  @Test func `without To, the first of the others becomes one`() {
    let message = MessageSamples.message("Cc: a@x.test\nCc: b@x.test\nSubject: y\n\nz")
    #expect(rewritten(message, .undisclosed) == "To: undisclosed-recipients:;\nSubject: y\n\nz")
    #expect(rewritten(message, .own("b@x.test")) == "To: b@x.test\nSubject: y\n\nz")
  }

  @Test func `without any, To is added`() {
    let message = MessageSamples.message("Subject: y\n\nz")
    #expect(rewritten(message, .undisclosed) == "To: undisclosed-recipients:;\nSubject: y\n\nz")
  }

  @Test func `every To but the first goes`() {
    let message = MessageSamples.message("To: a@x.test\nSubject: y\nTO : b@x.test\n\nz")
    #expect(rewritten(message, .undisclosed) == "To: undisclosed-recipients:;\nSubject: y\n\nz")
  }

  @Test func `colleagues see no external mailbox, even where nobody else is left`() {
    let message = MessageSamples.message("To: a@x.test, b@x.test\nCc: c@x.test\n\nz")
    #expect(rewritten(message, .internals) == "To: undisclosed-recipients:;\n\nz")
    let copyOnly = MessageSamples.message("Cc: c@x.test, d@x.test\nSubject: y\n\nz")
    #expect(rewritten(copyOnly, .internals) == "To: undisclosed-recipients:;\nSubject: y\n\nz")
  }

  @Test func `a field of colleagues only stays as written`() {
    let message = MessageSamples.message("To: eva@beispiel.test,fritz@beispiel.test\nCc: c@x.test\n\nz")
    #expect(rewritten(message, .internals) == "To: eva@beispiel.test,fritz@beispiel.test\n\nz")
  }

  @Test func `fields that stand twice become one`() {
    let message = MessageSamples.message(
      "To: a@x.test, eva@beispiel.test\nSubject: y\nto: b@x.test, Fritz <fritz@beispiel.test>\n\nz")
    #expect(rewritten(message, .internals) == "To: eva@beispiel.test, Fritz <fritz@beispiel.test>\nSubject: y\n\nz")
  }

  @Test func `many colleagues are folded`() {
    let names = (0..<20).map { "kollege.nummer.\($0)@beispiel.test" }
    let message = MessageSamples.crlf("To: \(names.joined(separator: ", ")), a@x.test\n\nz")
    let text = rewritten(message, .internals)
    #expect(text.utf8.split(separator: 0x0A).allSatisfy { $0.count <= 79 })
    let read = Message.parse(Array(text.utf8))
    #expect(read.mailboxes(in: read.fields(named: .to)[0]).count == 20)
  }
}
