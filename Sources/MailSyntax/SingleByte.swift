/// ISO-8859-1 and windows-1252, without the C library.
enum SingleByte {
  /// What windows-1252 has at 80 to 9F hexadecimal; the five octets it leaves open stay controls, as WHATWG has it.
  static let windows1252: [32 of UInt16] = [
    0x20AC, 0x0081, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x008D,
    0x017D, 0x008F, 0x0090, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A,
    0x0153, 0x009D, 0x017E, 0x0178,
  ]

  /// The octets as UTF-8.
  static func decode(_ octets: [UInt8], windows: Bool) -> [UInt8] {
    guard octets.span.hasEightBit(in: 0..<octets.count) else { return octets }
    var result: [UInt8] = []
    result.reserveCapacity(octets.count + octets.count / 4)
    for octet in octets {
      if octet < 0x80 { result.append(octet) } else { append(scalar(octet, windows: windows), to: &result) }
    }
    return result
  }

  /// The code point of an octet of 128 or above.
  @inline(__always)
  static func scalar(_ octet: UInt8, windows: Bool) -> UInt16 {
    windows && octet < 0xA0 ? windows1252[Int(octet) - 0x80] : UInt16(octet)
  }

  @inline(__always)
  static func append(_ scalar: UInt16, to result: inout [UInt8]) {
    if scalar < 0x80 {
      result.append(UInt8(scalar))
      return
    }
    if scalar < 0x800 {
      result.append(0xC0 | UInt8(truncatingIfNeeded: scalar >> 6))
    } else {
      result.append(0xE0 | UInt8(truncatingIfNeeded: scalar >> 12))
      result.append(0x80 | UInt8(truncatingIfNeeded: scalar >> 6) & 0x3F)
    }
    result.append(0x80 | UInt8(truncatingIfNeeded: scalar) & 0x3F)
  }
}
