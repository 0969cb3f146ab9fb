import MailSyntax

/// Decodes the escapes of CSS. CSS Syntax Level 3 §4.3.7.
enum CSSText {
  /// No length or number above this matters to a reader; more digits would only lose precision.
  static let greatestNumber = 1e9

  /// A name, string or URL without its escapes; an escaped line end in a string is nothing.
  static func decode(_ range: OctetRange, in octets: Span<UInt8>) -> [UInt8] {
    var output: [UInt8] = []
    output.reserveCapacity(range.count)
    var index = range.lowerBound
    while index < range.upperBound {
      let octet = octets[index]
      index += 1
      guard octet == Octet.backslash else {
        output.append(octet)
        continue
      }
      guard index < range.upperBound else { break }
      index = escape(at: index, to: range.upperBound, in: octets, into: &output)
    }
    return output
  }

  /// Reads one escape behind its backslash; gives the offset behind it.
  private static func escape(
    at start: Int, to end: Int, in octets: Span<UInt8>, into output: inout [UInt8]
  ) -> Int {
    var index = start
    var value: UInt32 = 0
    // Up to six hexadecimal digits and one white space.
    while index < end, index < start + 6, let digit = octets[index].hexDigit {
      value = value << 4 | UInt32(digit)
      index += 1
    }
    guard index > start else {
      switch octets[start] {
      case Octet.lineFeed, Octet.formFeed: break
      case Octet.carriageReturn: if start + 1 < end, octets[start + 1] == Octet.lineFeed { return start + 2 }
      default: output.append(octets[start])
      }
      return start + 1
    }
    let isScalar = value != 0 && value < 0x11_0000 && !(0xd800...0xdfff).contains(value)
    output.append(scalar: isScalar ? value : 0xfffd)
    if index < end, octets[index].isHTMLSpace {
      let isPair = octets[index] == Octet.carriageReturn && index + 1 < end && octets[index + 1] == Octet.lineFeed
      index += isPair ? 2 : 1
    }
    return index
  }

  /// Whether a name is a word, escapes decoded, without regard to case.
  static func equals(_ range: OctetRange, _ word: StaticString, in octets: Span<UInt8>) -> Bool {
    if range.count == word.utf8CodeUnitCount {
      return octets.hasPrefix(word, at: range.lowerBound, to: range.upperBound)
    }
    guard range.count > word.utf8CodeUnitCount, range.count <= word.utf8CodeUnitCount * 8 else { return false }
    let decoded = decode(range, in: octets)
    return decoded.count == word.utf8CodeUnitCount && decoded.span.hasPrefix(word, at: 0, to: decoded.count)
  }

  /// The name as one number, escapes decoded, without regard to case.
  static func name(_ range: OctetRange, in octets: Span<UInt8>) -> HTMLName {
    for index in range where octets[index] == Octet.backslash {
      let decoded = decode(range, in: octets)
      return HTMLName(0..<decoded.count, in: decoded.span)
    }
    return HTMLName(range, in: octets)
  }
}
