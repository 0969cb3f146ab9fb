internal import Reporting

extension JSONValue {
  /// Reads one value. RFC 8259.
  ///
  /// Numbers that are no integers are read as null: presend writes none into what it reads back.
  /// - Returns: nil if the octets are no JSON, hold more than the value, or nest deeper than `maximumDepth`.
  /// - Complexity: O(octets).
  init?(reading octets: ArraySlice<UInt8>) {
    var reader = JSONReader(octets: octets, position: octets.startIndex)
    guard let value = reader.value(depth: 0) else { return nil }
    reader.skipSpace()
    guard reader.position == octets.endIndex else { return nil }
    self = value
  }

  subscript(_ key: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.0 == key }?.1
  }
  var string: String? { if case .string(let text) = self { text } else { nil } }
  var integer: Int? { if case .integer(let number) = self { number } else { nil } }
  var elements: [JSONValue] { if case .array(let elements) = self { elements } else { [] } }
}

/// The steps of reading, on octets.
private struct JSONReader {
  let octets: ArraySlice<UInt8>
  var position: Int

  /// Lines of the audit log nest three levels deep. The bound keeps the recursion short on any input.
  private static let maximumDepth = 16

  private var next: UInt8? { position < octets.endIndex ? octets[position] : nil }

  mutating func skipSpace() {
    while let octet = next, [0x20, 0x09, 0x0A, 0x0D].contains(octet) { position += 1 }
  }

  private mutating func take(_ text: StaticString) -> Bool {
    let count = text.utf8CodeUnitCount
    guard octets.endIndex - position >= count else { return false }
    for index in 0..<count where octets[position + index] != text.utf8Start[index] { return false }
    position += count
    return true
  }

  mutating func value(depth: Int) -> JSONValue? {
    guard depth < Self.maximumDepth else { return nil }
    skipSpace()
    switch next {
    case UInt8(ascii: "{"): return object(depth)
    case UInt8(ascii: "["): return array(depth)
    case UInt8(ascii: "\""): return string().map(JSONValue.string)
    case UInt8(ascii: "t"): return take("true") ? .bool(true) : nil
    case UInt8(ascii: "f"): return take("false") ? .bool(false) : nil
    case UInt8(ascii: "n"): return take("null") ? .null : nil
    default: return number()
    }
  }

  private mutating func object(_ depth: Int) -> JSONValue? {
    position += 1
    var members: [(String, JSONValue)] = []
    skipSpace()
    if take("}") { return .object([]) }
    while true {
      skipSpace()
      guard let key = string() else { return nil }
      skipSpace()
      guard take(":"), let value = value(depth: depth + 1) else { return nil }
      members.append((key, value))
      skipSpace()
      if take("}") { return .object(members) }
      guard take(",") else { return nil }
    }
  }

  private mutating func array(_ depth: Int) -> JSONValue? {
    position += 1
    var elements: [JSONValue] = []
    skipSpace()
    if take("]") { return .array([]) }
    while true {
      guard let value = value(depth: depth + 1) else { return nil }
      elements.append(value)
      skipSpace()
      if take("]") { return .array(elements) }
      guard take(",") else { return nil }
    }
  }

  private mutating func number() -> JSONValue? {
    let start = position
    while let octet = next, (48...57).contains(octet) || "+-.eE".utf8.contains(octet) { position += 1 }
    guard position > start else { return nil }
    return Int(String(decoding: octets[start..<position], as: UTF8.self)).map(JSONValue.integer) ?? .null
  }

  private mutating func string() -> String? {
    guard take("\"") else { return nil }
    var text: [UInt8] = []
    while let octet = next {
      position += 1
      switch octet {
      case UInt8(ascii: "\""): return String(decoding: text, as: UTF8.self)
      case UInt8(ascii: "\\"):
        guard let scalar = escaped() else { return nil }
        text += UTF8.encode(scalar).unsafelyUnwrapped
      case 0..<0x20: return nil
      default: text.append(octet)
      }
    }
    return nil
  }

  private mutating func escaped() -> Unicode.Scalar? {
    guard let octet = next else { return nil }
    position += 1
    switch octet {
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "u"): return escapedUnit()
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(octet)
    default: return nil
    }
  }

  /// A UTF-16 unit, or a pair of surrogates; half a pair becomes U+FFFD.
  private mutating func escapedUnit() -> Unicode.Scalar? {
    guard let high = hexadecimal() else { return nil }
    if let scalar = Unicode.Scalar(high) { return scalar }
    guard (0xD800..<0xDC00).contains(high), take("\\u"), let low = hexadecimal(), (0xDC00..<0xE000).contains(low) else {
      return "\u{FFFD}"
    }
    return Unicode.Scalar(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00))
  }

  private mutating func hexadecimal() -> UInt32? {
    guard octets.endIndex - position >= 4 else { return nil }
    defer { position += 4 }
    let digits = octets[position..<position + 4]
    guard digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }) else { return nil }
    return UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
  }
}
