/// What is wrong with a message's lines and octets, whatever they mean. RFC 5322 §2.1 and §2.3.
enum WireDefects {
  /// Notes the first place of each kind.
  ///
  /// - Complexity: O(n), eight octets a step where all is in order.
  static func note(_ octets: Span<UInt8>, _ list: inout DefectList) {
    var isMissing = (lineFeed: true, carriageReturn: true, nul: true)
    let block = 4096
    var start = 0
    while start < octets.count {
      let range = start..<min(start + block, octets.count)
      if isSuspect(octets, range) { search(octets, range, &isMissing, &list) }
      start += block
    }
    noteLongLine(octets, &list)
  }

  /// Whether the block has a NUL, or a CR or LF that is not of a CRLF.
  private static func isSuspect(_ octets: Span<UInt8>, _ range: OctetRange) -> Bool {
    let raw = octets.bytes
    var index = range.lowerBound
    var bad: UInt64 = 0
    // Whether the octet before the step is a CR, as the mark that a LF in the first place must have.
    var carry: UInt64 = index > 0 && octets[index - 1] == .carriageReturn ? 0x80 : 0
    while index &+ 8 <= range.upperBound {
      let word = raw.unsafeLoadUnaligned(fromUncheckedByteOffset: index, as: UInt64.self)
      let feeds = marks(word ^ 0x0A0A_0A0A_0A0A_0A0A)
      let returns = marks(word ^ 0x0D0D_0D0D_0D0D_0D0D)
      bad |= (returns << 8 | carry) ^ feeds | marks(word)
      carry = returns >> 56
      index &+= 8
    }
    if bad != 0 { return true }
    while index < range.upperBound {
      let octet = octets[index]
      if octet == .nul || (octet == .lineFeed) != (carry != 0) { return true }
      carry = octet == .carriageReturn ? 0x80 : 0
      index &+= 1
    }
    return carry != 0 && !(index < octets.count && octets[index] == .lineFeed)
  }

  /// The highest bit of each octet that is zero, and no other.
  @inline(__always)
  private static func marks(_ word: UInt64) -> UInt64 {
    let low: UInt64 = 0x7F7F_7F7F_7F7F_7F7F
    return ~(((word & low) &+ low) | word | low)
  }

  /// Looks at each octet of a block.
  private static func search(
    _ octets: Span<UInt8>, _ range: OctetRange, _ isMissing: inout (lineFeed: Bool, carriageReturn: Bool, nul: Bool),
    _ list: inout DefectList
  ) {
    for index in range {
      switch octets[index] {
      case .lineFeed where isMissing.lineFeed && (index == 0 || octets[index - 1] != .carriageReturn):
        list.note(.bareLineFeed, index..<index + 1)
        isMissing.lineFeed = false
      case .carriageReturn
      where isMissing.carriageReturn && (index + 1 == octets.count || octets[index + 1] != .lineFeed):
        list.note(.bareCarriageReturn, index..<index + 1)
        isMissing.carriageReturn = false
      case .nul where isMissing.nul:
        list.note(.nul, index..<index + 1)
        isMissing.nul = false
      default: break
      }
    }
  }

  /// Notes the first line over the limit of RFC 5322 §2.1.1. It looks backwards for a line end from the farthest octet
  /// that a line in order could have, so most octets are not looked at.
  private static func noteLongLine(_ octets: Span<UInt8>, _ list: inout DefectList) {
    var lineStart = 0
    while octets.count - lineStart > Limits.lineOctets {
      let farthest = min(lineStart + Limits.lineOctets + 1, octets.count - 1)
      var index = farthest
      while index >= lineStart, octets[index] != .lineFeed { index -= 1 }
      guard index >= lineStart else {
        let isLast = octets.count - lineStart == Limits.lineOctets + 1 && octets[octets.count - 1] == .carriageReturn
        if !isLast { list.note(.lineTooLong, lineStart..<octets.first(.lineFeed, in: lineStart..<octets.count)) }
        return
      }
      if index - lineStart == Limits.lineOctets + 1, octets[index - 1] != .carriageReturn {
        list.note(.lineTooLong, lineStart..<index)
        return
      }
      lineStart = index + 1
    }
  }
}
