import MailContent
import MailSyntax
import Policy
import Testing

@testable import Linting

@Suite struct StructureCheckTests {
  private func found(_ text: String) -> [(text: String, message: String)] {
    let message = Message.parse(Array(text.replacing("\n", with: "\r\n").utf8))
    let context = Samples.context()
    return Samples.findings(message, context, rule: "message/ambiguous-structure").map {
      (String(decoding: message.octets[$0.place.octets], as: UTF8.self), $0.message)
    }
  }

  private static let header = "From: a@beispiel.test\nTo: anna@kunde.test\nDate: Sat, 21 Nov 2026 10:00:00 +0100\n"

  /// The second part's disposition is read two ways; the first part's name is the same both times.
  @Test func pointsToWhatIsReadTwoWays() throws {
    let hits = found(
      Self.header + """
        Content-Type: multipart/mixed; boundary=b

        --b
        Content-Type: application/pdf; name="a.pdf"; name="a.pdf"

        x
        --b
        Content-Type: text/plain; name="b.txt"; name="b.txt"
        Content-Disposition: inline
        Content-Disposition: attachment

        x
        --b--

        """)
    let hit = try #require(hits.first)
    #expect(hits.count == 1 && hit.text.hasPrefix("Content-Disposition: attachment"))
    #expect(hit.message.hasPrefix("Content-Disposition stands here twice"))
  }

  @Test func aParameterIsCalledOne() throws {
    let hit = try #require(
      found(Self.header + "Content-Type: text/plain; charset=utf-8; charset=iso-8859-1\n\nGrüße\n").first)
    #expect(hit.message.hasPrefix("a parameter of Content-Type stands twice"))
  }

  @Test func sameParametersAreReadOneWay() {
    #expect(found(Self.header + "Content-Type: text/plain; charset=utf-8; charset=utf-8\n\nx\n").isEmpty)
  }

  /// A boundary that stands twice changes the parts below the part that has it.
  @Test func pointsToTheBoundaryThatIsReadTwoWays() throws {
    let hits = found(
      Self.header + """
        Content-Type: multipart/mixed; boundary=a; boundary=b

        --a
        Content-Type: text/plain; name=x; name=x

        x
        --a--
        --b

        y
        --b--

        """)
    #expect(hits.first?.text.contains("boundary=a") == true, "\(hits)")
    #expect(hits.first?.message.hasPrefix("a parameter of Content-Type") == true)
  }

  @Test(arguments: ["\n", "\n\n\n"]) func aBlankLineBeforeTheFieldsIsTold(_ blank: String) throws {
    let hits = found(blank + Self.header + "\nGuten Tag\n")
    let hit = try #require(hits.first)
    #expect(hits.count == 1 && hit.text.hasPrefix("From: a@beispiel.test") && hit.message.hasPrefix("a blank line"))
  }

  @Test(arguments: ["\nGuten Tag\n", "\nTo: all\nSee you\n", "\n", "", "Guten Tag\n", "\nAgenda: one\nPlace: two\n"])
  func textWithoutFieldsIsNone(_ text: String) {
    #expect(!found(text).contains { $0.message.hasPrefix("a blank line") })
  }

  @Test func aLineThatIsWrongInTwoWaysIsToldOnce() {
    let hits = found("  no field at all\n\nx\n")
    #expect(hits.count == 1)
  }
}
