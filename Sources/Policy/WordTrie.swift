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
    var numbers: [[Int32]: Int] = [[]: 0]
    func number(of symbols: [Int32]) -> Int {
      if let number = numbers[symbols] { return number }
      numbers[symbols] = classes.count
      classes.append(symbols)
      return classes.count - 1
    }
    var columns = [Int](repeating: 0, count: 256)
    var width = 1
    for node in nodes {
      for (octet, _) in node.children where columns[Int(octet)] == 0 {
        columns[Int(octet)] = width
        width += 1
      }
    }
    var layout = Layout(width: width)
    var places = [Int](repeating: 0, count: nodes.count)
    var beginnings = [[Int32]](repeating: [], count: nodes.count)
    var classesOfNodes: [(passing: Int, ending: Int)] = []
    // Parents come before their children.
    for (index, node) in nodes.enumerated() {
      if node.beginning >= 0 { beginnings[index].append(node.beginning) }
      let ending = node.whole >= 0 ? beginnings[index] + [node.whole] : beginnings[index]
      classesOfNodes.append((number(of: beginnings[index]), number(of: ending)))
      guard !node.children.isEmpty else { continue }
      let wanted = node.children.map { columns[Int($0.octet)] }
      let start = layout.place(wanted, below: places[index])
      for (column, child) in zip(wanted, node.children) {
        places[child.node] = start + column
        beginnings[child.node] = beginnings[index]
      }
    }
    let table = layout.nodes()
    var passing = [Int](repeating: 0, count: table.count)
    var ending = passing
    for (place, found) in zip(places, classesOfNodes) {
      passing[place] = found.passing
      ending[place] = found.ending
    }
    return (WordTable(columns: columns, nodes: table, passing: passing, ending: ending), classes)
  }
}

/// Where the nodes of a trie stand while it is laid out.
private struct Layout {
  let width: Int
  /// By place: the base of the node there, or -1 for a leaf, and its column; 0 where nothing stands.
  private var bases: [Int]
  private var columns: [Int]
  /// By place: whether it is the base of a node.
  private var taken: [Bool] = [false]
  /// Below it everything is taken.
  private var firstFree = 1

  init(width: Int) {
    self.width = width
    bases = [-1]
    columns = [0]
  }

  /// So many places are tried for a node before those at the front are given up; what room they leave is little.
  private static let maximumTrials = 128

  /// Finds room for the children of the node at `node`.
  mutating func place(_ wanted: [Int], below node: Int) -> Int {
    let first = wanted.min()!
    var place = firstFree
    var trials = 0
    while true {
      grow(to: place + width)
      if columns[place] == 0 {
        // Columns begin at 1, so nothing stands at the root's place.
        let start = place - first
        if start >= 0, !taken[start], wanted.allSatisfy({ columns[start + $0] == 0 }) { break }
      }
      trials += 1
      if trials == Self.maximumTrials { firstFree = place }
      place += 1
    }
    let start = place - first
    taken[start] = true
    bases[node] = start
    for column in wanted { columns[start + column] = column }
    return start
  }

  /// So many places are made at once.
  private static let room = 1024

  private mutating func grow(to count: Int) {
    guard columns.count < count else { return }
    let count = count + Self.room
    columns.append(contentsOf: [Int](repeating: 0, count: count - columns.count))
    bases.append(contentsOf: [Int](repeating: -1, count: count - bases.count))
    taken.append(contentsOf: [Bool](repeating: false, count: count - taken.count))
  }

  /// All nodes; leaves have their children, of which there are none, behind all others.
  func nodes() -> [WordTable.Node] {
    precondition(columns.count + width < WordTable.maximumPlaces && width <= WordTable.maximumColumns)
    let behind = columns.count
    return zip(bases, columns).map { WordTable.Node(base: $0 < 0 ? behind : $0, column: $1) }
      + [WordTable.Node](repeating: WordTable.Node(base: behind, column: 0), count: width)
  }
}
