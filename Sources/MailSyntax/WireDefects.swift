/// What is wrong with a message's lines and octets, whatever they mean. RFC 5322 §2.1 and §2.3.
enum WireDefects {
  /// Notes the first place of each kind.
  static func note(_ octets: Span<UInt8>, _ list: inout DefectList) {
    var lineStart = 0
    var index = 0
    let count = octets.count
    var found: Set<Defect.Kind> = []
    func once(_ kind: Defect.Kind, _ range: OctetRange, _ list: inout DefectList) {
      if found.insert(kind).inserted { list.note(kind, range) }
    }
    while index < count {
      let octet = octets[index]
      if octet == .lineFeed {
        if index == 0 || octets[index &- 1] != .carriageReturn {
          once(.bareLineFeed, index..<index + 1, &list)
        } 
        if index - lineStart > Limits.lineOctets + 1 { once(.lineTooLong, lineStart..<index, &list) }
        lineStart = index &+ 1
      } else if octet == .carriageReturn {
        if index &+ 1 == count || octets[index &+ 1] != .lineFeed {
          once(.bareCarriageReturn, index..<index + 1, &list)
        }
      } else if octet == .nul {
        once(.nul, index..<index + 1, &list)
      }
      index &+= 1
    }
    if count - lineStart > Limits.lineOctets { once(.lineTooLong, lineStart..<count, &list) }
  }
}
