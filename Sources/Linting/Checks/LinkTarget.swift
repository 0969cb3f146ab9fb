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
    var rest = target[...]
    isFragment = rest.hasPrefix("#")
    if let hash = rest.firstIndex(of: "#") { rest = rest[..<hash] }
    var scheme = ""
    if let colon = rest.firstIndex(of: ":") {
      let name = rest[..<colon]
      let isName =
        !name.isEmpty
        && name.utf8.allSatisfy { octet in
          (0x61...0x7A).contains(octet | 0x20) || (0x30...0x39).contains(octet) || "+-.".utf8.contains(octet)
        }
      if isName {
        scheme = name.lowercased()
        rest = rest[rest.index(after: colon)...]
      }
    }
    self.scheme = scheme
    var authority = ""[...]
    if rest.hasPrefix("//") {
      rest = rest.dropFirst(2)
      let end = rest.firstIndex { $0 == "/" || $0 == "?" } ?? rest.endIndex
      authority = rest[..<end]
      rest = rest[end...]
    }
    if let at = authority.lastIndex(of: "@") { authority = authority[authority.index(after: at)...] }
    if authority.hasPrefix("["), let close = authority.firstIndex(of: "]") {
      authority = authority[...close]
    } else if let colon = authority.firstIndex(of: ":") {
      authority = authority[..<colon]
    }
    host = authority.lowercased()
    if let question = rest.firstIndex(of: "?") {
      path = rest[..<question]
      query = rest[rest.index(after: question)...]
    } else {
      path = rest
      query = ""
    }
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
