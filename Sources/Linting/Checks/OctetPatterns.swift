/// Patterns that are looked for all at once.
struct OctetPatterns: Sendable {
  private var patterns: [(octets: [UInt8], spelling: AddressSpellings.Spelling)] = []
  /// By their first four octets.
  private var byStart: [UInt32: [Int]] = [:]
  /// Whether any pattern begins with an octet.
  private var firstOctets = [Bool](repeating: false, count: 256)

  /// Shorter patterns would match by chance.
  private static let minimumOctets = 4

  var isEmpty: Bool { patterns.isEmpty }
  /// The patterns themselves.
  var all: [[UInt8]] { patterns.map(\.octets) }

  mutating func add(_ octets: [UInt8], as spelling: AddressSpellings.Spelling) {
    guard octets.count >= Self.minimumOctets else { return }
    byStart[Self.start(octets[...]), default: []].append(patterns.count)
    firstOctets[Int(octets[0])] = true
    patterns.append((octets, spelling))
  }

  /// The first pattern that occurs.
  /// - Parameter fold: what an octet is taken for.
  /// - Complexity: O(n) in octets, times the patterns that begin alike.
  func first(in octets: [UInt8], folding fold: (UInt8) -> UInt8) -> AddressSpellings.Spelling? {
    guard octets.count >= Self.minimumOctets else { return nil }
    for index in 0...(octets.count - Self.minimumOctets) where firstOctets[Int(fold(octets[index]))] {
      let rest = octets[index...]
      let start = rest.prefix(Self.minimumOctets).reduce(0) { $0 << 8 | UInt32(fold($1)) }
      guard let candidates = byStart[start] else { continue }
      for candidate in candidates where rest.starts(with: patterns[candidate].octets, by: { fold($0) == $1 }) {
        return patterns[candidate].spelling
      }
    }
    return nil
  }

  private static func start(_ octets: ArraySlice<UInt8>) -> UInt32 {
    octets.prefix(minimumOctets).reduce(0) { $0 << 8 | UInt32($1) }
  }
}
