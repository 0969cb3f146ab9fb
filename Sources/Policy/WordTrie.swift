/// The words and beginnings of words of phrases, while a table of them is built.
///
/// Each word or beginning has a symbol; a class is a set of symbols that one word of a text can match, such as
/// "abmeldung" the beginnings "ab" and "abmeld" and itself.
struct WordTrie {
  private struct Node {
    var children: [(octet: UInt8, node: Int)] = []
    var whole: Int32 = -1
    var beginning: Int32 = -1
  }
  private var nodes = [Node()]
  /// How many symbols there are.
  private(set) var symbols: Int32 = 0

  /// The symbol for a normalised word, given out on first use.
  mutating func symbol(for word: String, isPrefix: Bool) -> Int32 {
    var node = 0
    for octet in word.utf8 {
      if let child = nodes[node].children.first(where: { $0.octet == octet }) {
        node = child.node
      } else {
        nodes[node].children.append((octet, nodes.count))
        node = nodes.count
        nodes.append(Node())
      }
    }
    let known = isPrefix ? nodes[node].beginning : nodes[node].whole
    if known >= 0 { return known }
    if isPrefix { nodes[node].beginning = symbols } else { nodes[node].whole = symbols }
    symbols += 1
    return symbols - 1
  }

  /// Lays the words out.
  /// - Returns: the table, and the symbols of each class; those of class 0 are none.
  func sealed() -> (table: WordTable, classes: [[Int32]]) {
    var classes: [[Int32]] = [[]]
    var numbers: [[Int32]: Int32] = [[]: 0]
    func number(of symbols: [Int32]) -> Int32 {
      if let number = numbers[symbols] { return number }
      numbers[symbols] = Int32(classes.count)
      classes.append(symbols)
      return Int32(classes.count - 1)
    }
    var columns = [UInt8](repeating: 0, count: 256)
    var width: UInt8 = 1
    for node in nodes {
      for (octet, _) in node.children where columns[Int(octet)] == 0 {
        columns[Int(octet)] = width
        width += 1
      }
    }
    var layout = Layout(width: Int(width))
    var places = [Int](repeating: 0, count: nodes.count)
    var beginnings = [[Int32]](repeating: [], count: nodes.count)
    var classesOfNodes: [(passing: Int32, ending: Int32)] = []
    // Parents come before their children.
    for (index, node) in nodes.enumerated() {
      if node.beginning >= 0 { beginnings[index].append(node.beginning) }
      let ending = node.whole >= 0 ? beginnings[index] + [node.whole] : beginnings[index]
      classesOfNodes.append((number(of: beginnings[index]), number(of: ending)))
      guard !node.children.isEmpty else { continue }
      let wanted = node.children.map { Int(columns[Int($0.octet)]) }
      let start = layout.place(wanted, below: places[index])
      for (column, child) in zip(wanted, node.children) {
        places[child.node] = start + column
        beginnings[child.node] = beginnings[index]
      }
    }
    for (place, found) in zip(places, classesOfNodes) {
      layout.nodes[place].passing = found.passing
      layout.nodes[place].ending = found.ending
    }
    return (WordTable(columns: columns, nodes: layout.nodes), classes)
  }
}

/// Where the nodes of a trie stand while it is laid out.
private struct Layout {
  let width: Int
  /// Leaves have their children, of which there are none, at 0.
  var nodes: [WordTable.Node]
  /// Below it everything is taken.
  private var firstFree = 1

  init(width: Int) {
    self.width = width
    nodes = [WordTable.Node](repeating: .free, count: width + 1)
    nodes[0].parent = 0
  }

  /// Finds room for the children of the node at `node`, the first that fits.
  mutating func place(_ columns: [Int], below node: Int) -> Int {
    while firstFree < nodes.count, nodes[firstFree].parent >= 0 { firstFree += 1 }
    var start = max(0, firstFree - columns.min()!)
    while true {
      grow(to: start + width + 1)
      // Nothing may stand at the root's place.
      if columns.allSatisfy({ start + $0 > 0 && nodes[start + $0].parent < 0 }) { break }
      start += 1
    }
    nodes[node].base = Int32(start)
    for column in columns { nodes[start + column].parent = Int32(node) }
    return start
  }

  private mutating func grow(to count: Int) {
    guard nodes.count < count else { return }
    nodes.append(contentsOf: [WordTable.Node](repeating: .free, count: count - nodes.count))
  }
}
