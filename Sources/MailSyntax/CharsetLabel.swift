import Synchronization

/// Charset labels as mail has them: IANA's names and aliases, and common wrong ones. RFC 2978, WHATWG Encoding §4.2.
enum CharsetLabel {
  /// Whether a label names US-ASCII, or nothing in particular.
  static func isASCII(_ label: String) -> Bool {
    switch normalised(label) {
    case "us-ascii", "ascii", "ansi-x3.4-1968", "ansi-x3.4-1986", "iso646-us", "iso-646-us", "646", "us", "binary", "":
      true
    default: false
    }
  }

  /// The charset that a label names; `undeclared` where nobody knows.
  static func charset(_ label: String) -> Charset {
    if let known = known.withLock({ $0[label] }) { return known }
    let found = find(normalised(label))
    known.withLock { if $0.count < maximumKnown { $0[label] = found } }
    return found
  }

  /// Labels seen, because asking the C library for a converter takes microseconds; bounded, because mail names any.
  private static let known = Mutex<[String: Charset]>([:])
  private static let maximumKnown = 200

  private static func find(_ name: String) -> Charset {
    switch name {
    case "utf-8", "utf8", "utf-8n", "utf8mb4", "utf-8-mac", "unicode-1-1-utf-8", "unicode-2-0-utf-8", "cp65001":
      return .utf8
    case "iso-8859-1", "iso8859-1", "latin1", "latin-1", "l1", "iso-ir-100", "cp819", "ibm819", "8859-1",
      "iso-8859-1-windows-3.0-latin-1", "iso-8859":
      return .latin1
    case "windows-1252", "cp1252", "cp-1252", "win-1252", "ansi", "iso-8859-1-windows-3.1-latin-1",
      "iso-8859-1-windows-1252":
      return .windows1252
    case "hz-gb-2312", "hz": return .hz
    default: break
    }
    if isASCII(name) { return .undeclared }
    let target = aliases[name] ?? name
    return isConverterName(target) && Iconv(to: "UTF-8", from: target) != nil ? .other(target) : .undeclared
  }

  /// In lower case, without quotes and white space, what stands behind a semicolon or comma, and a leading "x-";
  /// hyphens for underscores.
  private static func normalised(_ label: String) -> String {
    var name: [UInt8] = []
    for octet in label.utf8 {
      if octet == .semicolon || octet == .comma { break }
      if octet.isFoldingWhiteSpace || octet == .quote || octet == .apostrophe { continue }
      name.append(octet == .underscore ? .hyphen : octet.lowercased)
    }
    if name.starts(with: [0x78, .hyphen]) { name.removeFirst(2) }
    return String(decoding: name, as: UTF8.self)
  }

  /// Whether the C library may be asked: "//TRANSLIT", an empty name (the locale) and paths mean more than a charset.
  private static func isConverterName(_ name: String) -> Bool {
    let isName = name.utf8.allSatisfy { $0.isLetter || $0.isDigit || $0 == .hyphen || $0 == .dot || $0 == .colon }
    return isName && !name.isEmpty && name.utf8.count <= 40 && name != "char" && name != "wchar-t" && name != "internal"
  }

  /// What a label means where the C library does not know it, or knows a smaller charset than mail has under the name.
  private static let aliases: [String: String] = [
    "ks-c-5601-1987": "CP949", "ks-c-5601-1989": "CP949", "ks-c-5601": "CP949", "ksc5601": "CP949", "ksc-5601": "CP949",
    "euc-kr": "CP949", "korean": "CP949", "windows-949": "CP949", "uhc": "CP949",
    "gb2312": "GB18030", "gbk": "GB18030", "gb-2312-80": "GB18030", "gb-2312": "GB18030", "chinese": "GB18030",
    "euc-cn": "GB18030", "cp936": "GB18030", "gb18030": "GB18030",
    "shift-jis": "CP932", "sjis": "CP932", "windows-31j": "CP932", "ms-kanji": "CP932", "ms932": "CP932",
    "euc-jp": "EUC-JP-MS", "cp50220": "ISO-2022-JP", "cp50221": "ISO-2022-JP", "iso-2022-jp-1": "ISO-2022-JP-2",
    "big5": "BIG5-HKSCS", "cn-big5": "BIG5-HKSCS", "big-5": "BIG5-HKSCS", "x-big5": "BIG5-HKSCS",
    // UTF-7 is RFC 2152; the order of octets of UCS-2 and UTF-16 is found by `Charset.converter`.
    "unicode-1-1-utf-7": "UTF-7", "iso-10646-ucs-2": "UCS-2", "unicode": "UTF-16",
    "iso-8859-8-i": "ISO-8859-8", "iso-8859-8-e": "ISO-8859-8", "iso-8859-6-i": "ISO-8859-6",
    "iso-8859-6-e": "ISO-8859-6", "latin9": "ISO-8859-15", "latin-9": "ISO-8859-15", "latin2": "ISO-8859-2",
    "iso8859-15": "ISO-8859-15", "iso8859-2": "ISO-8859-2",
    // WHATWG Encoding §4.2: what is called these is the larger Windows charset.
    "iso-8859-9": "CP1254", "latin5": "CP1254", "tis-620": "CP874", "iso-8859-11": "CP874", "windows-874": "CP874",
    "win-1250": "CP1250", "win-1251": "CP1251", "cp-1251": "CP1251", "windows-1251": "CP1251", "cp-850": "CP850",
    "mac-roman": "MACINTOSH", "macroman": "MACINTOSH", "mac": "MACINTOSH", "mac-cyrillic": "MAC-CYRILLIC",
    "mac-ce": "MAC-CENTRALEUROPE",
  ]
}
