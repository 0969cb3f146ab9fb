import MailSyntax
import Testing

@testable import MailContent

@Suite struct ReadingMessageTests {
  private func read(_ lines: String...) -> Reading {
    Reading(of: Message.parse(Array(lines.joined(separator: "\r\n").utf8)))
  }

  @Test func readsEachAlternative() {
    let reading = read(
      "Content-Type: multipart/alternative; boundary=b", "", "--b", "", "see https://x.test", "--b",
      "Content-Type: text/html", "Content-Transfer-Encoding: quoted-printable", "", "<img src=3D\"https://t.test/=",
      "o\">",
      "--b", "Content-Type: text/x-amp-html", "", "<amp-img src=https://t.test/a>", "--b",
      "Content-Type: text/calendar", "",
      "ATTENDEE:mailto:anna@kunde.test", "--b--", "")
    #expect(reading.bodies.map(\.format) == [.plain, .html, .html, .calendar])
    #expect(reading.bodies.map(\.part) == [1, 2, 3, 4])
    #expect(reading.bodies.allSatisfy { $0.isOwn && $0.isComplete && $0.expressions.isEmpty })
    #expect(reading.bodies[0].links.map(\.target) == ["https://x.test"])
    #expect(reading.bodies[1].fetches.map(\.url) == ["https://t.test/o"])
    #expect(reading.bodies[2].fetches.map(\.url) == ["https://t.test/a"])
    #expect(reading.bodies[3].people.map(\.address) == ["anna@kunde.test"])
  }

  @Test func tellsItsOwnFromWhatItCarries() {
    let reading = read(
      "Content-Type: multipart/mixed; boundary=b", "", "--b", "", "own", "--b", "Content-Type: text/html",
      "Content-Disposition: attachment", "", "<p>attached", "--b", "Content-Type: message/rfc822", "",
      "Subject: x", "", "nested", "--b", "Content-Type: application/pdf", "", "x", "--b", "Content-Type: text/csv", "",
      "x", "--b--", "")
    #expect(reading.bodies.map(\.isOwn) == [true, false, false])
    #expect(reading.bodies.map { String(decoding: $0.text.utf8, as: UTF8.self) } == ["own", "attached", "nested"])
  }

  @Test func readsTheCharset() {
    let message = Message.parse(
      Array("Content-Type: text/html; charset=iso-8859-1\r\n\r\n<p>Gr".utf8) + [0xfc, 0xdf] + Array("e".utf8))
    #expect(Reading(of: message).bodies.map { String(decoding: $0.text.utf8, as: UTF8.self) } == ["Grüße"])
  }

  @Test func joinsRelativeURLsToContentLocation() {
    let reading = read(
      "Content-Type: multipart/related; boundary=b", "Content-Location: https://t.test/o/x", "", "--b",
      "Content-Type: text/html", "", "<img src=9f3a>", "--b", "Content-Type: text/html",
      "Content-Location: https://u.test/", "",
      "<img src=a><base href='https://v.test/'>", "--b--", "")
    #expect(reading.bodies.flatMap(\.fetches).map(\.url) == ["https://t.test/o/9f3a", "https://v.test/a"])
  }

  @Test func decodesNoAttachedText() {
    let reading = read(
      "Content-Type: multipart/mixed; boundary=b", "", "--b", "", "own", "--b", "Content-Disposition: attachment", "",
      "log",
      "--b", "Content-Type: text/calendar", "Content-Disposition: attachment", "", "SUMMARY:x", "--b--", "")
    #expect(reading.bodies.map(\.format) == [.plain, .calendar])
    #expect(read("Content-Disposition: attachment", "", "x").bodies.map(\.isOwn) == [true])
  }

  @Test func readsAnEmptyMessage() {
    #expect(read("").bodies.map(\.octets) == [[]])
  }
}
