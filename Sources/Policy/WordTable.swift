/// Recognises words and beginnings of words: a trie over octets in one array.
///
/// A child of a node stands at the node's base plus the column of its octet, and names the node as its parent, so that
/// one comparison tells whether it is there; what no word uses of the alphabet takes no room.
package struct WordTable: Sendable {
  struct Node: Sendable {
    var base: Int32
    var parent: Int32
    /// The class of a word that goes on from here as none of the table's does.
    var passing: Int32
    /// The class of a word that ends here.
    var ending: Int32
    /// A place that no node has taken.
    static let free = Node(base: 0, parent: -1, passing: 0, ending: 0)
  }

  /// The column of each octet; 0 for octets that occur in no word.
  fileprivate let columns: [UInt8]
  /// The root first.
  fileprivate let nodes: [Node]

  init(columns: [UInt8], nodes: [Node]) {
    self.columns = columns
    self.nodes = nodes
  }

  /// A table that was laid out before.
  init(reading coding: inout NumberCoding) {
    columns = coding.read().map { UInt8(truncatingIfNeeded: $0) }
    let bases = coding.read()
    let parents = coding.read()
    let passing = coding.read()
    let ending = coding.read()
    nodes = bases.indices.map {
      Node(base: bases[$0], parent: parents[$0], passing: passing[$0], ending: ending[$0])
    }
  }

  func write(to coding: inout NumberCoding) {
    coding.write(columns.map { Int32($0) })
    for field in [\Node.base, \.parent, \.passing, \.ending] { coding.write(nodes.map { $0[keyPath: field] }) }
  }
}

/// A walk along a `WordTable` with the octets of one word after the other.
struct WordWalk: WordReceiver {
  private let table: WordTable
  private var node = 0
  /// Negative while the word is one of the table, or the beginning of one.
  private var left: Int32 = -1

  init(_ table: WordTable) { self.table = table }

  /// The class of the word; 0 where it is in no phrase.
  var wordClass: Int { Int(left < 0 ? table.nodes[node].ending : left) }

  mutating func begin() {
    node = 0
    left = -1
  }

  mutating func append(_ octet: UInt8) {
    guard left < 0 else { return }
    let next = Int(table.nodes[node].base) + Int(table.columns[Int(octet)])
    if table.nodes[next].parent == Int32(truncatingIfNeeded: node), next > 0 {
      node = next
    } else {
      left = table.nodes[node].passing
    }
  }
}
