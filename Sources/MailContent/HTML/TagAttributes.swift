/// The attributes of one tag, and the way to those that mean something to reading.
struct TagAttributes: Sendable {
  /// All, in file order, repetitions included.
  private(set) var all: [HTMLAttribute] = []
  /// The known ones that the tag has.
  private(set) var present = HTMLAttributeName.Names()
  /// Where the first of each known name stands in `all`; means nothing for those that are not present.
  ///
  /// HTML standard §13.2.5.33: later ones of a name do not count.
  private var places = InlineArray<64, UInt16>(repeating: 0)

  var isEmpty: Bool { present.isEmpty }

  mutating func removeAll() {
    if !all.isEmpty { all.removeAll(keepingCapacity: true) }
    present = HTMLAttributeName.Names()
  }

  /// - Parameter known: what its name means; nil where it means nothing.
  @inline(__always)
  mutating func append(_ attribute: HTMLAttribute, known: HTMLAttributeName?) {
    if let known, !present.contains(known) {
      present.insert(known)
      places[Int(known.rawValue)] = UInt16(all.count)
    }
    all.append(attribute)
  }

  /// Inlined, so that nothing but the one attribute is copied.
  @inline(__always)
  subscript(name: HTMLAttributeName) -> HTMLAttribute? {
    present.contains(name) ? all[Int(places[Int(name.rawValue)])] : nil
  }

  /// The later ones of a name, in order: in a template, a condition may stand around each.
  func repetitions(of name: HTMLAttributeName) -> [HTMLAttribute] {
    guard let first = self[name] else { return [] }
    return all.filter { $0.name == first.name }.dropFirst().map { $0 }
  }
}
