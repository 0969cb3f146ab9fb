/// The base64 transfer encoding. RFC 2045 §6.8, RFC 4648 §4.
public enum Base64 {
  /// The value of each octet of the alphabet; 255 for all others.
  static let values: [256 of UInt8] = [
    255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
    255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
    255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 62, 255, 255, 255, 63,
    52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 255, 255, 255, 255, 255, 255,
    255, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14,
    15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 255, 255, 255, 255, 255,
    255, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40,
    41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51, 255, 255, 255, 255, 255,
    255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
    255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
    255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
    255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
    255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
    255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
    255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
    255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
  ]

  /// Decodes `range`, leaving out whatever is not of the alphabet (RFC 2045 §6.8).
  ///
  /// Decoding stops at padding that ends a quantum; without padding, as much as the last octets give is decoded.
  /// - Complexity: O(n); one allocation.
  static func decode(_ octets: Span<UInt8>, _ range: OctetRange) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: range.count / 4 * 3 + 8) { out, written in
      if let base = out.baseAddress { written = decode(octets, range, to: base) }
    }
  }

  /// Appends what `range` decodes to.
  static func decode(_ octets: Span<UInt8>, _ range: OctetRange, into result: inout [UInt8]) {
    result.append(contentsOf: decode(octets, range))
  }

  /// Writes what `range` decodes to; there must be room for three quarters of it and eight octets more.
  /// - Returns: how many octets were written.
  static func decode(_ octets: Span<UInt8>, _ range: OctetRange, to out: UnsafeMutablePointer<UInt8>) -> Int {
    precondition(range.upperBound <= octets.count)
    var count = 0
    var index = range.lowerBound
    let end = range.upperBound
    var bits: UInt32 = 0
    var sextets = 0
    while index < end {
      if sextets == 0 {
        decodeQuanta(octets, &index, end, out, &count)
        guard index < end else { break }
      }
      let octet = octets[index]
      let value = values[Int(octet)]
      index &+= 1
      if value < 64 {
        bits = bits << 6 | UInt32(value)
        sextets &+= 1
        if sextets == 4 {
          out[count] = UInt8(truncatingIfNeeded: bits >> 16)
          out[count &+ 1] = UInt8(truncatingIfNeeded: bits >> 8)
          out[count &+ 2] = UInt8(truncatingIfNeeded: bits)
          count &+= 3
          sextets = 0
        }
      } else if octet == .equals, sextets >= 2 {
        break
      }
    }
    // A quantum cut short: two sextets hold one octet, three hold two (RFC 4648 §4).
    if sextets == 2 {
      out[count] = UInt8(truncatingIfNeeded: bits >> 4)
      count &+= 1
    } else if sextets == 3 {
      out[count] = UInt8(truncatingIfNeeded: bits >> 10)
      out[count &+ 1] = UInt8(truncatingIfNeeded: bits >> 2)
      count &+= 2
    }
    return count
  }

  /// Decodes quanta of four octets of the alphabet in a row, with line ends between them.
  @inline(__always)
  private static func decodeQuanta(
    _ octets: Span<UInt8>, _ index: inout Int, _ end: Int, _ out: UnsafeMutablePointer<UInt8>, _ count: inout Int
  ) {
    let raw = octets.bytes
    while index &+ 8 <= end {
      let word = raw.unsafeLoadUnaligned(fromUncheckedByteOffset: index, as: UInt64.self)
      let low = quantum(UInt32(truncatingIfNeeded: word))
      let high = quantum(UInt32(truncatingIfNeeded: word >> 32))
      if (low | high) < notInAlphabet {
        // Six octets, written as eight: three of each quantum, most significant first.
        let six = UInt64(low) << 40 | UInt64(high) << 16
        UnsafeMutableRawPointer(out + count).storeBytes(of: six.bigEndian, as: UInt64.self)
        count &+= 6
        index &+= 8
      } else if low < notInAlphabet {
        UnsafeMutableRawPointer(out + count).storeBytes(of: (low << 8).bigEndian, as: UInt32.self)
        count &+= 3
        index &+= 4
        skipLineEnd(octets, &index, end)
      } else {
        let before = index
        skipLineEnd(octets, &index, end)
        if index == before { return }
      }
    }
  }

  /// The bits of four octets, the first in the lowest place of the word.
  @inline(__always)
  private static func quantum(_ word: UInt32) -> UInt32 {
    first[Int(word & 0xFF)] | second[Int(word >> 8 & 0xFF)] | third[Int(word >> 16 & 0xFF)] | fourth[Int(word >> 24)]
  }

  @inline(__always)
  private static func skipLineEnd(_ octets: Span<UInt8>, _ index: inout Int, _ end: Int) {
    if index < end, octets[index] == .carriageReturn { index &+= 1 }
    if index < end, octets[index] == .lineFeed { index &+= 1 }
  }

  /// Encodes octets.
  /// - Parameter lineLength: characters a line, CRLF after each line; nil for one line without line end.
  public static func encode(_ octets: [UInt8], lineLength: Int?) -> [UInt8] {
    encode(octets, lineLength: lineLength, lineEnd: [.carriageReturn, .lineFeed])
  }

  /// Encodes octets with the line end given.
  static func encode(_ octets: [UInt8], lineLength: Int?, lineEnd: [UInt8]) -> [UInt8] {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    let length = lineLength.map { max($0 / 4 * 4, 4) }
    var result: [UInt8] = []
    result.reserveCapacity((octets.count + 2) / 3 * 4 + octets.count / 32)
    var column = 0
    var index = 0
    while index < octets.count {
      let left = octets.count - index
      let first = UInt32(octets[index])
      let second = left > 1 ? UInt32(octets[index + 1]) : 0
      let third = left > 2 ? UInt32(octets[index + 2]) : 0
      let bits = first << 16 | second << 8 | third
      result.append(alphabet[Int(bits >> 18)])
      result.append(alphabet[Int(bits >> 12 & 63)])
      result.append(left > 1 ? alphabet[Int(bits >> 6 & 63)] : .equals)
      result.append(left > 2 ? alphabet[Int(bits & 63)] : .equals)
      index += 3
      column += 4
      if let length, column >= length {
        result += lineEnd
        column = 0
      }
    }
    if length != nil, column > 0 { result += lineEnd }
    return result
  }
}
