/// A set of offsets as ranges, for quick questions whatever the number of ranges.
struct SortedRanges: Sendable {
  /// Ordered, not empty, not touching each other.
  private let ranges: [Range<Int>]

  /// - Complexity: O(n log n).
  init(_ ranges: some Sequence<Range<Int>>) {
    var united: [Range<Int>] = []
    for range in ranges.filter({ !$0.isEmpty }).sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if let last = united.last, range.lowerBound <= last.upperBound {
        united[united.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
      } else {
        united.append(range)
      }
    }
    self.ranges = united
  }

  /// Whether an offset is in one of the ranges.
  /// - Complexity: O(log n).
  func contains(_ offset: Int) -> Bool {
    var low = 0
    var high = ranges.count
    while low < high {
      let middle = (low + high) / 2
      if ranges[middle].upperBound <= offset { low = middle + 1 } else { high = middle }
    }
    return low < ranges.count && ranges[low].contains(offset)
  }
}
