/// Searching octets eight at a time, within one 64-bit register.
extension Span where Element == UInt8 {
  /// The offset of the first `octet` in `range`, or `range.upperBound` where there is none.
  ///
  /// - Complexity: O(n), eight octets a step.
  @inline(__always)
  func first(_ octet: UInt8, in range: OctetRange) -> Int {
    precondition(range.upperBound <= count)
    let pattern = UInt64(octet) &* 0x0101_0101_0101_0101
    var index = range.lowerBound
    let end = range.upperBound
    let raw = bytes
    while index &+ 8 <= end {
      let word = raw.unsafeLoadUnaligned(fromUncheckedByteOffset: index, as: UInt64.self) ^ pattern
      let zeros = (word &- 0x0101_0101_0101_0101) & ~word & 0x8080_8080_8080_8080
      if zeros != 0 { return index &+ zeros.trailingZeroBitCount &>> 3 }
      index &+= 8
    }
    while index < end {
      if self[index] == octet { return index }
      index &+= 1
    }
    return end
  }

  /// The offset of the first octet in `range` that is a line end, "=", or 128 and above; else `range.upperBound`.
  ///
  /// What stands before it needs neither unfolding nor decoding.
  @inline(__always)
  func firstOfInterest(in range: OctetRange) -> Int {
    precondition(range.upperBound <= count)
    var index = range.lowerBound
    let end = range.upperBound
    let raw = bytes
    while index &+ 8 <= end {
      let marks = Self.marks(raw.unsafeLoadUnaligned(fromUncheckedByteOffset: index, as: UInt64.self))
      if marks != 0 { return index &+ marks.trailingZeroBitCount &>> 3 }
      index &+= 8
    }
    while index < end {
      let octet = self[index]
      if octet == 0x0A || octet == 0x0D || octet == 0x3D || octet >= 0x80 { return index }
      index &+= 1
    }
    return end
  }

  /// Copies octets up to the first that is a line end, "=", or 128 and above; `index` and `count` move on by as many.
  /// There must be room for seven octets more than are copied.
  @inline(__always)
  func copyPlain(_ index: inout Int, _ end: Int, to out: UnsafeMutablePointer<UInt8>, _ count: inout Int) {
    precondition(end <= self.count)
    let raw = bytes
    while index &+ 8 <= end {
      let word = raw.unsafeLoadUnaligned(fromUncheckedByteOffset: index, as: UInt64.self)
      UnsafeMutableRawPointer(out + count).storeBytes(of: word, as: UInt64.self)
      let marks = Self.marks(word)
      let plain = marks == 0 ? 8 : marks.trailingZeroBitCount &>> 3
      index &+= plain
      count &+= plain
      if plain < 8 { return }
    }
    while index < end {
      let octet = self[index]
      if octet == 0x0A || octet == 0x0D || octet == 0x3D || octet >= 0x80 { return }
      out[count] = octet
      index &+= 1
      count &+= 1
    }
  }

  /// The highest bit of each octet that is a line end, "=", or 128 and above. An octet of zero borrows from the one
  /// above it, so only the lowest mark is certain: that is the one to take.
  @inline(__always)
  private static func marks(_ word: UInt64) -> UInt64 {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let feed = word ^ (ones &* 0x0A)
    let carriage = word ^ (ones &* 0x0D)
    let equals = word ^ (ones &* 0x3D)
    return ((feed &- ones) & ~feed | (carriage &- ones) & ~carriage | (equals &- ones) & ~equals | word)
      & 0x8080_8080_8080_8080
  }

  /// Whether any octet in `range` is 128 or above.
  func hasEightBit(in range: OctetRange) -> Bool {
    precondition(range.upperBound <= count)
    var index = range.lowerBound
    let end = range.upperBound
    let raw = bytes
    while index &+ 32 <= end {
      let first = raw.unsafeLoadUnaligned(fromUncheckedByteOffset: index, as: UInt64.self)
      let second = raw.unsafeLoadUnaligned(fromUncheckedByteOffset: index &+ 8, as: UInt64.self)
      let third = raw.unsafeLoadUnaligned(fromUncheckedByteOffset: index &+ 16, as: UInt64.self)
      let fourth = raw.unsafeLoadUnaligned(fromUncheckedByteOffset: index &+ 24, as: UInt64.self)
      if (first | second | third | fourth) & 0x8080_8080_8080_8080 != 0 { return true }
      index &+= 32
    }
    while index &+ 8 <= end {
      let word = raw.unsafeLoadUnaligned(fromUncheckedByteOffset: index, as: UInt64.self)
      if word & 0x8080_8080_8080_8080 != 0 { return true }
      index &+= 8
    }
    while index < end {
      if self[index] >= 0x80 { return true }
      index &+= 1
    }
    return false
  }

  /// Whether the octets at `start` are those of `word` (lower-case ASCII), without regard to case.
  @inline(__always)
  func matches(_ word: StaticString, at start: Int, before end: Int) -> Bool {
    let length = word.utf8CodeUnitCount
    guard start &+ length <= end, end <= count else { return false }
    return word.withUTF8Buffer { letters in
      for offset in 0..<length where self[start &+ offset].lowercased != letters[offset] { return false }
      return true
    }
  }

  /// The octets of `range` as text; what is no UTF-8 becomes U+FFFD.
  @inline(__always)
  func string(_ range: OctetRange) -> String {
    extracting(range).withUnsafeBufferPointer { String(octets: $0) }
  }

  /// A copy of the octets of `range`.
  func array(_ range: OctetRange) -> [UInt8] {
    extracting(range).withUnsafeBufferPointer { [UInt8]($0) }
  }

  /// `range` without white space and line ends at either side.
  @inline(__always)
  func trimmed(_ range: OctetRange) -> OctetRange {
    var start = range.lowerBound
    var end = range.upperBound
    while start < end, self[start].isFoldingWhiteSpace { start &+= 1 }
    while end > start, self[end &- 1].isFoldingWhiteSpace { end &-= 1 }
    return start..<end
  }
}

extension [UInt8] {
  /// Appends the octets of `span` that stand in `range`.
  @inline(__always)
  mutating func append(_ span: Span<UInt8>, _ range: OctetRange) {
    span.extracting(range).withUnsafeBufferPointer { append(contentsOf: $0) }
  }
}

extension String {
  /// Octets that a string holds within itself, without memory of its own.
  private static let inlineOctets = 15

  /// The text of UTF-8; what is none becomes U+FFFD. Short text takes a way of its own, since most names are short.
  @inline(__always)
  init(octets: UnsafeBufferPointer<UInt8>) {
    guard octets.count <= String.inlineOctets else {
      self.init(decoding: octets, as: UTF8.self)
      return
    }
    self.init(unsafeUninitializedCapacity: String.inlineOctets) { out in
      for index in 0..<octets.count { out[index] = octets[index] }
      return octets.count
    }
  }
}
