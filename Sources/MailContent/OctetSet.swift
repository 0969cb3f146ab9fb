/// A set of octets; all from 0x80 on are in it or none.
struct OctetSet: Sendable {
  private var low: UInt64 = 0
  private var high: UInt64 = 0
  private let holdsEightBit: Bool

  /// - Parameters:
  ///   - isMember: asked of each octet below 0x80.
  ///   - holdsEightBit: whether those from 0x80 on are members.
  init(holdsEightBit: Bool, _ isMember: (UInt8) -> Bool) {
    self.holdsEightBit = holdsEightBit
    for octet in UInt8(0)..<0x80 where isMember(octet) {
      if octet < 64 { low |= 1 << UInt64(octet) } else { high |= 1 << UInt64(octet & 63) }
    }
  }

  @inline(__always)
  func contains(_ octet: UInt8) -> Bool {
    if octet >= 0x80 { return holdsEightBit }
    return (octet < 64 ? low : high) >> UInt64(octet & 63) & 1 != 0
  }
}
