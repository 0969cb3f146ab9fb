/// The states of a `PhraseTable`, worked out one by one: each is a set of nodes of the graph that the same words lead
/// to.
struct PhraseSubsets {
  /// A state with where it leads.
  struct Subset {
    var edges: [(wordClass: Int32, target: Int32)] = []
    /// The state behind the gaps that may follow; 0 for none.
    var gap: Int32 = 0
    var ends: [PhraseTable.End] = []
  }

  private let graph: PhraseGraph
  private let classes: [[Int32]]
  /// By symbol: the classes that hold it.
  private var classesOfSymbol: [[Int32]]
  /// The nodes of each state, ascending; state 0 is none.
  private var subsets: [[Int32]] = [[]]
  private var numbers: [[Int32]: Int32] = [[]: 0]
  private var done = 0

  init(_ graph: PhraseGraph, classes: [[Int32]]) {
    self.graph = graph
    self.classes = classes
    let symbols = (classes.joined().max() ?? -1) + 1
    classesOfSymbol = [[Int32]](repeating: [], count: Int(symbols))
    for (number, symbols) in classes.enumerated() {
      for symbol in symbols { classesOfSymbol[Int(symbol)].append(Int32(number)) }
    }
  }

  /// By class: the state that its words begin.
  mutating func starts() -> [Int32] {
    var starts = [Int32](repeating: 0, count: classes.count)
    for (wordClass, target) in targets(from: [Int32(PhraseGraph.root)]) { starts[Int(wordClass)] = target }
    return starts
  }

  /// The next state in the order of their numbers; nil when there are no more.
  mutating func next() -> Subset? {
    guard done < subsets.count else { return nil }
    let nodes = subsets[done]
    done += 1
    var subset = Subset()
    subset.edges = targets(from: nodes)
    subset.gap = number(of: Set(nodes.map { graph.gaps[Int($0)] }.filter { $0 >= 0 }).sorted())
    for node in nodes {
      let set = graph.accepting[Int(node)]
      if set >= 0 { subset.ends.append(PhraseTable.End(node: node, set: set)) }
    }
    return subset
  }

  /// Where words lead from a set of nodes, by class.
  private mutating func targets(from nodes: [Int32]) -> [(wordClass: Int32, target: Int32)] {
    var nodesByClass: [Int32: [Int32]] = [:]
    for node in nodes {
      for (symbol, target) in graph.edges[Int(node)] {
        for wordClass in classesOfSymbol[Int(symbol)] { nodesByClass[wordClass, default: []].append(target) }
      }
    }
    return nodesByClass.sorted { $0.key < $1.key }.map { ($0.key, number(of: Array(Set($0.value)).sorted())) }
  }

  private mutating func number(of nodes: [Int32]) -> Int32 {
    if let number = numbers[nodes] { return number }
    let number = Int32(subsets.count)
    numbers[nodes] = number
    subsets.append(nodes)
    return number
  }
}
