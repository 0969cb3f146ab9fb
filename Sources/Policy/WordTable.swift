/// Recognises words and beginnings of words: a trie over octets in one array.
///
/// A child of a node stands at the node's base plus the column of its octet, and names that column; since no two nodes
/// have the same base, one comparison tells whether it is there. What no word uses of the alphabet takes no room, and a
/// node takes four octets, so that all of them stay in the processor's caches.
package struct WordTable: Sendable {
  struct Node: Sendable {
    private let packed: UInt32

    /// - Parameter column: 0 for the root and for a place that no node has taken.
    init(base: Int, column: UInt8) { packed = UInt32(truncatingIfNeeded: base) << 8 | UInt32(column) }

    var base: Int { Int(packed >> 8) }
    var column: UInt8 { UInt8(truncatingIfNeeded: packed) }
  }

  /// More places do not fit into a node's base; packs have some ten thousand.
  static let maximumPlaces = 1 << 24

  /// The column of each octet; 0 for octets that occur in no word.
  fileprivate let columns: [UInt8]
  /// The root first.
  fileprivate let nodes: [Node]
  /// By node: the class of a word that goes on from there as none of the table's does.
  fileprivate let passing: [Int32]
  /// By node: the class of a word that ends there.
  fileprivate let ending: [Int32]

  init(columns: [UInt8], nodes: [Node], passing: [Int32], ending: [Int32]) {
    self.columns = columns
    self.nodes = nodes
    self.passing = passing
    self.ending = ending
  }

  /// A table that was laid out before.
  init(reading coding: inout NumberCoding) {
    columns = coding.read().map { UInt8(truncatingIfNeeded: $0) }
    nodes = zip(coding.read(), coding.read()).map { Node(base: Int($0), column: UInt8(truncatingIfNeeded: $1)) }
    passing = coding.read()
    ending = coding.read()
  }

  func write(to coding: inout NumberCoding) {
    coding.write(columns.map { Int32($0) })
    coding.write(nodes.map { Int32($0.base) })
    coding.write(nodes.map { Int32($0.column) })
    coding.write(passing)
    coding.write(ending)
  }
}

/// Gives each word of a text its class: by walking along a `WordTable` with its octets, or from memory.
struct WordReader: WordReceiver {
  private let table: WordTable
  private let memo: WordMemo?
  private var node = 0
  /// Negative while the word is one of the table, or the beginning of one.
  private var left: Int32 = -1

  init(_ table: WordTable, _ memo: WordMemo?) {
    self.table = table
    self.memo = memo
  }

  /// The class of the word; 0 where it is in no phrase.
  var wordClass: Int { Int(left < 0 ? table.ending[node] : left) }

  mutating func begin() {
    node = 0
    left = -1
  }

  @inline(__always)
  mutating func append(_ octet: UInt8) {
    guard left < 0 else { return }
    let column = table.columns[Int(octet)]
    let next = table.nodes[node].base + Int(column)
    if table.nodes[next].column == column, column > 0 {
      node = next
    } else {
      left = table.passing[node]
    }
  }

  var remembersWords: Bool { memo != nil }

  @inline(__always)
  mutating func recall(_ word: WrittenWord) -> WordEnding? {
    guard let known = memo?.entry(for: word) else { return nil }
    left = known.wordClass
    return known.ending
  }

  mutating func remember(_ word: WrittenWord, _ ending: WordEnding) {
    memo?.keep(word, ending, wordClass: wordClass)
  }
}
