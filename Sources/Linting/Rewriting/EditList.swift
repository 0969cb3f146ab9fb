import MailSyntax

/// The edits of one variant while they are gathered.
struct EditList {
  private var edits: [Edit] = []

  init(_ edits: [Edit] = []) { self.edits = edits }

  mutating func add(_ more: [Edit]) { edits += more }

  /// In the order of the octets; what is inserted at one place stays in the order in which it was added.
  ///
  /// Removals that overlap become one. Any other overlap has no single meaning and gives nil.
  /// - Complexity: O(n log n) in edits.
  func ordered() -> [Edit]? {
    let sorted = edits.enumerated().sorted { a, b in
      (a.element.range.lowerBound, a.element.range.upperBound, a.offset)
        < (b.element.range.lowerBound, b.element.range.upperBound, b.offset)
    }
    var result: [Edit] = []
    result.reserveCapacity(sorted.count)
    for (_, edit) in sorted {
      guard let last = result.last, edit.range.lowerBound < last.range.upperBound else {
        result.append(edit)
        continue
      }
      if edit == last { continue }
      guard edit.replacement.isEmpty, last.replacement.isEmpty else { return nil }
      let end = max(last.range.upperBound, edit.range.upperBound)
      result[result.count - 1] = Edit(range: last.range.lowerBound..<end, replacement: [])
    }
    return result
  }
}
