import Testing

@testable import MailContent

@Suite struct CalendarReaderTests {
  private let source = """
    BEGIN:VCALENDAR\r
    ORGANIZER;CN="Chef: der";X=1:MAILTO:chef@x.test\r
    ATTENDEE;PARTSTAT=NEEDS-ACTION;CN=Anna;RSVP=TRUE:mailto:an\r
     na@kunde.test\r
    attendee:mailto:bert@kunde.test\r
    SUMMARY:Treffen\\, heute\\nmorgen\r
    DESCRIPTION;LANGUAGE=de:Kommt alle\r
    URL:https://x.test/t\r
    ATTACH;FMTTYPE=image/gif:https://t.test/o/9f3a\r
    ATTACH;ENCODING=BASE64;VALUE=BINARY:AAAA\r
    IMAGE;VALUE=URI:https://t.test/i\r
    END:VCALENDAR\r

    """

  @Test func namesPeople() {
    let people = CalendarReader(Array(source.utf8)).people
    #expect(people.map(\.role) == [.organizer, .attendee, .attendee])
    #expect(people.map(\.address) == ["chef@x.test", "anna@kunde.test", "bert@kunde.test"])
    #expect(people.map(\.name) == ["Chef: der", "Anna", nil])
    let places = people.map { String(decoding: Array(source.utf8)[$0.range], as: UTF8.self) }
    #expect(places == ["MAILTO:chef@x.test", "mailto:an\r\n na@kunde.test", "mailto:bert@kunde.test"])
  }

  @Test func readsTextLinksAndFetches() {
    let calendar = CalendarReader(Array(source.utf8))
    #expect(String(decoding: calendar.text.utf8, as: UTF8.self) == "Treffen, heute\nmorgen\nKommt alle")
    #expect(calendar.links.map(\.target) == ["https://x.test/t"])
    #expect(calendar.fetches.map(\.url) == ["https://t.test/o/9f3a", "https://t.test/i"])
  }

  @Test(arguments: ["", ":", ";", "ATTENDEE", "ATTENDEE:", "\n\n", " x", "ATTENDEE;CN=\"a:mailto:b", "\r\n ATTENDEE:a"])
  func survivesAnything(_ text: String) {
    #expect(CalendarReader(Array(text.utf8)).people.count <= 1)
  }
}
