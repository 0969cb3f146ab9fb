import Policy
import Testing

@testable import Linting

@Suite struct BegunPhrasesTests {
  /// More than are searched one by one: one word begins them all, each behind a gap of its own.
  private static let count = 40
  private static let matcher = PhraseMatcher(
    Dictionary(
      uniqueKeysWithValues: (0..<count).map { number in
        ("set\(number)", ["xx": ["a … z\(number) [y]", "a … z\(number) … q\(number)"]])
      }))

  private func numbers(in text: String) -> [Int] {
    let found = Set(Self.matcher.hits(in: text).hits.map(\.set))
    return (0..<Self.count).filter { found.contains(Self.matcher.set(named: "set\($0)")!) }
  }

  @Test func keepsManyApart() {
    #expect(numbers(in: "a z3 z39 z7") == [3, 7, 39])
    #expect(numbers(in: "a 1 2 3 4 5 6 z3 a z39 1 2 3 4 5 6 7 8 9 z7") == [3, 39])
    #expect(numbers(in: "z3 a") == [])
    #expect(numbers(in: "a bcd. Z3 z4") == [])
    #expect(numbers(in: (0..<Self.count).map { "a z\($0)" }.joined(separator: " ")) == Array(0..<Self.count))
  }

  /// Of two beginnings within reach, the phrase that is told starts with the later: its gap reaches further.
  @Test func laterBeginningReachesFurther() throws {
    let text = "a 1 2 a 3 4 z5"
    let hit = try #require(Self.matcher.hits(in: text).hits.first)
    #expect(String(decoding: Array(text.utf8)[hit.range], as: UTF8.self) == "a 3 4 z5")
    // The first has waited too long by now.
    #expect(numbers(in: "a 1 2 3 4 a 5 6 7 8 z5 1 2 q5") == [5])
  }
}
