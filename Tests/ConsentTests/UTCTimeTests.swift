import Consent
import Foundation
import TestSupport
import Testing

@Suite struct UTCTimeTests {
  @Test(arguments: [
    ("1970-01-01T00:00:00Z", 0, "1970-01-01T00:00:00Z"),
    ("2026-05-01T09:30:00Z", 1_777_627_800_000, "2026-05-01T09:30:00Z"),
    ("2026-05-01T11:30:00+02:00", 1_777_627_800_000, "2026-05-01T09:30:00Z"),
    ("2026-05-01t09:30:00z", 1_777_627_800_000, "2026-05-01T09:30:00Z"),
    ("2026-05-01 09:30:00Z", 1_777_627_800_000, "2026-05-01T09:30:00Z"),
    ("2026-05-01T09:30:00.5Z", 1_777_627_800_500, "2026-05-01T09:30:00.500Z"),
    ("2026-05-01T09:30:00.0079Z", 1_777_627_800_007, "2026-05-01T09:30:00.007Z"),
    ("2024-02-29T23:59:59Z", 1_709_251_199_000, "2024-02-29T23:59:59Z"),
    ("2016-12-31T23:59:60Z", 1_483_228_800_000, "2017-01-01T00:00:00Z"),
    ("9999-12-31T23:59:59.999Z", 253_402_300_799_999, "9999-12-31T23:59:59.999Z"),
  ])
  func isRead(_ text: String, _ milliseconds: Int, _ written: String) throws {
    let time = try #require(UTCTime(parsing: text))
    #expect(time.milliseconds == milliseconds)
    #expect(time.description == written)
  }

  @Test(arguments: [
    "", "2026-05-01", "2026-05-01T09:30Z", "2026-05-01T09:30:00", "2026-05-01T09:30:00+0200", "2026-02-29T00:00:00Z",
    "2026-13-01T00:00:00Z", "2026-00-01T00:00:00Z", "2026-04-31T00:00:00Z", "1969-12-31T23:59:59Z",
    "1970-01-01T00:00:00+00:01", "2026-05-01T24:00:00Z", "2026-05-01T09:60:00Z", "2026-05-01T09:30:61Z",
    "2026-05-01T09:30:00.Z", "2026-05-01T09:30:00Z ", "01.05.2026 09:30", "２026-05-01T09:30:00Z",
    "-026-05-01T09:30:00Z",
  ])
  func isRefused(_ text: String) { #expect(UTCTime(parsing: text) == nil) }

  /// Against the calendar of another implementation.
  @Test func agreesWithFoundation() throws {
    let formatter = ISO8601DateFormatter()
    formatter.formatOptions = [.withInternetDateTime, .withFractionalSeconds]
    var chance = SplitMix64(seed: 1)
    for _ in 0..<2_000 {
      let milliseconds = Int.random(in: 0..<253_402_300_800_000, using: &chance) / 1_000 * 1_000
      let time = UTCTime(milliseconds: milliseconds)
      let date = try #require(ISO8601DateFormatter().date(from: time.description))
      #expect(date.timeIntervalSince1970 == Double(milliseconds / 1_000))
      #expect(UTCTime(parsing: time.description) == time)
    }
  }
}
