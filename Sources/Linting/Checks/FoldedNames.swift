/// A set of names of parameters, asked for by octets without regard to case.
struct FoldedNames: Sendable {
  private let names: Set<String>
  /// Which lengths and first letters occur, as bits, many to a bit: most names are none of the set.
  private let bits: UInt64

  init(_ names: [String]) {
    self.names = Set(names.map { $0.lowercased() })
    bits = self.names.reduce(0) { $0 | Self.bit(first: $1.utf8.first ?? 0, count: $1.utf8.count) }
  }

  func contain(_ name: Span<UInt8>) -> Bool {
    guard name.count > 0 else { return false }
    var isASCII = true
    for index in 0..<name.count where name[index] >= 0x80 { isASCII = false }
    // What is not ASCII may be shorter or longer in lower case.
    if isASCII, bits & Self.bit(first: AddressSpellings.lowercased(name[0]), count: name.count) == 0 { return false }
    return names.contains(name.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }.lowercased())
  }

  private static func bit(first: UInt8, count: Int) -> UInt64 {
    1 << UInt64(((UInt32(first) << 8 | UInt32(count & 0xFF)) &* 0x9E37_79B1) >> 26)
  }
}
