/// The known attributes of one tag, the first of each name. HTML standard §13.2.5.33: later ones of a name do not
/// count.
struct KnownAttributes {
  /// In a template, the later ones of a name: a condition may stand around each.
  private(set) var repeated: [(name: HTMLAttributeName, attribute: HTMLAttribute)] = []
  private var entries: [(name: HTMLAttributeName, attribute: HTMLAttribute)] = []
  private var present: UInt64 = 0

  mutating func replace(with attributes: [HTMLAttribute], keepsRepeated: Bool) {
    entries.removeAll(keepingCapacity: true)
    repeated.removeAll(keepingCapacity: true)
    present = 0
    for attribute in attributes {
      guard let name = HTMLAttributeName.known(attribute.name) else { continue }
      guard present & name.bit == 0 else {
        if keepsRepeated { repeated.append((name, attribute)) }
        continue
      }
      present |= name.bit
      entries.append((name, attribute))
    }
  }

  var isEmpty: Bool { present == 0 }

  subscript(name: HTMLAttributeName) -> HTMLAttribute? {
    guard present & name.bit != 0 else { return nil }
    for entry in entries where entry.name == name { return entry.attribute }
    return nil
  }
}
