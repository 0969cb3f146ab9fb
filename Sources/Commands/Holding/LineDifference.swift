internal import MailSyntax

/// What differs between two texts, line by line, as a unified diff.
enum LineDifference {
  /// The work grows with lines times differences; beyond this all between the first and the last difference counts as
  /// replaced.
  private static let maximumCompared = 2_000

  /// - Returns: empty where they are the same.
  static func text(from old: [String], to new: [String], path: String) -> String {
    let edits = edits(from: old, to: new)
    let octets = Array(old.map { $0 + "\n" }.joined().utf8)
    return String(decoding: UnifiedDiff.octets(of: octets, edits, path: path), as: UTF8.self)
  }

  /// Edits on the octets of the old lines.
  private static func edits(from old: [String], to new: [String]) -> [Edit] {
    let prefix = zip(old, new).prefix { $0 == $1 }.count
    let most = min(old.count, new.count) - prefix
    let suffix = zip(old.reversed(), new.reversed()).prefix(most) { $0 == $1 }.count
    let (oldMiddle, newMiddle) = (old[prefix..<old.count - suffix], new[prefix..<new.count - suffix])
    if oldMiddle.isEmpty, newMiddle.isEmpty { return [] }
    var removed: Set<Int> = Set(oldMiddle.indices)
    var inserted: Set<Int> = Set(newMiddle.indices)
    if oldMiddle.count <= maximumCompared, newMiddle.count <= maximumCompared {
      let difference = Array(newMiddle).difference(from: Array(oldMiddle))
      removed = Set(difference.removals.map { change in offset(of: change) + prefix })
      inserted = Set(difference.insertions.map { change in offset(of: change) + prefix })
    }
    return edits(old, new, removed: removed, inserted: inserted)
  }

  private static func offset(of change: CollectionDifference<String>.Change) -> Int {
    switch change {
    case .insert(let offset, _, _), .remove(let offset, _, _): offset
    }
  }

  private static func edits(_ old: [String], _ new: [String], removed: Set<Int>, inserted: Set<Int>) -> [Edit] {
    var edits: [Edit] = []
    var (o, n, position) = (0, 0, 0)
    while o < old.count || n < new.count {
      let start = position
      var replacement: [UInt8] = []
      while o < old.count, removed.contains(o) {
        position += old[o].utf8.count + 1
        o += 1
      }
      while n < new.count, inserted.contains(n) {
        replacement += Array((new[n] + "\n").utf8)
        n += 1
      }
      if position > start || !replacement.isEmpty {
        edits.append(Edit(range: start..<position, replacement: replacement))
      }
      // A line of both.
      if o < old.count, !removed.contains(o) {
        position += old[o].utf8.count + 1
        o += 1
        n += 1
      }
    }
    return edits
  }
}

extension Sequence {
  /// The elements up to the first that fails, at most so many.
  fileprivate func prefix(_ maximum: Int, while holds: (Element) -> Bool) -> [Element] {
    var result: [Element] = []
    for element in self {
      guard result.count < maximum, holds(element) else { break }
      result.append(element)
    }
    return result
  }
}
