import MailSyntax

/// Finds recipients' addresses in URLs, in clear and in the disguises that mailing programs use: percent-encoded,
/// hexadecimal, base64, ROT13, and as MD5, SHA-1 or SHA-256 digest.
final class AddressSpellings {
  /// How an address is written.
  enum Spelling: String, Sendable {
    case clear, hexadecimal, base64
    case rot13 = "ROT13"
    case md5 = "MD5"
    case sha1 = "SHA-1"
    case sha256 = "SHA-256"
  }

  /// A message to more people than this names none of them in its body.
  private static let maximumRecipients = 50
  /// What is encoded of shorter addresses occurs by chance in long tokens.
  private static let minimumEncodedOctets = 7

  /// Eight characters of base64 are 48 bits.
  private static let minimumBase64Octets = 8

  /// Looked for in lower case.
  private var folded = OctetPatterns()
  /// Looked for as written.
  private var exact = OctetPatterns()
  /// Tells most URLs to hold none of them.
  private let sieve: PatternSieve
  /// Made when a URL holds a token of a digest's length.
  private lazy var digests = AddressDigests(of: known)
  private let known: [AddrSpec]

  init(of recipients: [AddrSpec]) {
    known = recipients.count <= Self.maximumRecipients ? recipients : []
    for recipient in known where !recipient.localPart.isEmpty && !recipient.domain.isEmpty {
      let written = Array("\(recipient.localPart)@\(recipient.domain)".utf8)
      let address = written.map(Self.lowercased)
      folded.add(address, as: .clear)
      // As in a reverse-path that tells whom a bounce is about.
      folded.add(address.map { $0 == UInt8(ascii: "@") ? UInt8(ascii: "=") : $0 }, as: .clear)
      guard address.count >= Self.minimumEncodedOctets else { continue }
      folded.add(Self.hexadecimal(address), as: .hexadecimal)
      folded.add(address.map(Self.rotated), as: .rot13)
      for spelling in written == address ? [address] : [address, written] {
        for piece in Self.base64(spelling) where piece.count >= Self.minimumBase64Octets {
          exact.add(piece, as: .base64)
        }
      }
    }
    sieve = PatternSieve(folded.all + exact.all)
  }

  var isEmpty: Bool { folded.isEmpty }

  /// How one of the addresses is written in a URL; nil where none is.
  func spelling(in url: String) -> Spelling? { spelling(in: Array(url.utf8)) }

  /// The same for a URL in UTF-8.
  /// - Complexity: O(n) in octets of the URL; of most URLs few octets are looked at.
  func spelling(in url: [UInt8]) -> Spelling? {
    guard !isEmpty else { return nil }
    var octets = url.count <= FetchedAddress.maximumOctets ? url : Array(url.prefix(FetchedAddress.maximumOctets))
    if octets.span.first(of: UInt8(ascii: "%"), in: octets.indices) != nil {
      octets = Self.percentDecoded(octets.span)
      // What was encoded twice is decoded twice by the server.
      if octets.span.first(of: UInt8(ascii: "%"), in: octets.indices) != nil {
        octets = Self.percentDecoded(octets.span)
      }
    }
    if sieve.mayHold(octets.span) {
      let found =
        folded.first(in: octets, folding: Self.lowercased) ?? exact.first(in: octets, folding: Self.standardBase64)
      if let found { return found }
    }
    return AddressDigests.mayHold(octets.span) ? digests.first(in: octets) : nil
  }

  // MARK: Encodings

  static func lowercased(_ octet: UInt8) -> UInt8 { octet &- 0x41 < 26 ? octet | 0x20 : octet }

  static func hexadecimal(_ octets: some Sequence<UInt8>) -> [UInt8] {
    let digits = Array("0123456789abcdef".utf8)
    return octets.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
  }

  private static func rotated(_ octet: UInt8) -> UInt8 {
    (0x61...0x7A).contains(octet) ? (octet - 0x61 + 13) % 26 + 0x61 : octet
  }

  /// RFC 4648 §5 writes "-" and "_" in URLs for "+" and "/".
  private static func standardBase64(_ octet: UInt8) -> UInt8 {
    switch octet {
    case UInt8(ascii: "-"): UInt8(ascii: "+")
    case UInt8(ascii: "_"): UInt8(ascii: "/")
    default: octet
    }
  }

  /// What stands in base64 for the octets, whatever stands before and behind them: of each of the three ways in which
  /// they can fall into groups, the groups that hold nothing else.
  private static func base64(_ octets: [UInt8]) -> [[UInt8]] {
    (0..<3).map { before in
      let skipped = before == 0 ? 0 : 3 - before
      let whole = (octets.count - skipped) / 3 * 3
      return Base64.encode(Array(octets[skipped..<(skipped + whole)]), lineLength: nil)
    }
  }

  static func percentDecoded(_ octets: Span<UInt8>) -> [UInt8] {
    var decoded: [UInt8] = []
    decoded.reserveCapacity(octets.count)
    func take(_ range: Range<Int>) {
      octets.extracting(range).withUnsafeBufferPointer { decoded.append(contentsOf: $0) }
    }
    var index = 0
    while let escape = octets.first(of: UInt8(ascii: "%"), in: index..<octets.count) {
      take(index..<escape)
      if escape + 2 < octets.count, let high = digit(octets[escape + 1]), let low = digit(octets[escape + 2]) {
        decoded.append(high << 4 | low)
        index = escape + 3
      } else {
        decoded.append(octets[escape])
        index = escape + 1
      }
    }
    take(index..<octets.count)
    return decoded
  }

  private static func digit(_ octet: UInt8) -> UInt8? {
    switch octet {
    case 0x30...0x39: octet - 0x30
    case 0x41...0x46: octet - 0x37
    case 0x61...0x66: octet - 0x57
    default: nil
    }
  }
}
