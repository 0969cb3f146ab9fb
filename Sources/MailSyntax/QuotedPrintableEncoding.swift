extension QuotedPrintable {
  /// Encodes octets as text whose lines end with CRLF or LF; those become `lineEnd`. RFC 2045 §6.7.
  /// - Parameter column: how many octets stand already on the line.
  static func encode(_ octets: [UInt8], lineEnd: [UInt8], column start: Int = 0) -> [UInt8] {
    var result: [UInt8] = []
    var column = start
    var index = 0
    while index < octets.count {
      let octet = octets[index]
      let next = index + 1 < octets.count ? octets[index + 1] : .lineFeed
      let isCRLF = octet == .carriageReturn && next == .lineFeed && index + 1 < octets.count
      if octet == .lineFeed || isCRLF {
        result += lineEnd
        column = 0
        index += isCRLF ? 2 : 1
        continue
      }
      let endsLine = next == .lineFeed || next == .carriageReturn
      let isPrintable = octet >= 0x20 && octet < 0x7F && octet != .equals || octet == .tab
      let unit = isPrintable && !(octet.isWSP && endsLine) ? [octet] : escape(octet)
      if column + unit.count > Limits.encodedLineOctets - 1 {
        result.append(.equals)
        result += lineEnd
        column = 0
      }
      result += unit
      column += unit.count
      index += 1
    }
    return result
  }

  /// "=" and the octet in two capital hexadecimal digits. RFC 2045 §6.7 (1).
  static func escape(_ octet: UInt8) -> [UInt8] {
    func digit(_ value: UInt8) -> UInt8 { value < 10 ? 0x30 + value : 0x41 + value - 10 }
    return [.equals, digit(octet >> 4), digit(octet & 15)]
  }
}
