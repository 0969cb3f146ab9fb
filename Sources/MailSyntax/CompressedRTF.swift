/// The compression of rich text in MAPI. [MS-OXRTFCP] §2.1.3.1 (format) and §2.2.3 (decompression).
enum CompressedRTF {
  /// Octets of text, at most: a few octets can say that many times as much.
  private static let maximumOctets = 16 * 1024 * 1024
  private static let windowSize = 4096

  /// What the window holds at first. [MS-OXRTFCP] §2.1.2.1.
  private static let initial = Array(
    ("{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor "
      + "MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par "
      + "\\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx").utf8)

  /// The text; nil where the header is none.
  static func decode(_ octets: Span<UInt8>, _ range: OctetRange) -> [UInt8]? {
    var reader = OctetReader(range)
    guard reader.uint32(octets) != nil, let size = reader.uint32(octets), let kind = reader.uint32(octets),
      reader.uint32(octets) != nil
    else { return nil }
    switch kind {
    case 0x414C_454D:  // "MELA": as it is
      return octets.array(reader.index..<min(range.upperBound, reader.index + size))
    case 0x7546_5A4C:  // "LZFu"
      return expand(octets, &reader, size: min(size, maximumOctets))
    default: return nil
    }
  }

  /// Each control octet says of the next eight, from its lowest bit on, whether they are octets or references.
  private static func expand(_ octets: Span<UInt8>, _ reader: inout OctetReader, size: Int) -> [UInt8] {
    var window = initial + [UInt8](repeating: 0, count: windowSize - initial.count)
    var position = initial.count
    var result: [UInt8] = []
    func put(_ octet: UInt8) {
      result.append(octet)
      window[position] = octet
      position = (position + 1) % windowSize
    }
    while result.count < size, let control = reader.uint8(octets) {
      for bit in 0..<8 {
        if control >> UInt8(bit) & 1 == 0 {
          guard let octet = reader.uint8(octets) else { return result }
          put(octet)
        } else {
          guard let high = reader.uint8(octets), let low = reader.uint8(octets) else { return result }
          let offset = Int(high) << 4 | Int(low) >> 4
          if offset == position { return result }
          for step in 0..<Int(low & 15) + 2 { put(window[(offset + step) % windowSize]) }
        }
      }
    }
    return result
  }
}
