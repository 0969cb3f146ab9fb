import Testing

@testable import Relay

struct FlushPaceTests {
  /// When flushes are due that are asked for at these seconds, with a look at each second.
  private func flushes(askedAt times: Set<Int>, until end: Int) -> [Int] {
    var pace = FlushPace()
    return (0...end).filter { second in
      if times.contains(second) { pace.ask() }
      return pace.isDue(at: second)
    }
  }

  @Test func `the first is due at once, the next after a pause, however often it was asked for`() {
    #expect(flushes(askedAt: [], until: 200) == [])
    #expect(flushes(askedAt: [5], until: 200) == [5])
    #expect(flushes(askedAt: [5, 6, 7, 40], until: 200) == [5, 65])
    #expect(flushes(askedAt: Set(0...200), until: 200) == [0, 60, 120, 180])
    #expect(flushes(askedAt: [1, 100], until: 200) == [1, 100])
  }
}
