extension AddrSpec {
  /// Reads "a@b", "<a@b>", "Name <a@b>" or a bare local-part (its domain is empty then).
  ///
  /// nil for anything with CR, LF, NUL or another control, for more or less than one address, and where the address
  /// would not be safe on the wire.
  public init?(parsing text: String) {
    let octets = Array(text.utf8)
    guard !octets.contains(where: \.isControl) else { return nil }
    var parser = AddressParser()
    parser.read(octets.span, 0..<octets.count)
    guard !parser.isAmbiguous, parser.mailboxes.count == 1, let only = parser.mailboxes.first else { return nil }
    guard !only.address.localPart.isEmpty, only.address.isSafeOnTheWire else { return nil }
    self = only.address
  }

  /// How a text stands to the grammar of addr-spec, without any tolerance. RFC 5322 §3.4.1, RFC 5321 §4.1.2.
  /// - Complexity: O(n).
  public static func standing(of text: [UInt8]) -> AddrSpecStanding {
    AddrSpecGrammar.standing(text.span, 0..<text.count)
  }

  /// The address as SMTP commands have it, without angle brackets: the local-part quoted where it must be, a U-label
  /// kept. RFC 5321 §4.1.2. One that begins as an encoded-word is quoted too, so that nobody decodes it (RFC 2047 §5).
  public var wireForm: String {
    let local = isDotString && !localPart.hasPrefix("=?") ? localPart : quotedLocalPart
    return domain.isEmpty ? local : "\(local)@\(domain)"
  }

  /// What two spellings of one mailbox have in common: local-part in lower case, domain as A-label.
  ///
  /// RFC 5321 §2.4 lets hosts distinguish local-parts by case; none in use does, and a person is the same either way.
  public var comparisonKey: String { "\(localPart.lowercased())@\(asciiDomain)" }

  /// The domain as A-labels in lower case; a domain-literal in lower case. RFC 5890 §2.3.2.1.
  public var asciiDomain: String { DomainName.ascii(domain) }

  /// Whether the address can stand in an SMTP command and change nothing of it: no control, no angle bracket, and
  /// a space only where quotes will stand around it; no special in a domain that is no literal.
  public var isSafeOnTheWire: Bool {
    let unsafe: (UInt8) -> Bool = { $0.isControl || $0 == .lessThan || $0 == .greaterThan }
    if localPart.utf8.contains(where: unsafe) || domain.utf8.contains(where: unsafe) { return false }
    if domain.utf8.contains(where: { $0 == .space || $0 == .quote || $0 == .comma || $0 == .at || $0 == .backslash }) {
      return false
    }
    let isLiteral = domain.hasPrefix("[") && domain.hasSuffix("]")
    return isLiteral || !domain.utf8.contains(where: Self.endsDomain)
  }

  /// The specials (RFC 5322 §3.2.3) that end a domain where it is read again; in a domain-literal they may stand.
  private static func endsDomain(_ octet: UInt8) -> Bool { "()[]:;".utf8.contains(octet) }

  /// `Dot-string = Atom *("." Atom)`, RFC 5321 §4.1.2, with UTF-8 of RFC 6531 §3.3.
  private var isDotString: Bool {
    var previous = UInt8.dot
    for octet in localPart.utf8 {
      guard octet.isAtomText || octet >= 0x80 || octet == .dot && previous != .dot else { return false }
      previous = octet
    }
    return previous != .dot
  }

  private var quotedLocalPart: String {
    var quoted: [UInt8] = [.quote]
    for octet in localPart.utf8 {
      if octet == .quote || octet == .backslash { quoted.append(.backslash) }
      quoted.append(octet)
    }
    quoted.append(.quote)
    return String(decoding: quoted, as: UTF8.self)
  }
}
