import Testing

@testable import MailContent

@Suite struct RuleIndexTests {
  /// The rules that are found under a key.
  private func rules(_ index: RuleIndex, _ key: UInt64) -> [Int] {
    var found: [Int] = []
    index.forEach(key) { found.append($0) }
    return found
  }

  @Test func givesEachKeysRulesInOrder() {
    var index = RuleIndex()
    var expected: [UInt64: [Int]] = [:]
    for rule in 0..<5_000 {
      // Multiples of a power of two: keys that differ in few bits.
      let key = UInt64(rule * 7 % 991) << 20
      let isTaken = index.append(key, atMost: 64)
      #expect(isTaken)
      expected[key, default: []].append(rule)
    }
    for (key, wanted) in expected {
      #expect(rules(index, key) == wanted)
      #expect(index.contains(key))
    }
    #expect(!index.contains(1))
    #expect(rules(index, 1).isEmpty)
  }

  @Test func takesNoMoreOfAKeyThanItMay() {
    var index = RuleIndex()
    let taken = [5, 5, 5, 5, 6].map { index.append($0, atMost: 3) }
    #expect(taken == [true, true, true, false, true])
    #expect(rules(index, 5) == [0, 1, 2])
    #expect(rules(index, 6) == [3])
  }

  @Test func isEmptyAtFirst() {
    #expect(rules(RuleIndex(), 0).isEmpty)
    #expect(!RuleIndex().contains(0))
  }
}
