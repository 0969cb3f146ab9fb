import MailSyntax

/// The candidates of a `srcset`. HTML standard §4.8.4.3.10, "parsing a srcset attribute".
enum SourceSet {
  /// The ranges of the URLs in the decoded value.
  static func urls(_ value: [UInt8]) -> [OctetRange] {
    var urls: [OctetRange] = []
    let comma = UInt8(ascii: ",")
    var index = 0
    while true {
      while index < value.count, value[index].isHTMLSpace || value[index] == comma { index += 1 }
      guard index < value.count else { return urls }
      let start = index
      while index < value.count, !value[index].isHTMLSpace { index += 1 }
      var end = index
      while end > start, value[end - 1] == comma { end -= 1 }
      urls.append(start..<end)
      if end < index { continue }
      // The descriptors, up to a comma outside of parentheses.
      var depth = 0
      while index < value.count {
        if value[index] == UInt8(ascii: "(") { depth += 1 }
        if value[index] == UInt8(ascii: ")") { depth = max(0, depth - 1) }
        if value[index] == comma, depth == 0 { break }
        index += 1
      }
    }
  }
}
