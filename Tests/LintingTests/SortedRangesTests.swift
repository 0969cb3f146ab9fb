import Testing

@testable import Linting

@Suite struct SortedRangesTests {
  @Test func containsWhatItsRangesContain() {
    let ranges = [5..<7, 0..<2, 1..<3, 9..<9, 12..<20, 13..<14, 7..<8]
    let sorted = SortedRanges(ranges)
    for offset in -1...21 { #expect(sorted.contains(offset) == ranges.contains { $0.contains(offset) }, "\(offset)") }
  }

  @Test func emptyContainsNothing() { #expect(!SortedRanges([Range<Int>]()).contains(0)) }
}
