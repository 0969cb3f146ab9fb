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
  static func decode(_ octets: Span<UInt8>, _ range: OctetRange, into result: inout [UInt8]) {
    result.reserveCapacity(result.count + range.count / 4 * 3 + 3)
    var bits: UInt32 = 0
    var sextets = 0
    var index = range.lowerBound
    let end = range.upperBound
    while index < end {
      let octet = octets[index]
      let value = values[Int(octet)]
      index &+= 1
      if value < 64 {
        bits = bits << 6 | UInt32(value)
        sextets &+= 1
        if sextets == 4 {
          result.append(UInt8(truncatingIfNeeded: bits >> 16))
          result.append(UInt8(truncatingIfNeeded: bits >> 8))
          result.append(UInt8(truncatingIfNeeded: bits))
          sextets = 0
        }
      } else if octet == .equals, sextets >= 2 {
        break
      }
    }
    // A quantum cut short: two sextets hold one octet, three hold two (RFC 4648 §4).
    if sextets == 2 { result.append(UInt8(truncatingIfNeeded: bits >> 4)) }
    if sextets == 3 {
      result.append(UInt8(truncatingIfNeeded: bits >> 10))
      result.append(UInt8(truncatingIfNeeded: bits >> 2))
    }
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
