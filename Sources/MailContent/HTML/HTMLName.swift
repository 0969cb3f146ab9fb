/// The name of an element or attribute as one number: without regard to ASCII case, cheap to compare and to look up.
///
/// Names of up to eight octets are packed, longer ones hashed (FNV-1a). A collision would have to be made on purpose
/// and gives an unknown name the meaning of a known one, never the reverse.
struct HTMLName: Hashable, Sendable {
  let key: UInt64

  /// The octets that fit the packed form.
  static let packedLength = 8

  init(key: UInt64) { self.key = key }

  /// - Parameter packed: the lower-cased octets of the name, shifted in one by one; used for short names.
  init(packed: UInt64, of range: Range<Int>, in octets: Span<UInt8>) {
    self.key = range.count <= Self.packedLength ? packed : Self.hash(of: range, in: octets)
  }

  init(_ range: Range<Int>, in octets: Span<UInt8>) {
    var packed: UInt64 = 0
    if range.count <= Self.packedLength {
      for index in range { packed = packed << 8 | UInt64(octets[index].asciiLowercased) }
      self.key = packed
    } else {
      self.key = Self.hash(of: range, in: octets)
    }
  }

  init(_ name: String) {
    let octets = Array(name.utf8)
    self.init(0..<octets.count, in: octets.span)
  }

  private static func hash(of range: Range<Int>, in octets: Span<UInt8>) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for index in range { hash = (hash ^ UInt64(octets[index].asciiLowercased)) &* 0x100_0000_01b3 }
    return hash
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

  private static func slot(of key: UInt64, shift: UInt64) -> Int { Int((key &* 0x9e37_79b9_7f4a_7c15) >> shift) }
}
