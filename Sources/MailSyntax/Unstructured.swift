/// Field bodies that are text: RFC 5322 §3.2.5, with encoded-words (RFC 2047 §5 (1)) and UTF-8 (RFC 6532 §3.2).
enum Unstructured {
  /// The text of `range`: unfolded, encoded-words decoded, undeclared 8-bit octets read as UTF-8, else windows-1252.
  /// White space at either side is dropped.
  static func decode(_ octets: Span<UInt8>, _ range: OctetRange) -> String {
    let range = octets.trimmed(range)
    let first = octets.firstOfInterest(in: range)
    if first == range.upperBound { return octets.string(range) }
    let rest = first..<range.upperBound
    if octets.hasEightBit(in: rest), !UTF8Repair.isValid(octets, rest) {
      let unicode = Charset.undeclared.decode(octets.array(range))
      return decodeWords(unicode.span, 0..<unicode.count)
    }
    return isPlain(octets, rest) ? octets.string(range) : decodeWords(octets, range)
  }

  /// What is decoded on the stack: 1,024 octets are what the compiler puts there without asking the heap.
  private static let stackOctets = 1000

  /// The text of UTF-8 octets with encoded-words and folds.
  private static func decodeWords(_ octets: Span<UInt8>, _ range: OctetRange) -> String {
    if range.count < stackOctets {
      // On the stack first, because most names and subjects fit into the string itself.
      let text = withUnsafeTemporaryAllocation(of: UInt8.self, capacity: range.count + 8) { out -> String? in
        guard let base = out.baseAddress, let count = EncodedWord.decodeUTF8(octets, range, to: base) else {
          return nil
        }
        return String(octets: UnsafeBufferPointer(start: base, count: count))
      }
      if let text { return text }
    } else {
      var isOther = false
      let text = String(unsafeUninitializedCapacity: range.count + 8) { out in
        guard let base = out.baseAddress, let count = EncodedWord.decodeUTF8(octets, range, to: base) else {
          isOther = true
          return 0
        }
        return count
      }
      if !isOther { return text }
    }
    var converted: [UInt8] = []
    converted.reserveCapacity(range.count)
    EncodedWord.decode(octets, range, into: &converted)
    return String(decoding: converted, as: UTF8.self)
  }

  /// Whether there is neither a line end nor the beginning of an encoded-word.
  private static func isPlain(_ octets: Span<UInt8>, _ range: OctetRange) -> Bool {
    var index = range.lowerBound
    while index < range.upperBound {
      if octets[index] == .lineFeed || octets[index] == .carriageReturn { return false }
      if octets[index] == .equals, index &+ 1 < range.upperBound, octets[index &+ 1] == .questionMark { return false }
      index = octets.firstOfInterest(in: index &+ 1..<range.upperBound)
    }
    return true
  }
}
