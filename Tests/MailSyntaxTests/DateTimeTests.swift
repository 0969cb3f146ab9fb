import MailSyntax
import TestSupport
import Testing

struct DateTimeTests {
  @Test(arguments: [
    (0, 0, "Thu, 01 Jan 1970 00:00:00 +0000"), (1_795_294_800, 60, "Sat, 21 Nov 2026 22:00:00 +0100"),
    (951_782_400, 0, "Tue, 29 Feb 2000 00:00:00 +0000"), (-1, -330, "Wed, 31 Dec 1969 18:29:59 -0530"),
    (4_107_542_400, 0, "Mon, 01 Mar 2100 00:00:00 +0000"),
  ])
  func format(_ seconds: Int, _ offset: Int, _ expected: String) {
    #expect(DateTime.format(secondsSince1970: seconds, offsetMinutes: offset) == expected)
  }

  /// Year, month, day, hour, minute, second, minutes ahead of UTC.
  private static func numbers(_ text: String) -> [Int]? {
    DateTime(parsing: text.octets).map { numbers($0) }
  }

  @Test(arguments: [
    ("Fri, 21 Nov 1997 09:55:06 -0600", [1997, 11, 21, 9, 55, 6, -360]),
    ("Thu,\r\n   13\r\n  Feb\r\n    1969\r\n  23:32\r\n  -0330 (Newfoundland Time)", [1969, 2, 13, 23, 32, 0, -210]),
    ("21 Nov 97 09:55:06 GMT", [1997, 11, 21, 9, 55, 6, 0]), ("1 jan 49 0(x)0:00 PDT", nil),
    ("1 jan 49 00:00 PDT", [2049, 1, 1, 0, 0, 0, -420]), ("1 Jan 101 00:00 +0000", [2001, 1, 1, 0, 0, 0, 0]),
    ("Fri, 21 Nov 1997 09(comment):   55  :  06 -0600", [1997, 11, 21, 9, 55, 6, -360]),
    ("29 Feb 2024 23:59:60 +1400", [2024, 2, 29, 23, 59, 60, 840]), ("29 Feb 2023 00:00 +0000", nil),
    ("31 Apr 2026 00:00 +0000", nil), ("0 May 2026 00:00 +0000", nil), ("1 May 2026 24:00 +0000", nil),
    ("1 May 2026 00:60 +0000", nil), ("1 May 2026 00:00", nil), ("1 May 2026 00:00 +0060", nil), ("", nil),
    ("1 May 2026 00:00 +0000 x", nil), ("1 May 2026 00:00 +0000 (x", nil),
    ("1 May 2026 00:00 +0000 (a(b)\\)c)", [2026, 5, 1, 0, 0, 0, 0]),
    ("2026-05-01T00:00:00Z", nil), ("Freitag, 1 May 2026 00:00 +0000", nil), ("1. Mai 2026 00:00 +0000", nil),
    ("99999999999999999999 May 2026 00:00 +0000", nil), ("1 May 99999999999999999999 00:00 +0000", nil),
  ] as [(String, [Int]?)])
  func parse(_ text: String, _ expected: [Int]?) {
    #expect(Self.numbers(text) == expected, "\(text)")
  }

  /// What is written reads as what was given.
  @Test(arguments: [(0, 0), (1_795_294_800, 60), (951_782_400, -720), (4_107_542_399, 330)])
  func roundTrip(_ seconds: Int, _ offset: Int) throws {
    let text = DateTime.format(secondsSince1970: seconds, offsetMinutes: offset)
    let found = try #require(DateTime(parsing: text.octets))
    #expect(found.offsetMinutes == offset && !found.isObsolete)
    #expect(found.second == seconds % 60 && found.minute == (seconds / 60 + offset) % 60)
  }

  @Test(.enabled(if: SharedData.isThere, Comment(rawValue: SharedData.reason)))
  func stalwart() throws {
    let rows = try SharedData.json(Stalwart.folder + "/date.json")
    #expect(rows.count == 40)
    for row in rows {
      guard let header = row["header"] as? String else { continue }
      var expected: [Int]?
      if let value = row["expected"] as? [String: Any] {
        let numbers = ["year", "month", "day", "hour", "minute", "second"].compactMap { value[$0] as? Int }
        let zone = (value["tz_hour"] as? Int ?? 0) * 60 + (value["tz_minute"] as? Int ?? 0)
        expected = numbers + [value["tz_before_gmt"] as? Bool == true ? -zone : zone]
      }
      if Stalwart.dateExceptions.contains(header) { expected = nil }
      #expect(DateTime(parsing: Stalwart.body(header)).map { Self.numbers($0) } == expected, "\(visible(header))")
    }
  }

  private static func numbers(_ time: DateTime) -> [Int] {
    [time.year, time.month, time.day, time.hour, time.minute, time.second, time.offsetMinutes]
  }
}
