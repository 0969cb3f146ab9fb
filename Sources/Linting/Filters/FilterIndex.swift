/// Finds the filters that may match a URL, so that a long list is not tried line by line.
///
/// A filter is kept under one word that must stand in the URL: the host of "||host^", else its longest word between
/// separators. Only filters without any such word are always tried.
struct FilterIndex: Sendable {
  /// The first filter under a word's hash; the others follow by `next`.
  private var heads: [UInt64: Int32] = [:]
  /// The next filter under the same word; -1 for none.
  private var next: [Int32]
  private var always: [Int] = []

  /// Filters without a word are slow; a list of none but these would make every fetch a walk through it.
  private static let maximumAlways = 1_000
  /// Shorter words stand in most URLs.
  private static let minimumWord = 3

  init(_ filters: [Filter], _ octets: [UInt8]) {
    next = [Int32](repeating: -1, count: filters.count)
    heads.reserveCapacity(filters.count)
    for (index, filter) in filters.enumerated() {
      guard let hash = Self.key(of: filter, octets) else {
        if always.count < Self.maximumAlways { always.append(index) }
        continue
      }
      if let head = heads.updateValue(Int32(index), forKey: hash) { next[index] = head }
    }
  }

  /// In no order that means anything.
  func candidates(for url: FilteredURL) -> [Int] {
    var found = always
    var seen: Set<UInt64> = []
    func take(_ hash: UInt64) {
      guard seen.insert(hash).inserted, var index = heads[hash] else { return }
      while index >= 0 {
        found.append(Int(index))
        index = next[Int(index)]
      }
    }
    var start = url.hostRange.lowerBound
    while start < url.hostRange.upperBound {
      take(Self.hash(url.folded[start..<url.hostRange.upperBound], isHost: true))
      start =
        (url.folded[start..<url.hostRange.upperBound].firstIndex(of: UInt8(ascii: ".")) ?? url.hostRange.upperBound) + 1
    }
    for word in Self.words(of: url.folded[...]) { take(Self.hash(url.folded[word], isHost: false)) }
    return found
  }

  // MARK: Keys

  private static func key(of filter: Filter, _ octets: [UInt8]) -> UInt64? {
    let pattern = octets[Int(filter.pattern.lowerBound)..<Int(filter.pattern.upperBound)]
    if filter.anchors.contains(.wholeHost) { return hash(pattern, isHost: true) }
    if filter.anchors.contains(.host) {
      let host = pattern.prefix { !"/^*:?|".utf8.contains($0) }
      let isWhole = host.endIndex < pattern.endIndex && pattern[host.endIndex] != UInt8(ascii: "*")
      if isWhole, host.count >= minimumWord { return hash(host, isHost: true) }
    }
    // A word at an end that is not anchored may be part of a longer one.
    var longest: Range<Int>?
    for word in words(of: pattern) {
      let isBoundedBefore =
        word.lowerBound > pattern.startIndex
        ? pattern[word.lowerBound - 1] != UInt8(ascii: "*")
        : !filter.anchors.isDisjoint(with: [.start, .host])
      let isBoundedAfter =
        word.upperBound < pattern.endIndex
        ? pattern[word.upperBound] != UInt8(ascii: "*")
        : filter.anchors.contains(.end)
      if isBoundedBefore, isBoundedAfter, word.count > longest?.count ?? 0 { longest = word }
    }
    return longest.map { hash(pattern[$0], isHost: false) }
  }

  /// Runs of letters and digits.
  private static func words(of octets: ArraySlice<UInt8>) -> [Range<Int>] {
    var words: [Range<Int>] = []
    var start: Int?
    for (index, octet) in zip(octets.indices, octets) {
      switch octet {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: start = start ?? index
      default:
        if let begun = start, index - begun >= minimumWord { words.append(begun..<index) }
        start = nil
      }
    }
    if let begun = start, octets.endIndex - begun >= minimumWord { words.append(begun..<octets.endIndex) }
    return words
  }

  /// FNV-1a, of the octets in lower case.
  private static func hash(_ octets: ArraySlice<UInt8>, isHost: Bool) -> UInt64 {
    var hash: UInt64 = isHost ? 0xCBF2_9CE4_8422_2325 : 0x9AE1_6A3B_2F90_404F
    for octet in octets { hash = (hash ^ UInt64(AddressSpellings.lowercased(octet))) &* 0x100_0000_01B3 }
    return hash
  }
}
