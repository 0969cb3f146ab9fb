import MailContent

/// What a link or fetch points at, split as a URL. RFC 3986 §3, read as leniently as browsers do.
struct LinkTarget {
  /// Lower case; empty for a relative reference.
  let scheme: String
  /// Lower case, without user information and port; empty where there is none.
  let host: String
  /// From the first "/" up to the query.
  let path: Substring
  /// Without "?"; empty where there is none.
  let query: Substring
  /// Whether nothing but a fragment stands there.
  let isFragment: Bool

  init(_ target: String) {
    var target = target
    let pieces = target.withUTF8 { Pieces($0) }
    func text(_ range: Range<Int>) -> Substring {
      let start = target.utf8.index(target.startIndex, offsetBy: range.lowerBound)
      return target[start..<target.utf8.index(start, offsetBy: range.count)]
    }
    isFragment = pieces.isFragment
    scheme = text(pieces.scheme).lowercased()
    host = text(pieces.host).lowercased()
    path = text(pieces.path)
    query = text(pieces.query)
  }

  /// Whether a client would fetch it from the network.
  var isRemote: Bool { (scheme == "http" || scheme == "https" || scheme.isEmpty) && !host.isEmpty }

  /// Whether the host cannot be anybody's: loopback and the names that RFC 2606 §3 and RFC 6761 §6.3 set aside for
  /// examples. Such a link is a placeholder that somebody forgot.
  var isPlaceholderHost: Bool {
    let reserved = ["localhost", "127.0.0.1", "[::1]", "0.0.0.0", "example.com", "example.org", "example.net"]
    return reserved.contains(host) || reserved.suffix(3).contains { host.hasSuffix("." + $0) }
      || [".localhost", ".local", ".invalid", ".example"].contains { host.hasSuffix($0) }
  }
}

/// Where the parts of a URL stand, in octets. Every rule asks for the parts of every link, so they are found without
/// looking at characters.
private struct Pieces {
  private(set) var scheme = 0..<0
  private(set) var host = 0..<0
  private(set) var path = 0..<0
  private(set) var query = 0..<0
  private(set) var isFragment = false

  init(_ octets: UnsafeBufferPointer<UInt8>) {
    isFragment = octets.first == UInt8(ascii: "#")
    let end = octets.firstIndex(of: UInt8(ascii: "#")) ?? octets.count
    var start = 0
    if let colon = octets[..<end].firstIndex(of: UInt8(ascii: ":")), colon > 0,
      octets[..<colon].allSatisfy(Self.isOfScheme)
    {
      scheme = 0..<colon
      start = colon + 1
    }
    if start + 1 < end, octets[start] == Self.slash, octets[start + 1] == Self.slash {
      start += 2
      let behind = octets[start..<end].firstIndex { $0 == Self.slash || $0 == Self.question } ?? end
      host = Self.host(in: octets, start..<behind)
      start = behind
    }
    let question = octets[start..<end].firstIndex(of: Self.question)
    path = start..<(question ?? end)
    if let question { query = (question + 1)..<end }
  }

  /// The authority without user information and port. RFC 3986 §3.2; an IPv6 address stands in brackets.
  private static func host(in octets: UnsafeBufferPointer<UInt8>, _ authority: Range<Int>) -> Range<Int> {
    var start = authority.lowerBound
    if let at = octets[authority].lastIndex(of: UInt8(ascii: "@")) { start = at + 1 }
    let rest = start..<authority.upperBound
    if octets[rest].first == UInt8(ascii: "["), let close = octets[rest].firstIndex(of: UInt8(ascii: "]")) {
      return start..<(close + 1)
    }
    return start..<(octets[rest].firstIndex(of: UInt8(ascii: ":")) ?? authority.upperBound)
  }

  /// RFC 3986 §3.1.
  private static func isOfScheme(_ octet: UInt8) -> Bool {
    (octet | 0x20) &- 0x61 < 26 || octet &- 0x30 < 10 || octet == UInt8(ascii: "+") || octet == UInt8(ascii: "-")
      || octet == UInt8(ascii: ".")
  }
  private static let slash = UInt8(ascii: "/")
  private static let question = UInt8(ascii: "?")
}
