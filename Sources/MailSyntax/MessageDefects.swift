extension Message {
  /// What departs from the standards, by place; at most `Limits.defects`.
  ///
  /// Found when first asked for: structure, lines, fields, and the text parts. Attachments are not decoded for it.
  /// - Complexity: O(n) in the octets of the message the first time.
  public var defects: [Defect] {
    derived.defects {
      var list = DefectList()
      list.append(contentsOf: structureDefects)
      WireDefects.note(octets.span, &list)
      for part in parts {
        for field in fields[part.fields] {
          let mayDiffer = FieldDefects.note(octets.span, field, &list) || hasStrayLines(behind: field)
          if mayDiffer, addressReadings(of: field).count > 1 {
            list.note(.ambiguousAddresses, field.body)
          }
        }
        ContentDefects.note(self, part, &list)
      }
      return list.sorted
    }
  }
}

extension Message {
  /// Whether lines end in more than one way, or a CR stands alone: programs may then see different lines.
  /// - Complexity: O(n), eight octets a step; less where no CR stands.
  package var hasMixedLineEnds: Bool {
    let span = octets.span
    guard span.first(.carriageReturn, in: 0..<span.count) < span.count else { return false }
    var list = DefectList()
    WireDefects.note(span, &list)
    return list.sorted.contains { $0.kind == .bareLineFeed || $0.kind == .bareCarriageReturn }
  }

  /// What departs from the standards in the structure alone: header sections and parts, no text and no address.
  /// - Complexity: O(1); found while reading.
  package var structure: [Defect] { structureDefects }
}
