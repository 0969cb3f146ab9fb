import Testing

@testable import Relay

struct BreakerTests {
  @Test func `it opens for longer after each failure in a row, up to five minutes`() {
    var breaker = Breaker()
    var now = 1_000
    for pause in [15, 30, 60, 120, 240, 300, 300, 300, 300, 300, 300] {
      #expect(!breaker.isOpen(at: now))
      #expect(breaker.open(at: now) == pause)
      #expect(breaker.isOpen(at: now + pause - 1))
      now += pause
      #expect(breaker.end == now)
    }
  }

  @Test func `what was reached begins anew`() {
    var breaker = Breaker()
    for _ in 0..<5 { breaker.open(at: 0) }
    breaker.close()
    #expect(!breaker.isOpen(at: 0))
    #expect(breaker.end == nil)
    #expect(breaker.open(at: 0) == Breaker.firstPause)
  }

  @Test func `a wait for something else is no failure of the smarthost`() {
    var breaker = Breaker()
    breaker.open(until: 60)
    #expect(breaker.isOpen(at: 59))
    #expect(breaker.open(at: 60) == Breaker.firstPause)
  }
}
