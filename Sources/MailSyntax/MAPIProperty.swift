/// A property of MAPI as TNEF writes it. [MS-OXTNEF] §2.1.3.4 (`MsgPropertyValue`), [MS-OXCDATA] §2.11.1 (types).
struct MAPIProperty {
  /// The identifiers that say who gets a message and what it says. [MS-OXPROPS].
  enum Identifier {
    static let subject = 0x0037
    static let recipientType = 0x0C15
    static let body = 0x1000
    static let compressedRTF = 0x1009
    static let html = 0x1013
    static let displayName = 0x3001
    static let addressType = 0x3002
    static let emailAddress = 0x3003
    static let attachObject = 0x3701
    static let attachFileName = 0x3704
    static let attachLongFileName = 0x3707
    static let smtpAddress = 0x39FE
    /// The code page of the HTML.
    static let internetCodePage = 0x3FDE
  }

  let identifier: Int
  let type: Int
  /// The first value, without its length and padding.
  let value: OctetRange

  /// Properties of one list; mail has some hundred.
  private static let maximumCount = 4_000

  /// Reads a count and as many properties: `MsgPropertyList`. What was read before damage is given.
  static func list(_ octets: Span<UInt8>, _ reader: inout OctetReader) -> (properties: [MAPIProperty], isWhole: Bool) {
    guard let count = reader.uint32(octets), count <= maximumCount else { return ([], false) }
    var properties: [MAPIProperty] = []
    for _ in 0..<count {
      guard let property = read(octets, &reader) else { return (properties, false) }
      properties.append(property)
    }
    return (properties, true)
  }

  private static func read(_ octets: Span<UInt8>, _ reader: inout OctetReader) -> MAPIProperty? {
    guard let type = reader.uint16(octets), let identifier = reader.uint16(octets) else { return nil }
    if identifier >= 0x8000, !skipName(octets, &reader) { return nil }
    let base = type & ~0x1000
    let isMany = type & 0x1000 != 0
    let isVariable = base == 0x1E || base == 0x1F || base == 0x102 || base == 0x0D
    var count = 1
    if isMany || isVariable {
      guard let given = reader.uint32(octets), given <= maximumCount else { return nil }
      count = given
    }
    var first: OctetRange?
    for _ in 0..<count {
      guard let size = isVariable ? reader.uint32(octets) : size(of: base), let value = reader.take(size) else {
        return nil
      }
      reader.pad(size)
      if first == nil { first = value }
    }
    return MAPIProperty(identifier: identifier, type: base, value: first ?? reader.index..<reader.index)
  }

  /// A named property has a GUID, and a number or a name: `NamedPropSpec`.
  private static func skipName(_ octets: Span<UInt8>, _ reader: inout OctetReader) -> Bool {
    guard reader.take(16) != nil, let kind = reader.uint32(octets), let size = reader.uint32(octets) else {
      return false
    }
    guard kind != 0 else { return true }
    guard reader.take(size) != nil else { return false }
    reader.pad(size)
    return true
  }

  /// Octets of a value of fixed size; two octets stand in four.
  private static func size(of type: Int) -> Int? {
    switch type {
    case 0x02, 0x0B: 4
    case 0x03, 0x04, 0x0A: 4
    case 0x05, 0x06, 0x07, 0x14, 0x40: 8
    case 0x48: 16
    case 0x00, 0x01: 0
    default: nil
    }
  }

  /// The value as text: UTF-16 for Unicode strings, else the code page given; without the NUL at its end.
  func text(_ octets: Span<UInt8>, codePage: Charset) -> String {
    var raw = octets.array(value)
    if type == 0x1F {
      if raw.count % 2 == 1 { raw.removeLast() }
      while raw.suffix(2) == [0, 0] { raw.removeLast(2) }
      return String(decoding: Charset.other("UTF-16LE").decode(raw), as: UTF8.self)
    }
    while raw.last == 0 { raw.removeLast() }
    return String(decoding: codePage.decode(raw), as: UTF8.self)
  }

  /// The value as a number.
  func number(_ octets: Span<UInt8>) -> Int? {
    var reader = OctetReader(value)
    return reader.uint32(octets)
  }
}
