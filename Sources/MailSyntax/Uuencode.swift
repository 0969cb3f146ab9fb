/// The encoding of uuencode(1): POSIX.1-2017, utility "uuencode", historical algorithm.
enum Uuencode {
  /// Decodes what stands between "begin" and "end"; without a "begin" line, the octets are given as they are.
  static func decode(_ octets: Span<UInt8>, _ range: OctetRange) -> [UInt8] {
    var result: [UInt8] = []
    var index = range.lowerBound
    let end = range.upperBound
    var isOpen = false
    while index < end {
      let newline = octets.first(.lineFeed, in: index..<end)
      if !isOpen {
        isOpen = octets.matches("begin ", at: index, before: end)
      } else if octets.matches("end", at: index, before: end) {
        break
      } else {
        // The CR of a CRLF is no character of the line.
        let hasReturn = newline > index && octets[newline &- 1] == .carriageReturn
        decodeLine(octets, index..<(hasReturn ? newline &- 1 : newline), into: &result)
      }
      index = newline &+ 1
    }
    return isOpen ? result : octets.array(range)
  }

  private static func decodeLine(_ octets: Span<UInt8>, _ line: OctetRange, into result: inout [UInt8]) {
    guard !line.isEmpty, octets[line.lowerBound] > .space else { return }
    var left = Int((octets[line.lowerBound] &- 32) & 63)
    var index = line.lowerBound + 1
    func value(_ position: Int) -> UInt32 {
      position < line.upperBound && octets[position] >= 32 ? UInt32((octets[position] &- 32) & 63) : 0
    }
    while left > 0, index < line.upperBound {
      let bits = value(index) << 18 | value(index + 1) << 12 | value(index + 2) << 6 | value(index + 3)
      result.append(UInt8(truncatingIfNeeded: bits >> 16))
      if left > 1 { result.append(UInt8(truncatingIfNeeded: bits >> 8)) }
      if left > 2 { result.append(UInt8(truncatingIfNeeded: bits)) }
      left -= 3
      index += 4
    }
  }
}
