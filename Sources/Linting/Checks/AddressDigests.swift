import Digests
import MailSyntax

/// The digests of recipients' addresses, as advertising networks exchange them: of the address in lower case, as it is
/// written, and in capitals; in hexadecimal and in base64.
struct AddressDigests: Sendable {
  private var spellings: [[UInt8]: AddressSpellings.Spelling] = [:]
  /// Of MD5, SHA-1 and SHA-256 (16, 20 and 32 octets) in base64 without padding, and in hexadecimal.
  private static let lengths = [22, 27, 32, 40, 43, 64]

  init(of addresses: [AddrSpec]) {
    for address in addresses {
      let written = "\(address.localPart)@\(address.domain)"
      for text in Set([written, written.lowercased(), written.uppercased()]) {
        let octets = Array(text.utf8)
        add(MD5.hash(octets), .md5)
        add(SHA1.hash(octets), .sha1)
        add(SHA256.hash(octets), .sha256)
      }
    }
  }

  private mutating func add(_ digest: some Sequence<UInt8>, _ spelling: AddressSpellings.Spelling) {
    let octets = Array(digest)
    let base64 = Base64.encode(octets, lineLength: nil).filter { $0 != UInt8(ascii: "=") }
    for text in [AddressSpellings.hexadecimal(octets), base64.map(Self.safe)] { spellings[text] = spelling }
  }

  /// The first of the digests that stands alone in a URL: between octets that are no letters or digits.
  /// - Complexity: O(n) in octets.
  func first(in octets: [UInt8]) -> AddressSpellings.Spelling? {
    guard !spellings.isEmpty else { return nil }
    var start = 0
    for index in 0...octets.count where index == octets.count || !Self.isTokenOctet(octets[index]) {
      let token = octets[start..<index]
      start = index + 1
      guard Self.lengths.contains(token.count) else { continue }
      if let spelling = spellings[token.map(AddressSpellings.lowercased)] ?? spellings[token.map(Self.safe)] {
        return spelling
      }
    }
    return nil
  }

  /// Whether a URL holds a token as long as a digest is; of most few octets are looked at.
  static func mayHold(_ octets: Span<UInt8>) -> Bool {
    var index = lengths[0] - 1
    while index < octets.count {
      guard isTokenOctet(octets[index]) else {
        index += lengths[0]
        continue
      }
      var start = index
      while start > 0, isTokenOctet(octets[start - 1]) { start -= 1 }
      var end = index + 1
      while end < octets.count, isTokenOctet(octets[end]) { end += 1 }
      if lengths.contains(end - start) { return true }
      // What follows a token is none of it.
      index = end + lengths[0]
    }
    return false
  }

  private static func isTokenOctet(_ octet: UInt8) -> Bool {
    switch octet {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "+"): true
    default: false
    }
  }

  /// "/" separates the segments of a path, so base64 with it is not met there.
  private static func safe(_ octet: UInt8) -> UInt8 {
    switch octet {
    case UInt8(ascii: "+"): UInt8(ascii: "-")
    case UInt8(ascii: "/"): UInt8(ascii: "_")
    default: octet
    }
  }
}
