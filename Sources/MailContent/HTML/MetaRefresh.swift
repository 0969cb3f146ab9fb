import MailSyntax

/// The address in the content of `<meta http-equiv="refresh">`. HTML standard §4.2.5.3, "shared declarative refresh
/// steps".
enum MetaRefresh {
  /// The range of the URL in the decoded value; nil if it only reloads.
  static func url(_ value: [UInt8]) -> OctetRange? {
    var index = 0
    while index < value.count, value[index].isHTMLSpace { index += 1 }
    let time = index
    while index < value.count, value[index].isASCIIDigit || value[index] == UInt8(ascii: ".") { index += 1 }
    guard index > time else { return nil }
    while index < value.count,
      value[index].isHTMLSpace || value[index] == Octet.semicolon || value[index] == UInt8(ascii: ",")
    {
      index += 1
    }
    guard index < value.count else { return nil }
    if value.span.hasPrefix("url", at: index, to: value.count) {
      var after = index + 3
      while after < value.count, value[after].isHTMLSpace { after += 1 }
      if after < value.count, value[after] == Octet.equals {
        index = after + 1
        while index < value.count, value[index].isHTMLSpace { index += 1 }
      }
    }
    guard index < value.count else { return nil }
    let quote = value[index]
    guard quote == Octet.quote || quote == Octet.apostrophe else { return index..<value.count }
    return (index + 1)..<value.span.firstIndex(of: quote, from: index + 1, to: value.count)
  }
}
