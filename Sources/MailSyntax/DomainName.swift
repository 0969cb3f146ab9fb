/// Domain names in A- and U-form. RFC 5890, RFC 5891 §4; mapping as in RFC 5895 §2 (small letters, full stops).
enum DomainName {
  /// The name in lower case with every U-label as A-label; what cannot be converted stays as it is in lower case.
  static func ascii(_ domain: String) -> String {
    if domain.utf8.allSatisfy({ $0 < 0x80 }) { return domain.lowercased() }
    var labels: [[Unicode.Scalar]] = [[]]
    for scalar in domain.unicodeScalars {
      switch scalar.value {
      case 0x2E, 0x3002, 0xFF0E, 0xFF61: labels.append([])  // full stops, RFC 5895 §2 (4), RFC 3490 §3.1 (1)
      case 0xFF01...0xFF5E:  // wide forms of ASCII, RFC 5895 §2 (2)
        labels[labels.count - 1] += lowercased(Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar)
      case 0x00AD, 0x200B: break  // soft hyphen and zero width space: nothing, RFC 3454 §3.1
      default: labels[labels.count - 1] += lowercased(scalar)
      }
    }
    return labels.map(ascii(label:)).joined(separator: ".")
  }

  private static func lowercased(_ scalar: Unicode.Scalar) -> [Unicode.Scalar] {
    Array(scalar.properties.lowercaseMapping.unicodeScalars)
  }

  private static func ascii(label: [Unicode.Scalar]) -> String {
    var text = String.UnicodeScalarView()
    text.append(contentsOf: label)
    if label.allSatisfy(\.isASCII) { return String(text) }
    guard let encoded = Punycode.encode(composed(label)) else { return String(text) }
    return "xn--\(encoded)"
  }

  /// Composes a base letter and the combining mark behind it where Unicode has them as one. RFC 5891 §4.1 asks for NFC.
  private static func composed(_ label: [Unicode.Scalar]) -> [Unicode.Scalar] {
    var result: [Unicode.Scalar] = []
    for scalar in label {
      if let last = result.last, scalar.properties.canonicalCombiningClass != .notReordered,
        let one = composition(last, scalar)
      {
        result[result.count - 1] = one
      } else {
        result.append(scalar)
      }
    }
    return result
  }

  /// The precomposed Latin letter, found through the canonical equivalence of String.
  private static func composition(_ base: Unicode.Scalar, _ mark: Unicode.Scalar) -> Unicode.Scalar? {
    var pair = String.UnicodeScalarView()
    pair.append(base)
    pair.append(mark)
    let wanted = String(pair)
    for value in UInt32(0x00C0)...0x024F {
      if let one = Unicode.Scalar(value), String(Character(one)) == wanted { return one }
    }
    for value in UInt32(0x1E00)...0x1EFF {
      if let one = Unicode.Scalar(value), String(Character(one)) == wanted { return one }
    }
    return nil
  }
}
