import Synchronization

/// A charset of one octet a character, ASCII below 128: ISO-8859, Windows, KOI8, IBM code pages.
///
/// Its 128 upper characters are asked of the C library once; converting is then a table.
struct SingleByteTable: Sendable {
  /// The UTF-8 of the octets from 128 on, three octets each at most.
  private let scalars: [UInt16]

  /// nil for charsets of several octets a character, with states, or not on top of ASCII.
  static func table(of name: String) -> SingleByteTable? {
    if let known = known.withLock({ $0[name] }) { return known }
    let made = SingleByteTable(name)
    known.withLock { $0[name] = .some(made) }
    return made
  }

  /// Names are those of `CharsetLabel`, so there are never many.
  private static let known = Mutex<[String: SingleByteTable?]>([:])

  private init?(_ name: String) {
    var scalars: [UInt16] = []
    scalars.reserveCapacity(128)
    for octet in UInt8.min...UInt8.max {
      guard let iconv = Iconv(to: "UTF-8", from: name) else { return nil }
      switch iconv.scalar(of: octet) {
      case .one(let scalar):
        if octet < 0x80, scalar != UInt32(octet) { return nil }
        guard scalar <= 0xFFFF else { return nil }
        if octet >= 0x80 { scalars.append(UInt16(scalar)) }
      case .none:
        if octet < 0x80 { return nil }
        scalars.append(0xFFFD)
      case .incomplete: return nil
      }
    }
    self.scalars = scalars
  }

  /// The octets as UTF-8.
  func decode(_ octets: [UInt8]) -> [UInt8] {
    guard octets.span.hasEightBit(in: 0..<octets.count) else { return octets }
    var result: [UInt8] = []
    result.reserveCapacity(octets.count + octets.count / 4)
    for octet in octets {
      if octet < 0x80 { result.append(octet) } else { SingleByte.append(scalars[Int(octet) - 0x80], to: &result) }
    }
    return result
  }

  /// How many octets of UTF-8 an octet becomes.
  func width(of octet: UInt8) -> Int {
    guard octet >= 0x80 else { return 1 }
    let scalar = scalars[Int(octet) - 0x80]
    return scalar < 0x80 ? 1 : scalar < 0x800 ? 2 : 3
  }
}
