/// Offset maps of charsets: where each octet of UTF-8 text stands in the decoded body.
enum CharsetMap {
  /// nil where the text is the body, octet for octet.
  static func make(_ octets: [UInt8], _ charset: Charset) -> OffsetMap? {
    switch charset {
    case .utf8: UTF8Repair.isValid(octets.span) ? nil : repaired(octets)
    case .undeclared: UTF8Repair.isValid(octets.span) ? nil : singleByte(octets, windows: true)
    case .latin1: singleByte(octets, windows: false)
    case .windows1252: singleByte(octets, windows: true)
    case .hz: hz(octets)
    case .other(let name):
      if let table = SingleByteTable.table(of: name) {
        tabled(octets, table)
      } else {
        converted(octets, Charset.converter(name, for: octets))
      }
    }
  }

  private static func repaired(_ octets: [UInt8]) -> OffsetMap {
    var map = OffsetMap()
    map.sourceEnd = octets.count
    let span = octets.span
    var index = 0
    while index < span.count {
      let length = UTF8Repair.sequence(span, at: index)
      if length > 0 {
        map.append(.plain, count: length, source: index..<index + length)
      } else {
        map.append(.unit, count: UTF8Repair.replacement.count, source: index..<index - length)
      }
      index += abs(length)
    }
    return map
  }

  private static func singleByte(_ octets: [UInt8], windows: Bool) -> OffsetMap? {
    guard octets.span.hasEightBit(in: 0..<octets.count) else { return nil }
    var map = OffsetMap()
    map.sourceEnd = octets.count
    for (index, octet) in octets.enumerated() {
      if octet < 0x80 {
        map.append(.plain, count: 1, source: index..<index + 1)
      } else {
        let width = SingleByte.scalar(octet, windows: windows) < 0x800 ? 2 : 3
        map.append(.unit, count: width, source: index..<index + 1)
      }
    }
    return map
  }

  private static func tabled(_ octets: [UInt8], _ table: SingleByteTable) -> OffsetMap? {
    guard octets.span.hasEightBit(in: 0..<octets.count) else { return nil }
    var map = OffsetMap()
    map.sourceEnd = octets.count
    for (index, octet) in octets.enumerated() {
      map.append(octet < 0x80 ? .plain : .unit, count: table.width(of: octet), source: index..<index + 1)
    }
    return map
  }

  private static func hz(_ octets: [UInt8]) -> OffsetMap {
    var map = OffsetMap()
    map.sourceEnd = octets.count
    HZ.walk(octets) { source, text in
      map.append(text.count == source.count ? .plain : .unit, count: text.count, source: source)
    }
    return map
  }

  /// Walks through the text a character at a time, with the same replacements as converting it at once.
  private static func converted(_ octets: [UInt8], _ name: String) -> OffsetMap? {
    guard let text = Charset.converted(octets, from: name), let iconv = Iconv(to: "UTF-8", from: name) else {
      return make(octets, .undeclared)
    }
    var map = OffsetMap()
    map.sourceEnd = octets.count
    octets.withUnsafeBytes { raw in
      var index = 0
      while index < raw.count {
        var step = (consumed: 0, produced: 0)
        // From an octet of 128 or above comes no single octet.
        var room = raw[index] < 0x80 ? 1 : 2
        // The shortest room that takes a character; a converter may give several for one (composed characters).
        while step.consumed == 0, step.produced == 0, room <= 16 {
          step = iconv.step(raw, from: index, limit: room)
          room += 1
        }
        if step.consumed == 0, step.produced == 0 {
          map.append(.unit, count: UTF8Repair.replacement.count, source: index..<index + 1)
          index += 1
        } else {
          let source = index..<index + step.consumed
          map.append(step.consumed == 1 && step.produced == 1 ? .plain : .unit, count: step.produced, source: source)
          index += step.consumed
        }
      }
    }
    guard map.textCount == text.count else {
      // Damage that the converter takes otherwise in small steps: nothing closer can be said than "somewhere in it".
      var whole = OffsetMap()
      whole.sourceEnd = octets.count
      whole.append(.unit, count: text.count, source: 0..<octets.count)
      return whole
    }
    return map
  }
}
