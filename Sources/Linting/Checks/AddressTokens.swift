import MailSyntax

/// Finds addresses in octets of any grammar: tables, vCards, fields that programs invented.
enum AddressTokens {
  /// More than anybody needs to know that it is a list of people.
  static let maximumAddresses = 10_000
  /// The longest address. RFC 5321 §4.5.3.1.1 and §4.5.3.1.2.
  private static let maximumOctets = 64 + 1 + 255

  /// What stands between separators and reads as one address with a domain of two labels or more.
  /// - Complexity: O(n).
  static func find(in octets: some RandomAccessCollection<UInt8>) -> [AddrSpec] {
    var found: [AddrSpec] = []
    var start = octets.startIndex
    var hasSign = false
    var index = start
    while true {
      let isEnd = index == octets.endIndex
      if isEnd || isSeparator(octets[index]) {
        if hasSign, let address = address(octets[start..<index]) {
          found.append(address)
          if found.count == maximumAddresses { return found }
        }
        if isEnd { return found }
        hasSign = false
        start = octets.index(after: index)
      } else if octets[index] == UInt8(ascii: "@") {
        hasSign = true
      }
      index = octets.index(after: index)
    }
  }

  private static func address(_ token: some Collection<UInt8>) -> AddrSpec? {
    var token = Array(token)
    guard token.count <= maximumOctets else { return nil }
    while token.last == UInt8(ascii: ".") { token.removeLast() }
    guard let address = AddrSpec(parsing: String(decoding: token, as: UTF8.self)) else { return nil }
    let labels = address.domain.split(separator: ".")
    guard labels.count > 1, let last = labels.last, last.utf8.count > 1, !last.utf8.allSatisfy({ $0 < 0x3A }) else {
      return nil
    }
    return address
  }

  private static func isSeparator(_ octet: UInt8) -> Bool {
    octet <= 0x20 || octet == 0x7F || "\"'<>()[],;:|\\{}".utf8.contains(octet)
  }
}
