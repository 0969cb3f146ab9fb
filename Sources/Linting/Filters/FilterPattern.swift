/// Matches a filter's pattern: "*" is any run of octets, "^" a separator or the end.
enum FilterPattern {
  /// - Complexity: O(pattern × URL) at worst; both are short.
  static func matches(_ filter: Filter, _ url: FilteredURL, _ octets: [UInt8]) -> Bool {
    let pattern = octets[Int(filter.pattern.lowerBound)..<Int(filter.pattern.upperBound)]
    let text = filter.matchesCase ? url.written : url.folded
    if filter.anchors.contains(.wholeHost) {
      return hostStarts(of: url).contains { start in
        start + pattern.count == url.hostRange.upperBound && isSame(pattern, text, at: start, filter.matchesCase)
      }
    }
    if filter.anchors.contains(.host) {
      return hostStarts(of: url).contains { matches(pattern, text, from: $0, filter) }
    }
    if filter.anchors.contains(.start) { return matches(pattern, text, from: 0, filter) }
    return text.indices.contains { matches(pattern, text, from: $0, filter) }
  }

  /// Where the labels of the host begin.
  private static func hostStarts(of url: FilteredURL) -> [Int] {
    var starts = [url.hostRange.lowerBound]
    for index in url.hostRange where url.folded[index] == UInt8(ascii: ".") { starts.append(index + 1) }
    return starts
  }

  private static func isSame(_ pattern: ArraySlice<UInt8>, _ text: [UInt8], at start: Int, _ matchesCase: Bool) -> Bool
  {
    guard start + pattern.count <= text.count else { return false }
    return zip(pattern, text[start...]).allSatisfy { same($0, $1, matchesCase) }
  }

  private static func same(_ pattern: UInt8, _ text: UInt8, _ matchesCase: Bool) -> Bool {
    pattern == text || !matchesCase && AddressSpellings.lowercased(pattern) == text
  }

  private static func matches(_ pattern: ArraySlice<UInt8>, _ text: [UInt8], from start: Int, _ filter: Filter) -> Bool
  {
    var p = pattern.startIndex
    var t = start
    var star: (pattern: Int, text: Int)?
    while true {
      if p == pattern.endIndex {
        if !filter.anchors.contains(.end) || t == text.count { return true }
      } else if pattern[p] == UInt8(ascii: "*") {
        p += 1
        star = (p, t)
        continue
      } else if pattern[p] == UInt8(ascii: "^") {
        if t == text.count, pattern[p...].allSatisfy({ $0 == UInt8(ascii: "^") || $0 == UInt8(ascii: "*") }) {
          return true
        }
        if t < text.count, isSeparator(text[t]) {
          p += 1
          t += 1
          continue
        }
      } else if t < text.count, same(pattern[p], text[t], filter.matchesCase) {
        p += 1
        t += 1
        continue
      }
      guard let last = star, last.text < text.count else { return false }
      p = last.pattern
      t = last.text + 1
      star = (last.pattern, t)
    }
  }

  /// Anything but a letter, a digit, or one of "_-.%".
  static func isSeparator(_ octet: UInt8) -> Bool {
    switch octet {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x80...: false
    case UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "%"): false
    default: true
    }
  }
}
