/// A set of octets below 0x80, one bit each.
struct ASCIISet: Sendable {
  private var low: UInt64 = 0
  private var high: UInt64 = 0

  init(_ members: StaticString) {
    members.withUTF8Buffer { octets in
      for octet in octets {
        if octet < 64 { low |= 1 << UInt64(octet) } else { high |= 1 << UInt64(octet & 63) }
      }
    }
  }

  /// - Parameter octet: below 0x80.
  func contains(_ octet: UInt8) -> Bool {
    (octet < 64 ? low : high) >> UInt64(octet & 63) & 1 != 0
  }
}
