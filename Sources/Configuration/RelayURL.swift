/// A smarthost's address, `smtps://host[:port]` or `smtp://host[:port]`. Nothing else: user and password stand apart,
/// so that a configuration may be shown and shared.
package struct RelayURL: Sendable, Hashable, CustomStringConvertible {
  package enum Scheme: String, Sendable, CaseIterable {
    /// TLS from the first octet.
    case smtps
    /// Plain at first; STARTTLS follows unless `tls: none`.
    case smtp

    /// The port where none is given: submission with implicit TLS, submission.
    package var defaultPort: Int { self == .smtps ? 465 : 587 }
  }

  package let scheme: Scheme
  /// Lower-case name, IPv4 address, or IPv6 address without brackets.
  package let host: String
  package let port: Int

  package init(scheme: Scheme, host: String, port: Int? = nil) {
    self.scheme = scheme
    self.host = host
    self.port = port ?? scheme.defaultPort
  }

  package var description: String {
    "\(scheme.rawValue)://\(host.contains(":") ? "[\(host)]" : host):\(port)"
  }

  /// Whether the host is this machine: then nobody between can listen in.
  package var isLoopback: Bool {
    if host == "localhost" || host.hasSuffix(".localhost") || host == "::1" { return true }
    let numbers = host.split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
    return numbers.count == 4 && numbers[0] == 127 && numbers.allSatisfy { $0 != nil }
  }

  /// Why a text is no relay URL, and what to write.
  struct Refusal: Error {
    let problem: String
    let mend: String
  }

  /// Reads a URL as a person wrote it.
  package static func parse(_ text: String) -> RelayURL? { try? read(text) }

  static func read(_ text: String) throws(Refusal) -> RelayURL {
    guard let separator = text.firstRange(of: "://") else {
      throw Refusal(problem: "“\(text)” is no URL", mend: "write smtps://HOST or smtp://HOST, with :PORT if needed")
    }
    let schemeText = text[..<separator.lowerBound].lowercased()
    guard let scheme = Scheme(rawValue: schemeText) else {
      throw Refusal(
        problem: "“\(schemeText)” is no scheme for a relay",
        mend: "use smtps:// (TLS from the start, port 465) or smtp:// (STARTTLS, port 587)")
    }
    var rest = text[separator.upperBound...]
    if rest.hasSuffix("/") { rest.removeLast() }
    guard !rest.contains("@") else {
      throw Refusal(
        problem: "the URL holds a user or password", mend: "give them with “user:” and “password-file:” beside “url:”")
    }
    let (host, portText) = try split(rest)
    var port: Int?
    if let portText {
      guard let number = Int(portText), (1...65_535).contains(number) else {
        throw Refusal(problem: "“\(portText)” is no port", mend: "give a number from 1 to 65535")
      }
      port = number
    }
    return RelayURL(scheme: scheme, host: host.lowercased(), port: port)
  }

  private static func split(_ rest: Substring) throws(Refusal) -> (host: Substring, port: Substring?) {
    var host = rest
    var port: Substring?
    var isLiteral = false
    if rest.hasPrefix("["), let end = rest.firstIndex(of: "]") {
      host = rest[rest.index(after: rest.startIndex)..<end]
      isLiteral = true
      let tail = rest[rest.index(after: end)...]
      guard tail.isEmpty || tail.hasPrefix(":") else {
        throw Refusal(problem: "“\(tail)” stands after the address", mend: "write [ADDRESS]:PORT")
      }
      port = tail.isEmpty ? nil : tail.dropFirst()
    } else if let colon = rest.firstIndex(of: ":") {
      host = rest[..<colon]
      port = rest[rest.index(after: colon)...]
    }
    guard !host.isEmpty else {
      throw Refusal(problem: "the URL has no host", mend: "write smtps://HOST, for example smtps://smtp.example.org")
    }
    let isValid = host.unicodeScalars.allSatisfy { scalar in
      switch scalar {
      case "a"..."z", "A"..."Z", "0"..."9", ".", "-", "_": true
      case ":", "%": isLiteral
      default: scalar.value >= 0x80 && scalar.properties.isAlphabetic
      }
    }
    guard isValid else {
      throw Refusal(
        problem: "“\(host)” is no host name",
        mend: "give a name or an address, no path and no parameters: smtps://HOST:PORT")
    }
    return (host, port)
  }
}
