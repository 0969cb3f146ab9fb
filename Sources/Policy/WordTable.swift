/// Recognises words and beginnings of words: a trie over octets in one array.
///
/// A child of a node stands at the node's base plus the column of its octet, and names that column; since no two nodes
/// have the same base, one comparison tells whether it is there. What no word uses of the alphabet takes no room, and a
/// node takes four octets, so that all of them stay in the processor's caches.
package struct WordTable: Sendable {
  struct Node: Sendable {
    fileprivate let packed: Int

    /// - Parameter column: 0 for the root and for a place that no node has taken.
    init(base: Int, column: Int) { packed = base << 7 | column }
    @inline(__always) fileprivate init(_ packed: Int) { self.packed = packed }

    var base: Int { packed >> 7 }
    var column: Int { packed & 0x7F }
  }

  /// More places do not fit into a node's base; packs have some ten thousand.
  static let maximumPlaces = 1 << 21
  /// More columns do not fit into a node; words of the packs have some fifty octets that differ.
  static let maximumColumns = 1 << 7

  /// The column of each octet; 0 for octets that occur in no word.
  private let columns: NumberTable
  /// The root first.
  private let nodes: NumberTable
  /// By node: the class of a word that goes on from there as none of the table's does.
  private let passing: NumberTable
  /// By node: the class of a word that ends there.
  private let ending: NumberTable

  init(columns: [Int], nodes: [Node], passing: [Int], ending: [Int]) {
    self.columns = NumberTable(columns)
    self.nodes = NumberTable(nodes.map(\.packed))
    self.passing = NumberTable(passing)
    self.ending = NumberTable(ending)
  }

  /// A table that was laid out before.
  init(reading reader: inout NumberTableReader) {
    columns = reader.read()
    nodes = reader.read()
    passing = reader.read()
    ending = reader.read()
  }

  /// In the order in which they are read.
  var tables: [NumberTable] { [columns, nodes, passing, ending] }

  /// The node that an octet leads to; nil where no word goes on so.
  @inline(__always)
  fileprivate func child(of node: Int, _ octet: UInt8) -> Int? {
    let column = columns[Int(octet)]
    let next = Node(nodes[node]).base + column
    return column > 0 && Node(nodes[next]).column == column ? next : nil
  }

  @inline(__always)
  fileprivate func classPassing(_ node: Int) -> Int { passing[node] }
  @inline(__always)
  fileprivate func classEnding(_ node: Int) -> Int { ending[node] }
}

/// Gives each word of a text its class: by walking along a `WordTable` with its octets, or from memory.
struct WordReader: WordReceiver {
  private let table: WordTable
  private let memo: WordMemo?
  private var node = 0
  /// Negative while the word is one of the table, or the beginning of one.
  private var left = -1

  init(_ table: WordTable, _ memo: WordMemo?) {
    self.table = table
    self.memo = memo
  }

  /// The class of the word; 0 where it is in no phrase.
  var wordClass: Int { left < 0 ? table.classEnding(node) : left }

  mutating func begin() {
    node = 0
    left = -1
  }

  @inline(__always)
  mutating func append(_ octet: UInt8) {
    guard left < 0 else { return }
    if let next = table.child(of: node, octet) { node = next } else { left = table.classPassing(node) }
  }

  var remembersWords: Bool { memo != nil }

  @inline(__always)
  mutating func recall(_ word: WrittenWord) -> WordEnding? {
    guard let known = memo?.entry(for: word) else { return nil }
    left = Int(known.wordClass)
    return known.ending
  }

  mutating func remember(_ word: WrittenWord, _ ending: WordEnding) {
    memo?.keep(word, ending, wordClass: wordClass)
  }
}
