/// What is wrong with a message's lines and octets, whatever they mean. RFC 5322 §2.1 and §2.3.
enum WireDefects {
  /// Notes the first place of each kind.
  ///
  /// - Complexity: O(n); a block in order costs a count of its octets, thirty-two of them at a time.
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

  /// Whether the block has a NUL, or CRs and LFs that are not all CRLF. A CRLF that the end of the block parts is suspect.
  private static func isSuspect(_ octets: Span<UInt8>, _ range: OctetRange) -> Bool {
    guard range.count >= 2, octets[range.lowerBound] != .lineFeed else { return true }
    var feeds = 0
    var returns = 0
    var pairs = 0
    var nuls = 0
    octets.extracting(range).withUnsafeBufferPointer { block in
      guard let base = block.baseAddress else { return }
      var index = 1
      // Sums of octets, 255 steps at most, so that the compiler can take many octets at a time.
      while index < block.count {
        let stop = min(index + 128, block.count)
        var sums: (UInt8, UInt8, UInt8, UInt8) = (0, 0, 0, 0)
        while index < stop {
          let octet = base[index]
          let isFeed: UInt8 = octet == .lineFeed ? 1 : 0
          sums.0 &+= isFeed
          sums.1 &+= octet == .carriageReturn ? 1 : 0
          sums.2 &+= isFeed & (base[index - 1] == .carriageReturn ? 1 : 0)
          sums.3 |= octet == .nul ? 1 : 0
          index &+= 1
        }
        feeds += Int(sums.0)
        returns += Int(sums.1)
        pairs += Int(sums.2)
        nuls += Int(sums.3)
      }
      if base[0] == .carriageReturn { returns += 1 }
      if base[0] == .nul { nuls += 1 }
    }
    return feeds != pairs || returns != pairs || nuls > 0
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

  /// Notes the first line over the limit. It looks backwards for a line end from the farthest octet that a line in
  /// order could have, so most octets are not looked at.
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
