import Testing

@testable import Gateway

struct ElapsedTimeTests {
  @Test(
    arguments: [
      (-5, "0 s"), (0, "0 s"), (59, "59 s"), (60, "1 min"), (61, "1 min 1 s"), (3_600, "1 h"), (5_400, "1 h 30 min"),
      (86_400 * 2 + 3_600, "2 d 1 h"),
    ])
  func text(_ seconds: Int, _ text: String) { #expect(ElapsedTime.text(seconds: seconds) == text) }
}
