import TestSupport
import Testing

@testable import MailSyntax

struct CharsetTests {
  static let samples: [(String, [UInt8], String)] = [
    ("utf-8", [0xC3, 0xBC], "ü"), ("UTF8", [0xC3, 0x28], "\u{FFFD}("), ("us-ascii", [0xC3, 0xBC], "ü"),
    ("us-ascii", [0xFC], "ü"), ("x-nobody-knows", [0x80], "€"), ("iso-8859-1", [0xFC, 0x80], "ü\u{80}"),
    ("windows-1252", [0x80, 0x93], "€\u{201C}"), ("iso-8859-15", [0xA4], "€"), ("ISO_8859-2", [0xB1], "ą"),
    ("iso-8859-5", [0xDF], "п"), ("iso-8859-7", [0xE1], "α"), ("iso-8859-8-i", [0xE0], "א"),
    ("iso-8859-9", [0xFD], "ı"),
    ("windows-1251", [0xCF], "П"), ("x-cp1251", [0xCF], "П"), ("koi8-r", [0xF0], "П"), ("koi8-u", [0xA4], "є"),
    ("windows-1255", [0xE0], "א"), ("ibm850", [0x81], "ü"), ("cp437", [0x81], "ü"), ("ibm866", [0x8F], "П"),
    ("x-mac-roman", [0x8A], "ä"), ("tis-620", [0xA1], "ก"), ("viscii", [0xD5], "ạ"), ("windows-874", [0x80], "€"),
    ("gb2312", [0xC4, 0xE3], "你"), ("gbk", [0xC4, 0xE3], "你"), ("gb18030", [0x81, 0x30, 0x81, 0x30], "\u{80}"),
    ("hz-gb-2312", "~{Dc~} ~~a~\nb".octets, "你 ~ab"), ("big5", [0xA7, 0x41], "你"), ("euc-tw", [0xC4, 0xE3], "中"),
    ("shift_jis", [0x82, 0xA0], "あ"), ("Shift-JIS", [0x87, 0x40], "①"), ("euc-jp", [0xA4, 0xA2], "あ"),
    ("iso-2022-jp", [0x1B, 0x24, 0x42, 0x24, 0x22, 0x1B, 0x28, 0x42], "あ"),
    ("iso-2022-jp", [0x1B, 0x28, 0x49, 0x31, 0x1B, 0x28, 0x42], "ｱ"),
    ("iso-2022-kr", [0x1B, 0x24, 0x29, 0x43, 0x0E, 0x30, 0x21, 0x0F], "가"),
    ("euc-kr", [0xB0, 0xA1], "가"), ("ks_c_5601-1987", [0xB0, 0xA1], "가"), ("utf-7", "a+APw-b".octets, "aüb"),
    ("unicode-1-1-utf-7", "+APw-".octets, "ü"), ("utf-16", [0xFF, 0xFE, 0x61, 0x00], "a"),
    ("utf-16", [0xFE, 0xFF, 0x00, 0x61], "a"), ("utf-16", [0x61, 0x00, 0xFC, 0x00], "aü"),
    ("utf-16", [0x00, 0x61, 0x00, 0xFC], "aü"), ("utf-16le", [0x3D, 0xD8, 0x00, 0xDE], "😀"),
    ("utf-16be", [0xD8, 0x3D, 0xDE, 0x00], "😀"), ("utf-32le", [0x61, 0, 0, 0], "a"),
    ("utf-32be", [0, 0, 0, 0x61], "a"),
    ("\"utf-8\"", [0xC3, 0xBC], "ü"), ("utf-8; format=flowed", [0xC3, 0xBC], "ü"), ("", [0x61], "a"),
    ("utf-8//translit", [0xC3, 0xBC], "ü"), ("iso-8859-1-windows-1252", [0x80], "€"),
  ]

  @Test(arguments: samples.indices)
  func decoding(_ index: Int) {
    let (label, octets, expected) = Self.samples[index]
    #expect(String(decoding: Charset(label: label).decode(octets), as: UTF8.self) == expected, "\(label)")
  }

  /// The offset map has every octet of the text, in order, and for plain text it is the identity.
  @Test(arguments: samples.indices)
  func offsets(_ index: Int) {
    let (label, sample, _) = Self.samples[index]
    let octets =
      label.hasPrefix("utf-16") || label.hasPrefix("utf-32") ? sample : "abc ".octets + sample + " def".octets
    let charset = Charset(label: label)
    let text = charset.decode(octets)
    guard let map = CharsetMap.make(octets, charset) else {
      #expect(text == octets)
      return
    }
    #expect(map.textCount == text.count, "\(label)")
    var last = 0
    for offset in 0..<text.count {
      let source = map.source(of: offset)
      #expect(source.lowerBound >= last && source.upperBound <= octets.count)
      last = source.lowerBound
    }
  }

  /// Arbitrary octets: the map and the conversion agree, whatever is replaced.
  @Test(arguments: [
    "utf-8", "windows-1251", "shift_jis", "gb18030", "big5", "euc-jp", "iso-2022-jp", "utf-7", "utf-16le", "hz",
    "ucs-4", "ucs-2", "utf-32", "iso-2022-cn-ext", "johab",
  ])
  func arbitraryOctets(_ label: String) {
    var generator = SplitMix64(seed: 12)
    let charset = Charset(label: label)
    var mapped = 0
    for _ in 0..<200 {
      let octets = (0..<Int.random(in: 0...30, using: &generator)).map { _ in
        UInt8.random(in: 0...255, using: &generator)
      }
      let text = charset.decode(octets)
      #expect(String(validating: text, as: UTF8.self) != nil)
      guard let map = CharsetMap.make(octets, charset) else { continue }
      mapped += 1
      #expect(map.textCount == text.count, "\(label) \(octets)")
    }
    #expect(mapped > 150, "\(label)")
  }
}
