import Testing

@testable import Linting

@Suite struct CalendarLineTests {
  private static let text = """
    BEGIN:VEVENT\r
    attendee;CN="Meier: A";RSVP=TRUE:mail\r
     to:anna@kunde.\r
    \ttest\r
    BEGIN:VALARM
    ATTENDEE: MAILTO:bert@firma.test\u{20}
    END:VALARM
    X-A
    SUMMARY:a\\nb\\,c
    """

  @Test func `lines that go on are one, and together they are the whole text`() {
    let lines = CalendarLine.all(of: Array(Self.text.utf8))
    #expect(lines.map(\.name) == ["BEGIN", "ATTENDEE", "BEGIN", "ATTENDEE", "END", "X-A", "SUMMARY"])
    #expect(lines.map(\.isInAlarm) == [false, false, false, true, true, false, false])
    #expect(lines[1].user == "anna@kunde.test")
    #expect(lines[3].user == "bert@firma.test")
    #expect(String(decoding: lines[6].unescaped, as: UTF8.self) == "SUMMARY:a\nb,c")
    #expect(lines.first?.range.lowerBound == 0 && lines.last?.range.upperBound == Self.text.utf8.count)
    #expect(zip(lines, lines.dropFirst()).allSatisfy { $0.range.upperBound == $1.range.lowerBound })
  }

  @Test(arguments: ["", "\n", "\n ", " \n\t\n", "A", ":", "A:", ";\"", "\r\n\r\n"])
  func `broken text has lines too`(_ text: String) {
    let lines = CalendarLine.all(of: Array(text.utf8))
    #expect(lines.reduce(0) { $0 + $1.range.count } == text.utf8.count)
    #expect(lines.allSatisfy { $0.user.utf8.count <= text.utf8.count })
  }
}
