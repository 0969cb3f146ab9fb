/// Address literals within brackets. RFC 5321 §4.1.3.
enum AddressLiteral {
  /// `IPv4-address-literal / IPv6-address-literal`; general ones need a registered tag, of which there is none.
  static func isValid(_ octets: Span<UInt8>, _ range: OctetRange) -> Bool {
    if let groups = groups(octets, range) { return groups.isInOrder && !(groups.isCompressed && groups.count > 6) }
    return isIPv4(octets, range)
  }

  /// An IPv6 address whose "::" stands for one group: "No more than 6 groups in addition to the '::' may be present".
  static func isObsolete(_ octets: Span<UInt8>, _ range: OctetRange) -> Bool {
    guard let groups = groups(octets, range) else { return false }
    return groups.isInOrder && groups.isCompressed && groups.count == 7
  }

  private struct Groups {
    /// Groups of 16 bits that are written; an IPv4 address counts as two.
    var count = 0
    var isCompressed = false
    var isInOrder = true
  }

  /// The groups behind "IPv6:"; nil for anything else.
  private static func groups(_ octets: Span<UInt8>, _ range: OctetRange) -> Groups? {
    guard octets.matches("ipv6:", at: range.lowerBound, before: range.upperBound) else { return nil }
    var groups = Groups()
    var index = range.lowerBound + 5
    let end = range.upperBound
    var needsGroup = true
    while index < end, groups.isInOrder {
      if octets[index] == .colon {
        let isDouble = index + 1 < end && octets[index + 1] == .colon
        if isDouble {
          if groups.isCompressed { groups.isInOrder = false }
          groups.isCompressed = true
          index += 2
          if index < end, octets[index] == .colon { groups.isInOrder = false }
          needsGroup = false
        } else {
          if needsGroup { groups.isInOrder = false }
          index += 1
          needsGroup = true
        }
        continue
      }
      var next = index
      while next < end, octets[next].hexadecimalValue != nil { next += 1 }
      if next < end, octets[next] == .dot {
        groups.isInOrder = groups.isInOrder && isIPv4(octets, index..<end)
        groups.count += 2
        index = end
      } else {
        if next == index || next - index > 4 { groups.isInOrder = false }
        groups.count += 1
        index = next
      }
      needsGroup = false
      if index < end, octets[index] != .colon { groups.isInOrder = false }
    }
    if needsGroup { groups.isInOrder = false }
    if groups.isCompressed ? groups.count > 7 : groups.count != 8 { groups.isInOrder = false }
    return groups
  }

  /// `Snum 3("." Snum)`, each at most 255.
  private static func isIPv4(_ octets: Span<UInt8>, _ range: OctetRange) -> Bool {
    var numbers = 0
    var value = 0
    var digits = 0
    for index in range {
      let octet = octets[index]
      if octet.isDigit {
        digits += 1
        value = value * 10 + Int(octet - 0x30)
        if digits > 3 || value > 255 { return false }
      } else {
        guard octet == .dot, digits > 0, numbers < 3 else { return false }
        numbers += 1
        value = 0
        digits = 0
      }
    }
    return numbers == 3 && digits > 0
  }
}
