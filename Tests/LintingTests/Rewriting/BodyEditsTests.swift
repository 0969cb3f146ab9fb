import MailContent
import MailSyntax
import Testing

@testable import Linting

@Suite struct BodyEditsTests {
  @Test(
    arguments: [
      ([3..<5, 1..<4], [1..<5]), ([1..<2, 2..<3], [1..<3]), ([5..<6, 1..<2], [1..<2, 5..<6]),
      ([1..<9, 2..<3], [1..<9]), ([], []),
    ] as [([Range<Int>], [Range<Int>])])
  func `ranges are united`(ranges: [Range<Int>], expected: [Range<Int>]) {
    #expect(BodyEdits.union(ranges) == expected)
  }

  @Test func `markup in the sentence is shown, not obeyed`() {
    #expect(BodyEdits.paragraph("A & B <script>\"") == "<p>A &amp; B &lt;script&gt;&quot;</p>")
  }

  @Test func `the sentence goes into every own text`() throws {
    let message = MessageSamples.message(
      """
      From: a@b.test
      Content-Type: multipart/alternative; boundary=x

      --x
      Content-Type: text/plain

      Hallo
      --x
      Content-Type: text/html

      <html><body><p>Hallo</p></body></html>
      --x--
      """)
    let edits = try BodyEdits(message: message)
      .edits(
        removing: [:], appending: "Weil Sie Kunde sind.", to: Set(BodyEdits.ownTextParts(of: Reading(of: message)))
      ).get()
    let text = MessageSamples.text(message.applying(edits))
    #expect(text.contains("Hallo\n\nWeil Sie Kunde sind.\n--x"))
    #expect(text.contains("<p>Hallo</p><p>Weil Sie Kunde sind.</p></body>"))
  }

  @Test func `added lines end as the message's lines do`() throws {
    let message = MessageSamples.crlf("From: a@b.test\n\nHallo\n")
    let edits = try BodyEdits(message: message)
      .edits(
        removing: [:], appending: "Weil Sie Kunde sind.", to: Set(BodyEdits.ownTextParts(of: Reading(of: message)))
      ).get()
    #expect(
      MessageSamples.text(message.applying(edits)) == "From: a@b.test\r\n\r\nHallo\r\n\r\nWeil Sie Kunde sind.\r\n")
  }

  @Test func `a removal and an addition share a part that is encoded as a whole`() throws {
    let html = "<html><body><p>Hallo</p><img src=\"x\"></body></html>"
    let encoded = MessageSamples.text(Base64.encode(Array(html.utf8), lineLength: 40))
    let message = MessageSamples.message(
      "From: a@b.test\nContent-Type: text/html\nContent-Transfer-Encoding: base64\n\n\(encoded)\n")
    let edits = try BodyEdits(message: message)
      .edits(removing: [0: [24..<37]], appending: "Grund", to: [0]).get()
    let after = Message.parse(message.applying(edits))
    #expect(
      MessageSamples.text(after.decodedText(of: after.parts[0])) == "<html><body><p>Hallo</p><p>Grund</p></body></html>"
    )
  }
}
