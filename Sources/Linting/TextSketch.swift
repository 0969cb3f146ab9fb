package import MailContent
import Policy

/// What a text is like, in a few numbers: the least of the keyed hashes of its pairs of words. Texts that share most of
/// their words in the same order share most of the numbers, whatever name stands in the greeting; without the key the
/// numbers tell nothing of the text.
///
/// This is a bottom-k sketch: A. Broder, "On the resemblance and containment of documents", 1997.
package struct TextSketch: Sendable, Hashable {
  /// Ascending, distinct.
  private let hashes: [UInt64]

  /// So many hashes estimate the share that two texts have in common to about a tenth.
  private static let size = 64
  /// Texts that have this share of their pairs in common, in percent, are one text with other names in it.
  private static let similarPercent = 50

  /// The sketch of what a message says in the first of its own bodies.
  /// - Complexity: O(n log k) in words.
  package init(of reading: Reading, key: UInt64) {
    let text = reading.bodies.first { $0.isOwn && $0.format != .calendar }?.text.utf8 ?? []
    var scanner = WordScanner(text.indices)
    var spelling = WordSpelling()
    var hashes: Set<UInt64> = []
    var limit = UInt64.max
    var last: UInt64 = 0
    while scanner.next(in: text.span, into: &spelling) != nil {
      let word = Self.hash(spelling.octets, key)
      let pair = Self.mixed(last &* 31 &+ word)
      last = word
      guard pair < limit, hashes.insert(pair).inserted, hashes.count > 2 * Self.size else { continue }
      hashes = Set(hashes.sorted().prefix(Self.size))
      limit = hashes.max() ?? limit
    }
    self.hashes = Array(hashes.sorted().prefix(Self.size))
  }

  /// Reads `text`; what is no number is left out.
  package init(text: String) {
    hashes = Set(text.split(separator: " ").compactMap { UInt64($0, radix: 36) }).sorted()
  }

  /// One line of ASCII.
  package var text: String { hashes.map { String($0, radix: 36) }.joined(separator: " ") }

  /// Whether the texts are one but for names and the like.
  package func resembles(_ other: TextSketch) -> Bool {
    let union = Set(hashes).union(other.hashes).sorted().prefix(Self.size)
    guard !union.isEmpty else { return false }
    let (one, two) = (Set(hashes), Set(other.hashes))
    let common = union.count { one.contains($0) && two.contains($0) }
    return common * 100 >= union.count * Self.similarPercent
  }

  /// FNV-1a, begun with the key.
  private static func hash(_ word: [UInt8], _ key: UInt64) -> UInt64 {
    var hash = key ^ 0xCBF2_9CE4_8422_2325
    for octet in word { hash = (hash ^ UInt64(octet)) &* 0x0000_0100_0000_01B3 }
    return mixed(hash ^ key)
  }

  /// The finaliser of SplitMix64, which spreads every bit.
  private static func mixed(_ value: UInt64) -> UInt64 {
    var value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
    return value ^ value >> 31
  }
}
