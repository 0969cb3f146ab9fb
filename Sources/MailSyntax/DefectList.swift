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
