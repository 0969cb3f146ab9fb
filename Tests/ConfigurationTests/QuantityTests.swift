import Testing

@testable import Configuration

@Suite struct QuantityTests {
  @Test(arguments: [
    ("0", 0), ("1024", 1_024), ("1 KiB", 1_024), ("50MiB", 50 << 20), ("2 GiB", 2 << 30),
  ])
  func sizes(_ text: String, _ octets: Int) {
    #expect(Quantity.octets(text) == octets)
    #expect(Quantity.octets(Quantity.describe(octets: octets)) == octets)
  }

  @Test(arguments: [
    "", "-1", "1.5 MiB", "1 MB", "MiB", "1  MiB", "99999999999999999999", "9999999999999 GiB", "1 MiB ",
  ])
  func noSizes(_ text: String) { #expect(Quantity.octets(text) == nil) }

  @Test(arguments: [("30", 30), ("90s", 90), ("5m", 300), ("4h", 14_400), ("5d", 432_000), ("5 d", 432_000)])
  func durations(_ text: String, _ seconds: Int) {
    #expect(Quantity.seconds(text) == seconds)
    #expect(Quantity.seconds(Quantity.describe(seconds: seconds)) == seconds)
  }

  @Test(arguments: ["", "-5m", "1w", "5 days", "m"])
  func noDurations(_ text: String) { #expect(Quantity.seconds(text) == nil) }
}
