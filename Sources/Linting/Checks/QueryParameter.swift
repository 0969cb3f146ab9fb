import MailSyntax

/// Finds a query's parameter as it is written in HTML or plain text, to take it out.
enum QueryParameter {
  /// The ranges that hold a parameter with one of its separators, so that a URL without them is left.
  /// - Complexity: O(n) in octets of the range.
  static func ranges(of name: String, in octets: [UInt8], within range: OctetRange) -> [OctetRange] {
    let wanted = Array(name.utf8) + [UInt8(ascii: "=")]
    var ranges: [OctetRange] = []
    var index = range.lowerBound
    while index + wanted.count <= range.upperBound {
      guard octets[index] == wanted[0], octets[index...].starts(with: wanted),
        let separator = separator(before: index, in: octets, from: range.lowerBound)
      else {
        index += 1
        continue
      }
      var end = index + wanted.count
      while end < range.upperBound, !isEnd(octets[end]) { end += 1 }
      let behind = self.separator(at: end, in: octets, to: range.upperBound)
      if octets[separator] != UInt8(ascii: "?") {
        ranges.append(separator..<end)
      } else if let behind {
        ranges.append(index..<behind)
      } else {
        ranges.append(separator..<end)
      }
      index = end
    }
    return ranges
  }

  private static func isEnd(_ octet: UInt8) -> Bool { octet <= 0x20 || "&#\"'<>;)]".utf8.contains(octet) }

  /// How "&" is written in HTML.
  private static let ampersands = ["&amp;", "&#38;", "&#x26;", "&"].map { Array($0.utf8) }

  /// Where the "?" or "&" before an offset begins.
  private static func separator(before index: Int, in octets: [UInt8], from start: Int) -> Int? {
    guard index > start else { return nil }
    if octets[index - 1] == UInt8(ascii: "?") { return index - 1 }
    for ampersand in ampersands where index - ampersand.count >= start {
      if octets[(index - ampersand.count)..<index].elementsEqual(ampersand) { return index - ampersand.count }
    }
    return nil
  }

  /// Behind the "&" that stands at an offset.
  private static func separator(at index: Int, in octets: [UInt8], to end: Int) -> Int? {
    for ampersand in ampersands where index + ampersand.count <= end {
      if octets[index...].starts(with: ampersand) { return index + ampersand.count }
    }
    return nil
  }
}
