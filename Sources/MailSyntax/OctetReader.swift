/// Reads little-endian numbers from octets, one behind the other; nil where the octets end.
struct OctetReader {
  private(set) var index: Int
  let end: Int

  init(_ range: OctetRange) {
    index = range.lowerBound
    end = range.upperBound
  }

  var isAtEnd: Bool { index >= end }

  mutating func uint8(_ octets: Span<UInt8>) -> UInt8? {
    guard index < end else { return nil }
    defer { index += 1 }
    return octets[index]
  }

  mutating func uint16(_ octets: Span<UInt8>) -> Int? {
    guard end - index >= 2 else { return nil }
    defer { index += 2 }
    return Int(octets[index]) | Int(octets[index + 1]) << 8
  }

  mutating func uint32(_ octets: Span<UInt8>) -> Int? {
    guard let low = uint16(octets), let high = uint16(octets) else { return nil }
    return low | high << 16
  }

  /// The next octets, as many as asked for.
  mutating func take(_ count: Int) -> OctetRange? {
    guard count >= 0, count <= end - index else { return nil }
    defer { index += count }
    return index..<index + count
  }

  /// Skips up to the next multiple of four octets behind a value of `count`.
  mutating func pad(_ count: Int) { index = min(end, index + (4 - count % 4) % 4) }
}
