/// Folds letters to the form in which phrases are compared: lower case, ASCII where the Latin script allows it.
enum LetterFolding {
  /// Whether a scalar is invisible or a mark, and dropped: soft hyphen, zero-width characters, joiners, byte order
  /// mark, variation selectors, combining marks, typographic apostrophes.
  static func isIgnored(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0xAD, 0x34F, 0x61C, 0x180E, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x2064, 0x2066...0x2069, 0xFEFF: true
    case 0x300...0x36F, 0xFE00...0xFE0F: true
    case 0x2019, 0x2BC: true
    default: false
    }
  }

  static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0xC0...0x24F: scalar.value != 0xD7 && scalar.value != 0xF7
    case 0..<0xC0: scalar == "ª" || scalar == "º" || scalar == "µ"
    case 0xFF10...0xFF5A: true
    default: scalar.properties.isAlphabetic || scalar.properties.numericType != nil
    }
  }

  /// The folded form of a letter of U+00C0 to U+017F: one octet, or two of which the second is 0 where there is one;
  /// nil for other scalars and for the signs × and ÷.
  static func latin(_ scalar: Unicode.Scalar) -> (UInt8, UInt8)? {
    let place = Int(scalar.value) - 0xC0
    guard place >= 0, place < 0xC0 else { return nil }
    let folded = latinLetters[place]
    return folded == 0 ? nil : (UInt8(truncatingIfNeeded: folded), UInt8(folded >> 8))
  }

  /// Appends the folded form; false where it is no letter or digit.
  static func append(_ scalar: Unicode.Scalar, to word: inout [UInt8]) -> Bool {
    guard isLetter(scalar) else { return false }
    if let (first, second) = latin(scalar) {
      word.append(first)
      if second != 0 { word.append(second) }
    } else if (0xFF10...0xFF5A).contains(scalar.value), let narrow = fullWidth(scalar.value) {
      word.append(narrow)
    } else {
      word.append(contentsOf: scalar.properties.lowercaseMapping.utf8)
    }
    return true
  }

  /// The scalar at an offset, whose octet is not ASCII; nil and 1 where the octets are ill-formed.
  static func scalar(in octets: Span<UInt8>, at index: Int, end: Int) -> (Unicode.Scalar?, Int) {
    let lead = octets[index]
    let length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC2 ? 2 : 1
    guard length > 1, lead < 0xF5, index + length <= end else { return (nil, 1) }
    var value = UInt32(lead) & (0x7F >> UInt32(length))
    for place in (index + 1)..<(index + length) {
      let next = octets[place]
      guard next & 0xC0 == 0x80 else { return (nil, 1) }
      value = value << 6 | UInt32(next & 0x3F)
    }
    return (Unicode.Scalar(value), length)
  }

  /// Full-width digits and letters, U+FF10 to U+FF5A, as their ASCII forms in lower case.
  private static func fullWidth(_ value: UInt32) -> UInt8? {
    let ascii = UInt8(value - 0xFF10 + 0x30)
    switch ascii {
    case 0x30...0x39, 0x61...0x7A: return ascii
    case 0x41...0x5A: return ascii + 0x20
    default: return nil
    }
  }

  /// U+00C0 to U+017F in order, folded, the first octet lowest; 0 stands for the signs × and ÷.
  private static let latinLetters: [UInt16] = {
    let latin1 =
      "a a a a ae a ae c e e e e i i i i d n o o o o oe  o u u u ue y th ss "
      + "a a a a ae a ae c e e e e i i i i d n o o o o oe  o u u u ue y th y "
    let extendedA =
      "a a a a a a c c c c c c c c d d d d e e e e e e e e e e g g g g g g g g h h h h i i i i i i i i i i ij ij j j k k "
      + "k l l l l l l l l l l n n n n n n n n n o o o o o o oe oe r r r r r r s s s s s s s s t t t t t t u u u u u u u "
      + "u u u u u w w y y y z z z z z z s"
    return (latin1 + extendedA).split(separator: " ", omittingEmptySubsequences: false).map { folded in
      folded.utf8.reversed().reduce(0) { $0 << 8 | UInt16($1) }
    }
  }()
}

extension UInt8 {
  /// Whether it is an ASCII letter.
  var isASCIILetter: Bool { (self | 0x20) &- 0x61 < 26 }
  /// Whether it is an ASCII letter or digit.
  var isASCIILetterOrDigit: Bool { isASCIILetter || self &- 0x30 < 10 }
}
