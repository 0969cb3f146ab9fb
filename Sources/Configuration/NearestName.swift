/// Finds the name a person most likely meant, for "did you mean".
package enum NearestName {
  /// Two slips are still recognised; with three, unrelated short names would match.
  private static let maximumDistance = 2

  /// - Returns: the candidate with the fewest insertions, deletions and replacements, if few enough; nil else.
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

  /// The Levenshtein distance with one row of memory.
  private static func distance(_ a: [UInt8], _ b: [UInt8]) -> Int {
    var row = Array(0...b.count)
    for (i, octet) in a.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for j in b.indices {
        let replaced = diagonal + (octet == b[j] ? 0 : 1)
        diagonal = row[j + 1]
        row[j + 1] = min(replaced, row[j] + 1, diagonal + 1)
      }
    }
    return row[b.count]
  }
}
