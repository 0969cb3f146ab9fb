import Linting
import Policy
import Reporting
import Testing

@testable import Commands

struct SketchReadingTests {
  private func sketch(_ text: String, _ kind: CheckResult.Kind, path: String = "a.html") -> Sketch {
    let judgement = Judgement(
      mailClass: ClassDecision(mailClass: .personal, evidence: ["x"]), findings: [], verdict: .accept([]))
    return Sketch(of: CheckResult(path: path, kind: kind, octets: Array(text.utf8), judgement: judgement))
  }

  @Test("A template is drawn as its reader sees it")
  func template() {
    let blocks = sketch(
      """
      <h1>Hello you</h1><img src="https://x.example/a.png" width="600" height="200">
      <p><a href="https://x.example/">Read on</a></p><p style="display:none">unseen</p>
      <img src="https://x.example/open" width="1" height="1">
      """, .template
    ).blocks
    #expect(
      blocks.map(\.shape) == [
        .text(characters: 8), .picture(width: 600, height: 200), .link(characters: 6), .unseen,
      ])
  }

  @Test("Text stays text")
  func plain() {
    #expect(sketch("Hello\n\n<b>x</b>\n", .template, path: "a.txt").blocks.map(\.shape) == [
      .text(characters: 5), .text(characters: 8),
    ])
  }

  @Test("A message begins with the fields that clients show, and its places are those of the message")
  func message() throws {
    let text = """
      Received: x
      From: a@b.example
      Subject: Hi there
      MIME-Version: 1.0
      Content-Type: text/html; charset=utf-8
      Content-Transfer-Encoding: quoted-printable

      <p>Gr=C3=BC=C3=9Fe</p>
      """
    let blocks = sketch(text, .message).blocks
    guard blocks.count == 3, case .field("From", _) = blocks[0].shape, case .field("Subject", _) = blocks[1].shape
    else {
      Issue.record("\(blocks)")
      return
    }
    #expect(blocks[2].shape == .text(characters: 5))
    #expect(String(decoding: Array(text.utf8)[blocks[2].octets], as: UTF8.self) == "Gr=C3=BC=C3=9Fe")
  }

  @Test("A mail of any size has a sketch of a bounded one")
  func bounded() {
    let blocks = sketch(String(repeating: "<p>x</p><img src=\"https://x.example/a\">", count: 20_000), .template).blocks
    #expect(blocks.count <= 2_000)
  }
}
