/// Recognises words and beginnings of words: a trie over octets in two arrays.
///
/// A child of a node stands at the node's base plus the column of its octet, and names the node as its parent, so that
/// one comparison tells whether it is there; what no word uses of the alphabet takes no room.
package struct WordTable: Sendable {
  /// How many symbols there are; a symbol stands for one word or beginning of the phrases.
  package private(set) var symbols: Int32 = 0

  /// The column of each octet; 0 for octets that occur in no word.
  private var columns = [UInt8](repeating: 0, count: 256)
  private var base: [Int32] = []
  private var parent: [Int32] = []
  /// The symbol of the word that ends at a node, and of the beginning that does; -1 for none.
  private var whole: [Int32] = []
  private var beginning: [Int32] = []
  /// While building: the nodes, each with its children.
  private var draft = [Draft()]

  private struct Draft {
    var children: [(octet: UInt8, node: Int)] = []
    var whole: Int32 = -1
    var beginning: Int32 = -1
  }

  package init() {}

  /// A table that was laid out before.
  init(reading coding: inout NumberCoding) {
    columns = coding.read().map { UInt8(truncatingIfNeeded: $0) }
    base = coding.read()
    parent = coding.read()
    whole = coding.read()
    beginning = coding.read()
    draft = []
  }

  func write(to coding: inout NumberCoding) {
    coding.write(columns.map { Int32($0) })
    for list in [base, parent, whole, beginning] { coding.write(list) }
  }

  /// The symbol for a normalised word, given out on first use.
  package mutating func symbol(for word: String, isPrefix: Bool) -> Int32 {
    var node = 0
    for octet in word.utf8 {
      if let child = draft[node].children.first(where: { $0.octet == octet }) {
        node = child.node
      } else {
        draft[node].children.append((octet, draft.count))
        node = draft.count
        draft.append(Draft())
      }
    }
    let known = isPrefix ? draft[node].beginning : draft[node].whole
    if known >= 0 { return known }
    if isPrefix { draft[node].beginning = symbols } else { draft[node].whole = symbols }
    symbols += 1
    return symbols - 1
  }

  /// Lays the trie out; no word can be added afterwards.
  package mutating func seal() {
    var width: UInt8 = 1
    for node in draft {
      for (octet, _) in node.children where columns[Int(octet)] == 0 {
        columns[Int(octet)] = width
        width += 1
      }
    }
    var layout = Layout(width: Int(width))
    var places = [Int](repeating: 0, count: draft.count)
    // Parents come before their children.
    for (node, content) in draft.enumerated() where !content.children.isEmpty {
      let wanted = content.children.map { Int(columns[Int($0.octet)]) }
      let start = layout.place(wanted, below: places[node])
      for (column, child) in zip(wanted, content.children) { places[child.node] = start + column }
    }
    base = layout.base
    parent = layout.parent
    whole = [Int32](repeating: -1, count: base.count)
    beginning = whole
    for (node, content) in draft.enumerated() {
      whole[places[node]] = content.whole
      beginning[places[node]] = content.beginning
    }
    draft = []
  }

  /// The symbols that a normalised word matches: the word itself, and every beginning of it.
  package func symbols(of word: [UInt8], into symbols: inout [Int32]) {
    symbols.removeAll(keepingCapacity: true)
    var node = 0
    for octet in word {
      let column = Int(columns[Int(octet)])
      guard column > 0 else { return }
      let next = Int(base[node]) + column
      guard parent[next] == Int32(node) else { return }
      node = next
      if beginning[node] >= 0 { symbols.append(beginning[node]) }
    }
    if node > 0, whole[node] >= 0 { symbols.append(whole[node]) }
  }
}

/// Where the nodes of a trie stand while it is laid out.
private struct Layout {
  let width: Int
  /// Leaves have their children, of which there are none, at 0.
  var base: [Int32]
  var parent: [Int32]
  /// Below it everything is taken.
  private var firstFree = 1

  init(width: Int) {
    self.width = width
    base = [Int32](repeating: 0, count: width + 1)
    parent = [Int32](repeating: -1, count: width + 1)
    parent[0] = 0
  }

  /// Finds room for the children of the node at `node`, the first that fits.
  mutating func place(_ columns: [Int], below node: Int) -> Int {
    while firstFree < parent.count, parent[firstFree] >= 0 { firstFree += 1 }
    var start = max(0, firstFree - columns.min()!)
    while true {
      grow(to: start + width + 1)
      // Nothing may stand at the root's place.
      if columns.allSatisfy({ start + $0 > 0 && parent[start + $0] < 0 }) { break }
      start += 1
    }
    base[node] = Int32(start)
    for column in columns { parent[start + column] = Int32(node) }
    return start
  }

  private mutating func grow(to count: Int) {
    guard parent.count < count else { return }
    parent.append(contentsOf: [Int32](repeating: -1, count: count - parent.count))
    base.append(contentsOf: [Int32](repeating: 0, count: count - base.count))
  }
}
