import MailSyntax

/// Octets decoded from a stretch of the source, with the way back.
struct MappedOctets: Sendable {
  let octets: [UInt8]
  /// Where each octet starts in the source, and behind them where the stretch ends; nil if they stand there as they
  /// are.
  private let starts: [Int]?
  private let base: Int

  /// Octets that stand in the source as they are, from an offset on.
  init(_ octets: [UInt8], at base: Int) {
    self.octets = octets
    self.base = base
    starts = nil
  }

  /// An attribute's value, decoded. HTML standard §13.2.5.36 to §13.2.5.38.
  init(value range: OctetRange, in source: Span<UInt8>) {
    base = range.lowerBound
    var isPlain = true
    for index in range where source[index] == Octet.ampersand || source[index] == Octet.carriageReturn {
      isPlain = false
      break
    }
    if isPlain {
      octets = source.array(range)
      starts = nil
      return
    }
    var octets: [UInt8] = []
    var starts: [Int] = []
    octets.reserveCapacity(range.count)
    starts.reserveCapacity(range.count + 1)
    var index = range.lowerBound
    while index < range.upperBound {
      let start = index
      if source[index] == Octet.ampersand,
        let reference = CharacterReference(at: index, to: range.upperBound, inAttribute: true, in: source)
      {
        reference.append(to: &octets)
        index += reference.length
      } else {
        octets.append(source[index])
        index += 1
      }
      while starts.count < octets.count { starts.append(start) }
    }
    starts.append(range.upperBound)
    self.octets = octets
    self.starts = starts
  }

  /// Where a range of the octets stands in the source.
  func source(of range: OctetRange) -> OctetRange {
    guard let starts else { return (base + range.lowerBound)..<(base + range.upperBound) }
    let start = starts[range.lowerBound]
    guard !range.isEmpty else { return start..<start }
    // The end of a reference is where the next octet starts.
    var after = range.upperBound
    while after < octets.count, starts[after] == starts[range.upperBound - 1] { after += 1 }
    return start..<starts[after]
  }
}
