/// A `data:` URL, which brings its content with it. RFC 2397.
enum DataAddress {
  /// The octets of such a URL that `Fetch.url` shows: enough for its media type; the rest may be megabytes.
  static let shownOctets = 128

  static func isData(_ url: [UInt8]) -> Bool { url.span.hasPrefix("data:", at: 0, to: url.count) }

  /// The content, if it is markup that may fetch more: SVG or HTML.
  static func markup(_ url: [UInt8]) -> [UInt8]? {
    let span = url.span
    guard
      span.hasPrefix("data:image/svg+xml", at: 0, to: url.count)
        || span.hasPrefix("data:text/html", at: 0, to: url.count)
    else { return nil }
    guard let comma = url.firstIndex(of: UInt8(ascii: ",")) else { return nil }
    let isBase64 = span.hasPrefix(";base64", at: comma - 7, to: comma)
    let content = percentDecoded(url[(comma + 1)...])
    return isBase64 ? base64Decoded(content) : content
  }

  private static func percentDecoded(_ octets: ArraySlice<UInt8>) -> [UInt8] {
    var output: [UInt8] = []
    output.reserveCapacity(octets.count)
    var index = octets.startIndex
    while index < octets.endIndex {
      if octets[index] == UInt8(ascii: "%"), index + 2 < octets.endIndex, let high = octets[index + 1].hexDigit,
        let low = octets[index + 2].hexDigit
      {
        output.append(high << 4 | low)
        index += 3
      } else {
        output.append(octets[index])
        index += 1
      }
    }
    return output
  }

  /// RFC 4648 §4 and §5, both alphabets; other octets are skipped.
  private static func base64Decoded(_ octets: [UInt8]) -> [UInt8] {
    var output: [UInt8] = []
    output.reserveCapacity(octets.count / 4 * 3)
    var bits: UInt32 = 0
    var count = 0
    for octet in octets {
      let value: UInt8
      switch octet {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): value = octet - 65
      case UInt8(ascii: "a")...UInt8(ascii: "z"): value = octet - 71
      case UInt8(ascii: "0")...UInt8(ascii: "9"): value = octet + 4
      case UInt8(ascii: "+"), Octet.hyphen: value = 62
      case Octet.slash, UInt8(ascii: "_"): value = 63
      default: continue
      }
      bits = bits << 6 | UInt32(value)
      count += 6
      if count >= 8 {
        count -= 8
        output.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
      }
    }
    return output
  }
}
