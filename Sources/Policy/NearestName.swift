/// Finds the name a person most likely meant, for "did you mean".
package enum NearestName {
  /// Two slips are still recognised; with three, unrelated short names would match.
  private static let maximumDistance = 2

  /// - Returns: the candidate with the fewest slips, if few enough; nil else.
  /// - Complexity: O(candidates · length²); names are short.
  package static func of(_ name: String, among candidates: [String]) -> String? {
    let written = Array(name.lowercased().utf8)
    var best: (name: String, distance: Int)?
    for candidate in candidates {
      let distance = distance(written, Array(candidate.lowercased().utf8))
      let allowed = min(maximumDistance, max(1, candidate.utf8.count / 3))
      if distance <= allowed, distance < best?.distance ?? .max { best = (candidate, distance) }
    }
    return best?.name
  }

  /// The least number of insertions, deletions, replacements, and swaps of neighbours ("nmae"), each letter being part
  /// of one of them at most.
  private static func distance(_ a: [UInt8], _ b: [UInt8]) -> Int {
    var beforeLast: [Int] = []
    var last: [Int] = []
    var row = Array(0...b.count)
    for i in a.indices {
      (beforeLast, last) = (last, row)
      row[0] = i + 1
      for j in b.indices {
        row[j + 1] = min(last[j] + (a[i] == b[j] ? 0 : 1), last[j + 1] + 1, row[j] + 1)
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { row[j + 1] = min(row[j + 1], beforeLast[j - 1] + 1) }
      }
    }
    return row[b.count]
  }
}
