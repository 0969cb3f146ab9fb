/// The known attributes of one tag, the first of each name. HTML standard §13.2.5.33: later ones of a name do not count.
struct KnownAttributes {
  private var entries: [(name: HTMLAttributeName, attribute: HTMLAttribute)] = []

  /// Never more entries than known names, so that a look-up is bounded.
  mutating func replace(with attributes: [HTMLAttribute]) {
    entries.removeAll(keepingCapacity: true)
    for attribute in attributes {
      guard let name = HTMLAttributeName.known(attribute.name), self[name] == nil else { continue }
      entries.append((name, attribute))
    }
  }

  var isEmpty: Bool { entries.isEmpty }

  subscript(name: HTMLAttributeName) -> HTMLAttribute? {
    for entry in entries where entry.name == name { return entry.attribute }
    return nil
  }
}
