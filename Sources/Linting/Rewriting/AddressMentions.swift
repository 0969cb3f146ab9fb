import MailSyntax

/// Finds given addresses in texts of any grammar, however they are set off: "mailto:a@b", "x=a%40b", "<a@b>".
///
/// It rather finds one too many than one too few: where it finds nothing, the text shows none of them as they are
/// written. What is hashed or put into pictures it cannot see.
struct AddressMentions {
  /// By domain, in lower case: by length of the local part, the local parts and the keys of the addresses.
  private var domains: [String: [Int: [[UInt8]: String]]] = [:]
  /// The longest domain. RFC 5321 §4.5.3.1.2.
  private static let maximumDomainOctets = 255

  init(of addresses: some Sequence<AddrSpec>) {
    for address in addresses {
      let local = Array(address.localPart.lowercased().utf8)
      for domain in Set([address.asciiDomain, address.domain.lowercased()]) {
        domains[domain, default: [:]][local.count, default: [:]][local] = address.comparisonKey
      }
    }
  }

  /// The keys (`AddrSpec.comparisonKey`) of the addresses that a text shows, percent signs decoded.
  /// - Complexity: O(n), for each "@" before one of the domains times the lengths of the local parts there.
  func keys(in octets: [UInt8]) -> Set<String> {
    guard octets.contains(UInt8(ascii: "@")) || octets.contains(UInt8(ascii: "%")) else { return [] }
    let text = Array(String(decoding: AddressSpellings.percentDecoded(octets.span), as: UTF8.self).lowercased().utf8)
    var found: Set<String> = []
    var index = 0
    while let sign = text[index...].firstIndex(of: UInt8(ascii: "@")) {
      index = sign + 1
      var end = index
      while end < text.count, end - index < Self.maximumDomainOctets, Self.isWord(text[end]) { end += 1 }
      while end > index, text[end - 1] == UInt8(ascii: ".") || text[end - 1] == UInt8(ascii: "-") { end -= 1 }
      guard let locals = domains[String(decoding: text[index..<end], as: UTF8.self)] else { continue }
      for (length, keys) in locals where length > 0 && length <= sign {
        let start = sign - length
        // "joanna@" does not show "anna@".
        guard start == 0 || !Self.isWord(text[start - 1]), let key = keys[Array(text[start..<sign])] else { continue }
        found.insert(key)
      }
    }
    return found
  }

  /// What belongs to the same word as its neighbours.
  private static func isWord(_ octet: UInt8) -> Bool {
    switch octet {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), 0x80...: true
    default: ".+-_".utf8.contains(octet)
    }
  }
}
