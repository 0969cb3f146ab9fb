/// The name of an element or attribute as one number: without regard to ASCII case, cheap to compare and to look up.
///
/// Names of up to eight octets are packed, longer ones hashed. A collision would have to be made on purpose
/// and gives an unknown name the meaning of a known one, never the reverse.
struct HTMLName: Hashable, Sendable {
  let key: UInt64

  /// The octets that fit the packed form.
  static let packedLength = 8

  init(key: UInt64) { self.key = key }

  /// - Parameter packed: the octets of the name, shifted in one by one; used for short names.
  init(packed: UInt64, of range: Range<Int>, in octets: Span<UInt8>) {
    self.key = range.count <= Self.packedLength ? Self.lowercased(packed) : Self.hash(of: range, in: octets)
  }

  init(_ range: Range<Int>, in octets: Span<UInt8>) {
    if range.count <= Self.packedLength {
      var packed: UInt64 = 0
      for index in range { packed = packed << 8 | UInt64(octets[index]) }
      self.key = Self.lowercased(packed)
    } else {
      self.key = Self.hash(of: range, in: octets)
    }
  }

  init(_ name: String) {
    let octets = Array(name.utf8)
    self.init(0..<octets.count, in: octets.span)
  }

  /// Eight octets at a time, the last eight as they end.
  private static func hash(of range: Range<Int>, in octets: Span<UInt8>) -> UInt64 {
    let raw = octets.bytes
    var hash = UInt64(range.count)
    var index = range.lowerBound
    while index < range.upperBound {
      let place = min(index, range.upperBound - packedLength)
      let word = UInt64(littleEndian: raw.unsafeLoadUnaligned(fromByteOffset: place, as: UInt64.self))
      hash = (hash ^ lowercased(word)) &* 0x9e37_79b9_7f4a_7c15
      hash ^= hash >> 32
      index += packedLength
    }
    return hash
  }

  /// Eight octets with their ASCII letters in lower case: the low seven bits of each are compared without carry.
  private static func lowercased(_ word: UInt64) -> UInt64 {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let low = word & (ones &* 0x7f)
    let isAOrAbove = low &+ ones &* UInt64(0x80 - UInt8(ascii: "A"))
    let isAboveZ = low &+ ones &* UInt64(0x7f - UInt8(ascii: "Z"))
    return word | (isAOrAbove & ~isAboveZ & ~word & (ones &* 0x80)) >> 2
  }
}

/// Known names with their values, for one look-up per tag and attribute: open addressing, at most a quarter full.
struct HTMLNameTable<Value: Sendable>: Sendable {
  private struct Slot: Sendable {
    /// 0 where the slot is free: no name has that key.
    var key: UInt64 = 0
    var value: Value?
  }

  private var slots: [Slot]
  private let shift: UInt64

  init(_ entries: [(String, Value)]) {
    var bits: UInt64 = 4
    while (1 << bits) < entries.count * 4 { bits += 1 }
    slots = Array(repeating: Slot(), count: 1 << bits)
    shift = 64 - bits
    for (name, value) in entries {
      let key = HTMLName(name).key
      var index = Self.slot(of: key, shift: shift)
      while slots[index].key != 0 { index = (index + 1) & (slots.count - 1) }
      slots[index] = Slot(key: key, value: value)
    }
  }

  subscript(name: HTMLName) -> Value? {
    var index = Self.slot(of: name.key, shift: shift)
    while slots[index].key != 0 {
      if slots[index].key == name.key { return slots[index].value }
      index = (index + 1) & (slots.count - 1)
    }
    return nil
  }

  /// Changes the value of a name that is there.
  mutating func update(_ name: HTMLName, _ change: (inout Value?) -> Void) {
    var index = Self.slot(of: name.key, shift: shift)
    while slots[index].key != name.key { index = (index + 1) & (slots.count - 1) }
    change(&slots[index].value)
  }

  private static func slot(of key: UInt64, shift: UInt64) -> Int { Int((key &* 0x9e37_79b9_7f4a_7c15) >> shift) }
}
