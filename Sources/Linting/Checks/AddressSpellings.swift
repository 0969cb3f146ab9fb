import MailSyntax

/// The spellings in which a recipient's address hides in a URL: plain, percent-encoded, hexadecimal, base64.
struct AddressSpellings {
  /// A message to more people than this names none of them in its body; looking for all would be quadratic.
  private static let maximumRecipients = 50
  /// "YQ==" and "a@b" occur by chance in any long token.
  private static let minimumOctets = 8

  private let spellings: [[UInt8]]
  private let exact: [[UInt8]]

  init(of recipients: [AddrSpec]) {
    var folded: [[UInt8]] = []
    var exact: [[UInt8]] = []
    if recipients.count <= Self.maximumRecipients {
      for recipient in recipients {
        let address = Array("\(recipient.localPart)@\(recipient.domain)".lowercased().utf8)
        guard address.count >= Self.minimumOctets else { continue }
        folded.append(address)
        folded.append(Self.hexadecimal(address))
        // Base64 without its last group, which depends on padding and on what follows.
        let base64 = Base64.encode(address, lineLength: nil).filter { $0 != UInt8(ascii: "=") }
        exact.append(Array(base64.dropLast(base64.count % 4 == 0 ? 0 : 2)))
      }
    }
    spellings = folded
    self.exact = exact
  }

  /// Whether a URL holds one of the addresses.
  func occur(in url: String) -> Bool {
    guard !spellings.isEmpty else { return false }
    let octets = Self.percentDecoded(Array(url.utf8.prefix(FetchedAddress.maximumOctets)))
    let folded = octets.map { (0x41...0x5A).contains($0) ? $0 + 0x20 : $0 }
    return spellings.contains { Self.contains(folded, $0) } || exact.contains { Self.contains(octets, $0) }
  }

  private static func hexadecimal(_ octets: [UInt8]) -> [UInt8] {
    let digits = Array("0123456789abcdef".utf8)
    return octets.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
  }

  static func percentDecoded(_ octets: [UInt8]) -> [UInt8] {
    var decoded: [UInt8] = []
    decoded.reserveCapacity(octets.count)
    var index = 0
    while index < octets.count {
      if octets[index] == UInt8(ascii: "%"), index + 2 < octets.count,
        let high = digit(octets[index + 1]), let low = digit(octets[index + 2])
      {
        decoded.append(high << 4 | low)
        index += 3
      } else {
        decoded.append(octets[index])
        index += 1
      }
    }
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

  private static func contains(_ octets: [UInt8], _ needle: [UInt8]) -> Bool {
    guard let first = needle.first, octets.count >= needle.count else { return false }
    for start in 0...(octets.count - needle.count) where octets[start] == first {
      if octets[start..<(start + needle.count)].elementsEqual(needle) { return true }
    }
    return false
  }
}
