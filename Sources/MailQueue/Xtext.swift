/// The spelling of ENVID and ORCPT values: printable ASCII, with "+" and two hexadecimal digits for all else. RFC 3461
/// §4.
package enum Xtext {
  /// RFC 3461 §4.4: an ENVID has at most so many characters, as it is spelled.
  package static let maximumEnvelopeID = 100
  /// RFC 3461 §4.2: an ORCPT has at most so many characters.
  package static let maximumOriginal = 500

  /// Spells a text, its octets in UTF-8.
  package static func encode(_ text: String) -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    var output: [UInt8] = []
    for octet in text.utf8 {
      if isPlain(octet) {
        output.append(octet)
      } else {
        output += [0x2B, digits[Int(octet >> 4)], digits[Int(octet & 15)]]
      }
    }
    return String(decoding: output, as: UTF8.self)
  }

  /// - Returns: nil if the text is no xtext, or spells what is not UTF-8.
  package static func decode(_ text: some StringProtocol) -> String? {
    var octets: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let octet = rest.popFirst() {
      if octet == 0x2B {
        guard let high = digit(rest.popFirst()), let low = digit(rest.popFirst()) else { return nil }
        octets.append(high << 4 | low)
      } else {
        guard isPlain(octet) else { return nil }
        octets.append(octet)
      }
    }
    return String(validating: octets, as: UTF8.self)
  }

  /// Whether this is an ENVID: xtext that spells printable ASCII. RFC 3461 §4.4.
  package static func isEnvelopeID(_ text: String) -> Bool {
    guard (1...maximumEnvelopeID).contains(text.utf8.count), let spelled = decode(text) else { return false }
    return spelled.utf8.allSatisfy { (0x20...0x7E).contains($0) }
  }

  /// Whether this is an ORCPT: the type of an address, ";", xtext. RFC 3461 §4.2.
  package static func isOriginal(_ text: String) -> Bool {
    guard text.utf8.count <= maximumOriginal, let (type, _) = original(text) else { return false }
    return !type.isEmpty && type.utf8.allSatisfy { isPlain($0) && !#"()<>@,;:\"/[]?."#.utf8.contains($0) }
  }

  /// The type and the address of an ORCPT; nil if it is none.
  package static func original(_ text: String) -> (type: String, address: String)? {
    guard let separator = text.firstIndex(of: ";"), let address = decode(text[text.index(after: separator)...]),
      !address.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F })
    else { return nil }
    return (String(text[..<separator]), address)
  }

  private static func isPlain(_ octet: UInt8) -> Bool {
    (0x21...0x7E).contains(octet) && octet != 0x2B && octet != 0x3D
  }

  /// Upper case alone, as the standard writes them.
  private static func digit(_ octet: UInt8?) -> UInt8? {
    switch octet {
    case .some(let octet) where (0x30...0x39).contains(octet): octet - 0x30
    case .some(let octet) where (0x41...0x46).contains(octet): octet - 0x41 + 10
    default: nil
    }
  }
}
