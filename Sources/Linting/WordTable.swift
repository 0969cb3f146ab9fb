/// Recognises words and beginnings of words: a trie over octets, laid out as a table.
struct WordTable: Sendable {
  /// How many symbols there are; a symbol stands for one word or beginning of the phrases.
  private(set) var symbols: Int32 = 0

  /// One row per node, one column per octet class; 0 leads nowhere.
  private var table: [Int32] = []
  /// The column of each octet; 0 for octets that occur in no word.
  private var columns = [UInt8](repeating: 0, count: 256)
  private var width = 1
  /// The symbol of the word that ends at a node, and of the beginning that does; -1 for none.
  private var whole: [Int32] = [-1]
  private var beginning: [Int32] = [-1]
  /// While building: the children of each node.
  private var children: [[(octet: UInt8, node: Int32)]] = [[]]

  /// The symbol for a normalised word, given out on first use.
  mutating func symbol(for word: String, isPrefix: Bool) -> Int32 {
    var node = 0
    for octet in word.utf8 {
      if let child = children[node].first(where: { $0.octet == octet }) {
        node = Int(child.node)
        continue
      }
      children[node].append((octet, Int32(children.count)))
      node = children.count
      children.append([])
      whole.append(-1)
      beginning.append(-1)
    }
    let known = isPrefix ? beginning[node] : whole[node]
    if known >= 0 { return known }
    if isPrefix { beginning[node] = symbols } else { whole[node] = symbols }
    symbols += 1
    return symbols - 1
  }

  /// Lays the trie out as a table; no word can be added afterwards.
  mutating func seal() {
    for next in children {
      for (octet, _) in next where columns[Int(octet)] == 0 {
        columns[Int(octet)] = UInt8(width)
        width += 1
      }
    }
    table = [Int32](repeating: 0, count: children.count * width)
    for (node, next) in children.enumerated() {
      for (octet, child) in next { table[node * width + Int(columns[Int(octet)])] = child }
    }
    children = []
  }

  /// The symbols that a normalised word matches: the word itself, and every beginning of it.
  func symbols(of word: [UInt8], into symbols: inout [Int32]) {
    symbols.removeAll(keepingCapacity: true)
    var node = 0
    for octet in word {
      node = Int(table[node * width + Int(columns[Int(octet)])])
      if node == 0 { return }
      if beginning[node] >= 0 { symbols.append(beginning[node]) }
    }
    if node > 0, whole[node] >= 0 { symbols.append(whole[node]) }
  }
}
