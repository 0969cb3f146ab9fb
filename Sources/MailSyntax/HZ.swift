/// HZ-GB-2312: Chinese in seven bits, for mail and news of the 1990s. RFC 1843.
enum HZ {
  /// The text as UTF-8. Pairs between "~{" and "~}" are GB 2312 with the eighth bit off.
  static func decode(_ octets: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    walk(octets) { _, text in result += text }
    return result
  }

  /// Gives each character with the octets that it stands in; escapes belong to none.
  static func walk(_ octets: [UInt8], _ body: (_ source: OctetRange, _ text: [UInt8]) -> Void) {
    let iconv = Iconv(to: "UTF-8", from: "GB18030")
    var isChinese = false
    var index = 0
    while index < octets.count {
      let octet = octets[index]
      let next = index + 1 < octets.count ? octets[index + 1] : 0
      if octet == 0x7E, next == 0x7B || next == 0x7D {
        isChinese = next == 0x7B
        index += 2
      } else if octet == 0x7E, next == 0x7E, !isChinese {
        body(index..<index + 2, [0x7E])
        index += 2
      } else if octet == 0x7E, next == .lineFeed {
        index += 2  // "~" at the end of a line: the line goes on
      } else if isChinese, octet >= 0x21, octet < 0x7F, next >= 0x21, next < 0x7F {
        body(
          index..<index + 2, iconv?.convert([octet | 0x80, next | 0x80], replacement: nil) ?? UTF8Repair.replacement)
        index += 2
      } else {
        if octet == .lineFeed { isChinese = false }  // RFC 1843: every line begins in ASCII
        body(index..<index + 1, octet < 0x80 ? [octet] : UTF8Repair.replacement)
        index += 1
      }
    }
  }
}
