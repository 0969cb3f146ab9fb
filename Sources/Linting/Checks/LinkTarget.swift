/// What a link or fetch points at, split as a URL. RFC 3986 §3, read as leniently as browsers do.
struct LinkTarget {
  /// As it is written, in UTF-8; the ranges below count in it.
  let octets: [UInt8]
  /// Lower case, without user information and port; empty where there is none.
  let host: String
  /// Whether a client would fetch it from the network.
  let isRemote: Bool
  private let pieces: Pieces

  init(_ target: String) { self.init(Array(target.utf8)) }

  init(_ octets: [UInt8]) {
    let pieces = Pieces(octets.span)
    self.init(octets, pieces, host: Self.folded(octets, pieces.host))
  }

  /// The same with a host's name that is known already.
  /// - Parameter host: makes it of the octets and their range.
  init(_ octets: [UInt8], host: ([UInt8], Range<Int>) -> String) {
    let pieces = Pieces(octets.span)
    self.init(octets, pieces, host: host(octets, pieces.host))
  }

  private init(_ octets: [UInt8], _ pieces: Pieces, host: String) {
    self.octets = octets
    self.pieces = pieces
    self.host = host
    isRemote =
      !pieces.host.isEmpty
      && (pieces.scheme.isEmpty || octets.span.isASCII("http", at: pieces.scheme)
        || octets.span.isASCII("https", at: pieces.scheme))
  }

  /// Lower case; empty for a relative reference.
  var scheme: String { Self.folded(octets, pieces.scheme) }
  /// From the first "/" up to the query.
  var path: Range<Int> { pieces.path }
  /// Without "?"; empty where there is none.
  var query: Range<Int> { pieces.query }
  /// Whether nothing but a fragment stands there.
  var isFragment: Bool { pieces.isFragment }
  /// Whether it has one of these schemes.
  func hasScheme(_ names: StaticString...) -> Bool { names.contains { octets.span.isASCII($0, at: pieces.scheme) } }

  /// A part as text.
  func text(_ range: Range<Int>) -> String { String(decoding: octets[range], as: UTF8.self) }

  /// A part in lower case.
  static func folded(_ octets: [UInt8], _ range: Range<Int>) -> String {
    String(decoding: octets[range], as: UTF8.self).lowercased()
  }

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

  init(_ octets: Span<UInt8>) {
    isFragment = octets.count > 0 && octets[0] == UInt8(ascii: "#")
    let end = octets.first(of: UInt8(ascii: "#"), in: 0..<octets.count) ?? octets.count
    var start = 0
    // Of a scheme every octet is one of a scheme's, up to the colon.
    while start < end, Self.isOfScheme(octets[start]) { start += 1 }
    if start > 0, start < end, octets[start] == UInt8(ascii: ":") {
      scheme = 0..<start
      start += 1
    } else {
      start = 0
    }
    if start + 1 < end, octets[start] == Self.slash, octets[start + 1] == Self.slash {
      start += 2
      var behind = start
      while behind < end, octets[behind] != Self.slash, octets[behind] != Self.question { behind += 1 }
      host = Self.host(in: octets, start..<behind)
      start = behind
    }
    let question = octets.first(of: Self.question, in: start..<end)
    path = start..<(question ?? end)
    if let question { query = (question + 1)..<end }
  }

  /// The authority without user information and port. RFC 3986 §3.2; an IPv6 address stands in brackets.
  private static func host(in octets: Span<UInt8>, _ authority: Range<Int>) -> Range<Int> {
    var start = authority.lowerBound
    for index in authority where octets[index] == UInt8(ascii: "@") { start = index + 1 }
    let rest = start..<authority.upperBound
    if !rest.isEmpty, octets[start] == UInt8(ascii: "["), let close = octets.first(of: UInt8(ascii: "]"), in: rest) {
      return start..<(close + 1)
    }
    return start..<(octets.first(of: UInt8(ascii: ":"), in: rest) ?? authority.upperBound)
  }

  /// RFC 3986 §3.1.
  private static func isOfScheme(_ octet: UInt8) -> Bool {
    (octet | 0x20) &- 0x61 < 26 || octet &- 0x30 < 10 || octet == UInt8(ascii: "+") || octet == UInt8(ascii: "-")
      || octet == UInt8(ascii: ".")
  }
  private static let slash = UInt8(ascii: "/")
  private static let question = UInt8(ascii: "?")
}
