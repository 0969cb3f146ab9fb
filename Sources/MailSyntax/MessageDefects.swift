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

/// A bounded list of defects.
struct DefectList {
  private var defects: [Defect] = []

  mutating func note(_ kind: Defect.Kind, _ range: OctetRange) {
    if defects.count < Limits.defects { defects.append(Defect(kind, range)) }
  }

  mutating func append(contentsOf others: [Defect]) { defects += others.prefix(Limits.defects - defects.count) }

  /// The defects by place.
  var sorted: [Defect] {
    defects.enumerated().sorted {
      ($0.element.octets.lowerBound, $0.offset) < ($1.element.octets.lowerBound, $1.offset)
    }.map(\.element)
  }
}
