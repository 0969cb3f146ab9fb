/// Offset maps of the transfer encodings: the same steps as decoding, noting where each octet comes from.
enum TransferMap {
  static func make(_ octets: Span<UInt8>, _ range: OctetRange, _ encoding: TransferEncoding) -> OffsetMap {
    var map = OffsetMap()
    map.sourceEnd = range.upperBound
    switch encoding {
    case .sevenBit, .eightBit, .binary, .unknown: map.append(.plain, count: range.count, source: range)
    case .quotedPrintable: quotedPrintable(octets, range, &map)
    case .base64: base64(octets, range, &map)
    case .uuencode: map.append(.unit, count: Uuencode.decode(octets, range).count, source: range)
    }
    return map
  }

  private static func quotedPrintable(_ octets: Span<UInt8>, _ range: OctetRange, _ map: inout OffsetMap) {
    QuotedPrintable.walk(octets, range) { piece in
      switch piece {
      case .literal(let source): map.append(.plain, count: source.count, source: source)
      case .escape(let source): map.append(.unit, count: 1, source: source)
      }
    }
  }

  private static func base64(_ octets: Span<UInt8>, _ range: OctetRange, _ map: inout OffsetMap) {
    var sextets = 0
    var start = range.lowerBound
    var index = range.lowerBound
    let end = range.upperBound
    while index < end {
      let octet = octets[index]
      if Base64.values[Int(octet)] < 64 {
        if sextets % 4 == 0 { start = index }
        sextets += 1
        if sextets == 4 {
          map.append(.unit, count: 3, source: start..<index + 1)
          sextets = 0
        }
      } else if octet == .equals, sextets >= 2 {
        break
      }
      index += 1
    }
    if sextets >= 2 { map.append(.unit, count: sextets - 1, source: start..<index) }
  }
}
