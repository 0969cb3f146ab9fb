import MailSyntax
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
}
