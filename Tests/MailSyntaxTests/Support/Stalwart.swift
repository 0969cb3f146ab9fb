/// The field vectors of stalwart mail-parser.
enum Stalwart {
  static let folder = "data/messages/files/stalwartlabs+mail-parser/resources"

  /// The field body: a vector may hold the next field behind it.
  static func body(_ header: String) -> [UInt8] {
    var lines = header.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    var index = 1
    while index < lines.count, let first = lines[index].utf8.first, first == 0x20 || first == 0x09 { index += 1 }
    lines.removeSubrange(index...)
    return lines.joined(separator: "\n").octets
  }

  /// The addresses of an "expected" value, groups flattened, as "local@domain".
  static func addresses(_ value: Any?) -> [String] {
    guard let object = value as? [String: Any] else { return [] }
    if let list = object["List"] as? [[String: Any]] { return list.compactMap { $0["address"] as? String } }
    if let groups = object["Group"] as? [[String: Any]] {
      return groups.flatMap { ($0["addresses"] as? [[String: Any]] ?? []).compactMap { $0["address"] as? String } }
    }
    return []
  }

  static let addressExceptions: [String: [String]] = [
    // RFC 5322 §4.4: "the route portion SHOULD be ignored"; CFWS around dots is no part of the domain.
    "Mary Smith <@node.test:mary@example.net>, , jdoe@test  . example\n": ["mary@example.net", "jdoe@test.example"],
    "John Doe <jdoe@machine(comment).  example>\n": ["jdoe@machine.example"],
  ]

  static let typeExceptions: [String: String] = [
    // RFC 2045 §5.1: `type "/" subtype`: there is no third.
    "text/plain/format\n": "text/plain",
    "text/plain/format;charset=us-ascii\n": "text/plain",
    "text/plain/format ;charset=us-ascii\n": "text/plain",
  ]

  static let parameterExceptions: [String: [String]] = [
    // RFC 2047 §6.2: white space between encoded-words is not shown, whatever their charsets.
    "image/jpeg;\n   name=\"=?iso-8859-1?B?4Q==?= =?utf-8?B?w6k=?= =?iso-8859-1?q?=ED?=.jpeg\"\n": ["name=áéí.jpeg"],
    // RFC 2231 §7: `section := initial-section / other-sections`, one number behind one asterisk; the rest is skipped.
    "malicious/attempt; 1*2*=a; 3**=b; 4***=c; *5**6*=d;*****7*8*=e; 9*10*11*12*13*14=f; 15*x***fff*===g;"
      + "1 * 999999999999999999 *= h; 18 *=*=*=*=*==i;\n": ["18=*=*=*=*==i", "1=a", "3=b"],
    // RFC 2231 §4.1: charset and language stand in the initial section alone.
    "application/pdf\n   filename*0*=iso-8859-1'es'%D1and%FA\n   filename*1*=iso-8859-1'%20r%E1pido\n"
      + "   filename*2*=\"iso-8859-1' (versi%F3n \\'99 \\\"oficial\\\").pdf\"\n":
      ["filename=Ñandúiso-8859-1' rápidoiso-8859-1' (versión '99 \"oficial\").pdf"],
  ]

  /// RFC 2047 §5 (1): an encoded-word within text is shown as text; no space is put before it.
  static let textExceptions: [String: [Substring]] = [
    "[SUSPECTED SPAM]=?utf-8?B?VGhpcyBpcyB0aGUgb3JpZ2luYWwgc3ViamVjdA==?=\n": joined,
    "[SUSPECTED SPAM]=?utf-8?B?VGhpcyBpcyB0aGUgb\n 3JpZ2luYWwgc3ViamVjdA==?=\n": joined,
    "[SUSPECTED SPAM]=?utf-8?B?VGhpcyBpcyB0aGUgb\r\n 3JpZ2luYWwgc3ViamVjdA==?=\r\n": joined,
  ]
  private static let joined: [Substring] = ["[SUSPECTED", "SPAM]This", "is", "the", "original", "subject"]

  /// Not read as dates here. The vectors of Received have no counterpart: nothing is judged by its clauses, and it is
  /// never written anew (RFC 5321 §4.4 forbids to change it). Those of lists are not there either: Keywords is read as
  /// text.
  static let dateExceptions: Set<String> = [
    // RFC 5322 §3.3: a month is a name. Numbers in its place can be read in two ways.
    "20 11 (some \n 44 comments(more comments\n )) 79 05:34:27 -0300",
    " 4 8 15 16 23 42, 4 8 15 16 23 42, 4 8 15 16 23 42, ",
    // A whole Received field: its date-time stands behind the last semicolon, RFC 5321 §4.4.
    "by 2002:aa7:cd10:0:b0:45c:2c83:1208 with SMTP id b16-20020aa7cd10000000b0045c2c831208mr4220805edw.81.1665423075119;"
      + "\n\tMon, 10 Oct 2022 10:31:15 -0700 (PDT)",
    // RFC 5322 §4.3: the names of zones are alphabetic.
    "Thu, 10 Jul 1997 14:53:31 EST5EDT",
  ]
}
