import MailSyntax

/// The URLs and mail addresses that clients make into links when they show plain text.
struct TextAddresses {
  struct Found {
    /// The link's target: the URL as written, `http://` before a bare `www.`, `mailto:` before a mail address.
    let target: [UInt8]
    let range: OctetRange
    let isMailAddress: Bool
  }

  /// The longest local-part. RFC 5321 §4.5.3.1.1.
  static let maximumLocalPart = 64
  /// The longest domain. RFC 5321 §4.5.3.1.2.
  static let maximumDomain = 255
  /// The longest URL that is followed; clients cut at about 2,000 octets, personalised links are shorter.
  static let maximumURL = 8_192

  private static let schemes: [StaticString] = ["https:", "http:", "ftp:", "mailto:", "tel:", "sms:"]

  /// Finds them in order, none within another.
  /// - Complexity: O(n) in octets.
  static func find(in octets: Span<UInt8>) -> [Found] {
    var found: [Found] = []
    var index = 0
    // Nothing before this belongs to an address that is still to be found.
    var floor = 0
    while true {
      index = nextMark(from: index, octets)
      guard index < octets.count else { return found }
      let octet = octets[index]
      var match: Found?
      if octet == Octet.colon {
        match = url(atColon: index, floor, octets)
      } else if octet == UInt8(ascii: "@") {
        match = mailAddress(at: index, floor, octets)
      } else {
        match = bareHost(at: index, octets)
      }
      if let match {
        found.append(match)
        floor = match.range.upperBound
        index = max(floor, index + 1)
      } else {
        index += 1
      }
    }
  }

  /// The next octet with which an address may be told: a colon, `@`, or the first of `www`. Eight octets at a time: an
  /// octet of a word is zero where subtracting 1 borrows from a clear top bit; the lowest such octet is certain.
  private static func nextMark(from start: Int, _ octets: Span<UInt8>) -> Int {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let raw = octets.bytes
    var index = start
    while octets.count - index >= 8 {
      let word = UInt64(littleEndian: raw.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self))
      let colons = word ^ (ones &* UInt64(Octet.colon))
      let signs = word ^ (ones &* UInt64(UInt8(ascii: "@")))
      let letters = (word | (ones &* 0x20)) ^ (ones &* UInt64(UInt8(ascii: "w")))
      let found =
        ((colons &- ones) & ~colons | (signs &- ones) & ~signs | (letters &- ones) & ~letters) & (ones &* 0x80)
      if found != 0 { return index + found.trailingZeroBitCount >> 3 }
      index += 8
    }
    while index < octets.count {
      let octet = octets[index]
      if octet == Octet.colon || octet == UInt8(ascii: "@") || octet | 0x20 == UInt8(ascii: "w") { break }
      index += 1
    }
    return index
  }

  private static func url(atColon colon: Int, _ floor: Int, _ octets: Span<UInt8>) -> Found? {
    for scheme in schemes {
      let start = colon + 1 - scheme.utf8CodeUnitCount
      guard start >= floor, octets.hasPrefix(scheme, at: start, to: octets.count) else { continue }
      guard start == 0 || !octets[start - 1].isASCIIAlphanumeric else { continue }
      let isWeb = octets[start] | 0x20 == UInt8(ascii: "h") || octets[start] | 0x20 == UInt8(ascii: "f")
      if isWeb, !octets.hasPrefix("//", at: colon + 1, to: octets.count) { return nil }
      let end = urlEnd(from: colon + 1, octets)
      guard end > colon + (isWeb ? 3 : 1) else { return nil }
      return Found(target: octets.array(start..<end), range: start..<end, isMailAddress: false)
    }
    return nil
  }

  private static func bareHost(at start: Int, _ octets: Span<UInt8>) -> Found? {
    guard octets.hasPrefix("www.", at: start, to: octets.count), start + 4 < octets.count,
      octets[start + 4].isASCIIAlphanumeric || octets[start + 4] == Octet.mask
    else { return nil }
    if start > 0,
      octets[start - 1].isASCIIAlphanumeric || octets[start - 1] == UInt8(ascii: "@")
        || octets[start - 1] == Octet.slash
        || octets[start - 1] == UInt8(ascii: ".")
    {
      return nil
    }
    let end = urlEnd(from: start, octets)
    return Found(target: Array("http://".utf8) + octets.array(start..<end), range: start..<end, isMailAddress: false)
  }

  /// Up to white space, quotes or angle brackets; what ends a sentence or closes a parenthesis around it is not part of
  /// it.
  private static func urlEnd(from start: Int, _ octets: Span<UInt8>) -> Int {
    var end = start
    var open = 0
    let limit = min(octets.count, start + maximumURL)
    while end < limit {
      let octet = octets[end]
      if octet <= Octet.space, octet != Octet.mask { break }
      if octet == Octet.less || octet == Octet.greater || octet == Octet.quote || octet == 0x7f { break }
      if octet == UInt8(ascii: "(") || octet == UInt8(ascii: "[") { open += 1 }
      if octet == UInt8(ascii: ")") || octet == UInt8(ascii: "]") {
        if open == 0 { break }
        open -= 1
      }
      end += 1
    }
    while end > start, isSentenceEnd(octets[end - 1]) { end -= 1 }
    return end
  }

  private static func isSentenceEnd(_ octet: UInt8) -> Bool {
    switch octet {
    case UInt8(ascii: "."), UInt8(ascii: ","), Octet.semicolon, Octet.colon, Octet.exclamation, Octet.question,
      Octet.apostrophe, UInt8(ascii: "*"), UInt8(ascii: "|"):
      true
    default: false
    }
  }

  private static func mailAddress(at sign: Int, _ floor: Int, _ octets: Span<UInt8>) -> Found? {
    var start = sign
    while start > floor, sign - start < maximumLocalPart, isLocalPart(octets[start - 1]) { start -= 1 }
    while start < sign, octets[start] == UInt8(ascii: ".") || octets[start] == Octet.apostrophe { start += 1 }
    guard start < sign, octets[sign - 1] != UInt8(ascii: ".") else { return nil }
    var end = sign + 1
    var lastDot = 0
    let limit = min(octets.count, sign + 1 + maximumDomain)
    while end < limit {
      let octet = octets[end]
      if octet == UInt8(ascii: ".") {
        lastDot = end
      } else if !octet.isASCIIAlphanumeric, octet != Octet.hyphen, octet < 0x80 {
        break
      }
      end += 1
    }
    while end > sign, octets[end - 1] == UInt8(ascii: ".") || octets[end - 1] == Octet.hyphen { end -= 1 }
    guard lastDot > sign + 1, lastDot < end || octets.firstIndex(of: UInt8(ascii: "."), from: sign + 2, to: end) < end
    else { return nil }
    return Found(
      target: Array("mailto:".utf8) + octets.array(start..<end), range: start..<end, isMailAddress: true)
  }

  /// RFC 5322 §3.2.3, atext and the dot; letters beyond ASCII by RFC 6532.
  private static func isLocalPart(_ octet: UInt8) -> Bool {
    if octet.isASCIIAlphanumeric || octet >= 0x80 { return true }
    switch octet {
    case Octet.exclamation, Octet.hash, UInt8(ascii: "$"), UInt8(ascii: "%"), Octet.ampersand, Octet.apostrophe,
      UInt8(ascii: "*"), UInt8(ascii: "+"), Octet.hyphen, Octet.equals, UInt8(ascii: "^"), UInt8(ascii: "_"),
      UInt8(ascii: "`"), UInt8(ascii: "{"), UInt8(ascii: "|"), UInt8(ascii: "}"), UInt8(ascii: "~"), UInt8(ascii: "."):
      return true
    default: return false
    }
  }
}
