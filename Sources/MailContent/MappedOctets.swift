import MailSyntax

/// Octets decoded from a stretch of the source, with the way back.
struct MappedOctets: Sendable {
  let octets: [UInt8]
  let map: SourceMap

  /// An attribute's value, decoded. HTML standard §13.2.5.36 to §13.2.5.38.
  init(value range: OctetRange, in source: Span<UInt8>) {
    if Self.isPlain(range, in: source) {
      octets = source.array(range)
      map = SourceMap(base: range.lowerBound)
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
    map = SourceMap(starts: starts)
  }

  /// Whether a value stands in the source as it is decoded here.
  static func isPlain(_ range: OctetRange, in source: Span<UInt8>) -> Bool {
    source.firstIndex(of: Octet.ampersand, from: range.lowerBound, to: range.upperBound) == range.upperBound
  }

  /// Where a range of the octets stands in the source.
  func source(of range: OctetRange) -> OctetRange { map.source(of: range) }
}

/// The way from decoded octets back to where they stand in the source.
struct SourceMap: Sendable {
  /// Where each octet starts in the source, and behind them where the stretch ends; nil if they stand there as they
  /// are.
  private let starts: [Int]?
  private let base: Int

  /// For octets that stand in the source as they are, from an offset on.
  init(base: Int) {
    self.base = base
    starts = nil
  }

  fileprivate init(starts: [Int]) {
    self.starts = starts
    base = 0
  }

  /// Where a range of the octets stands in the source.
  func source(of range: OctetRange) -> OctetRange {
    guard let starts else { return (base + range.lowerBound)..<(base + range.upperBound) }
    let start = starts[range.lowerBound]
    guard !range.isEmpty else { return start..<start }
    // The end of a reference is where the next octet starts.
    var after = range.upperBound
    while after < starts.count - 1, starts[after] == starts[range.upperBound - 1] { after += 1 }
    return start..<starts[after]
  }
}
