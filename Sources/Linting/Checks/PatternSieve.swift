/// Tells of most texts, by a few of their octets, that they hold none of some patterns.
///
/// Whatever stands in a text of the length of the shortest pattern holds four octets that follow each other in a
/// pattern; so of so many octets only four need be looked at. B. Commentz-Walter and others skip in this way.
struct PatternSieve {
  /// Which runs of four octets stand in a pattern, by their hashes.
  private var runs: [UInt64] = []
  /// From one look at a text to the next.
  private var stride = 0

  private static let run = 4
  /// So many bits that a run stands there by chance in less than one text of a hundred.
  private static let bits = 1 << 14

  /// - Parameter patterns: four octets and more each. They are found whatever the case of letters and whichever of
  ///   "-" and "+", "_" and "/" is written.
  init(_ patterns: [[UInt8]]) {
    guard let shortest = patterns.map(\.count).min() else { return }
    stride = shortest - Self.run + 1
    runs = [UInt64](repeating: 0, count: Self.bits / 64)
    for pattern in patterns {
      for start in 0...(pattern.count - Self.run) {
        let place = Self.place(pattern.span, start)
        runs[place >> 6] |= 1 << UInt64(place & 63)
      }
    }
  }

  /// Whether a text may hold one of the patterns; false is certain.
  /// - Complexity: O(n / length of the shortest pattern).
  func mayHold(_ text: Span<UInt8>) -> Bool {
    guard stride > 0 else { return false }
    // The last run of the shortest pattern that could begin at 0.
    var start = stride - 1
    while start + Self.run <= text.count {
      let place = Self.place(text, start)
      if runs[place >> 6] & 1 << UInt64(place & 63) != 0 { return true }
      start += stride
    }
    return false
  }

  private static func place(_ octets: Span<UInt8>, _ start: Int) -> Int {
    var run: UInt32 = 0
    for index in start..<(start + Self.run) { run = run << 8 | UInt32(coarse(octets[index])) }
    // Fibonacci hashing: the upper bits depend on all octets.
    return Int((run &* 0x9E37_79B1) >> 18)
  }

  private static func coarse(_ octet: UInt8) -> UInt8 {
    switch octet {
    case UInt8(ascii: "-"): UInt8(ascii: "+")
    case UInt8(ascii: "_"): UInt8(ascii: "/")
    default: AddressSpellings.lowercased(octet)
    }
  }
}
