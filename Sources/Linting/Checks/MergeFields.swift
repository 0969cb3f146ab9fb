/// Finds merge fields and template expressions in a URL: `{{ … }}`, `{% … %}`, `<%= … %>`, `*|…|*`, `[[…]]`, `[…]`,
/// `{…}`, `%%…%%`, `${…}`.
enum MergeFields {
  private static let delimiters: [(open: [UInt8], close: [UInt8])] = [
    ("{{", "}}"), ("{%", "%}"), ("<%", "%>"), ("<?", "?>"), ("*|", "|*"), ("[[", "]]"), ("%%", "%%"), ("${", "}"),
    ("#{", "}"), ("[", "]"), ("{", "}"), ("%", "%"),
  ].map { (Array($0.utf8), Array($1.utf8)) }
  /// A field's name is short; a lone bracket far from its partner is none.
  private static let maximumLength = 400

  /// - Returns: the URL without its fields, each of which leaves nothing behind; and the fields' contents, joined by
  ///   blanks.
  static func split(_ url: String) -> (plain: String, fields: String) {
    guard let (plain, fields) = split(Array(url.utf8)) else { return (url, "") }
    return (String(decoding: plain, as: UTF8.self), fields)
  }

  /// The same for UTF-8; nil where there is no field.
  static func split(_ octets: [UInt8]) -> (plain: [UInt8], fields: String)? {
    var plain: [UInt8] = []
    var fields: [UInt8] = []
    /// Up to where `plain` has it.
    var taken = 0
    var index = 0
    var searched: [Int] = []
    while let start = openers.first(in: octets.span, from: index) {
      index = start
      guard opens(octets, index) else {
        index += 1
        continue
      }
      if searched.isEmpty { searched = [Int](repeating: 0, count: delimiters.count) }
      if let field = field(in: octets, at: index, &searched) {
        plain += octets[taken..<index]
        fields += octets[field]
        fields.append(0x20)
        index = field.upperBound
        taken = index
      } else {
        index += 1
      }
    }
    guard taken > 0 else { return nil }
    return (plain + octets[taken...], String(decoding: fields, as: UTF8.self))
  }

  private static let openers = SignSearch("{<*[%$#")

  /// Whether a field may open at an offset. An escape such as "%3D" opens none: behind a single "%" stand four letters
  /// and more.
  private static func opens(_ octets: [UInt8], _ index: Int) -> Bool {
    guard octets[index] == UInt8(ascii: "%"), index + 1 < octets.count, octets[index + 1] != UInt8(ascii: "%") else {
      return true
    }
    return index + 5 < octets.count && octets[(index + 1)...(index + 4)].allSatisfy(isOfName)
  }

  private static func isOfName(_ octet: UInt8) -> Bool { (octet | 0x20) &- 0x61 < 26 || octet == UInt8(ascii: "_") }

  /// Whether a URL of a finished mail holds a field that nobody filled in. Single brackets and per cent signs occur in
  /// addresses; double ones, percent-encoded too, are left by templates alone.
  static func isUnfilled(_ url: String) -> Bool {
    guard url.utf8.contains(where: mayOpen) else { return false }
    let octets = Array(url.utf8)
    return unfilled.contains { open, close in
      guard let start = place(of: open, in: octets[...]) else { return false }
      return place(of: close, in: octets[(start + open.count)...]) != nil
    }
  }

  private static func place(of word: [UInt8], in octets: ArraySlice<UInt8>) -> Int? {
    octets.indices.first { octets[$0] == word[0] && octets[$0...].starts(with: word) }
  }

  private static let unfilled: [(open: [UInt8], close: [UInt8])] = [
    ("{{", "}}"), ("%7B%7B", "%7D%7D"), ("%7b%7b", "%7d%7d"), ("{%", "%}"), ("<%", "%>"), ("*|", "|*"),
    ("*%7C", "%7C*"),
    ("[[", "]]"), ("%%", "%%"), ("${", "}"), ("{$", "}"), ("##", "##"),
  ].map { (Array($0.utf8), Array($1.utf8)) }

  private static func mayOpen(_ octet: UInt8) -> Bool {
    switch octet {
    case UInt8(ascii: "{"), UInt8(ascii: "<"), UInt8(ascii: "*"), UInt8(ascii: "["), UInt8(ascii: "%"),
      UInt8(ascii: "$"), UInt8(ascii: "#"):
      true
    default: false
    }
  }

  /// The field that opens at an offset, with its delimiters.
  /// - Parameter searched: up to where each closing delimiter was looked for in vain, so that nothing is searched
  /// twice.
  private static func field(in octets: [UInt8], at start: Int, _ searched: inout [Int]) -> Range<Int>? {
    guard mayOpen(octets[start]) else { return nil }
    for (index, (open, close)) in delimiters.enumerated() where octets[start...].starts(with: open) {
      let limit = min(octets.count, start + maximumLength)
      var end = max(start + open.count, searched[index])
      defer { searched[index] = max(searched[index], min(end, limit - close.count + 1)) }
      while end + close.count <= limit {
        if octets[end] == close[0], octets[end...].starts(with: close) {
          return isField(octets[(start + open.count)..<end], open) ? start..<(end + close.count) : nil
        }
        end += 1
      }
    }
    return nil
  }

  /// "%20" and "[0]" are no fields: a single delimiter needs a name, "%" one in letters alone that is no escape.
  private static func isField(_ content: ArraySlice<UInt8>, _ open: [UInt8]) -> Bool {
    guard !content.isEmpty else { return false }
    guard open.count == 1 else { return true }
    if open[0] == UInt8(ascii: "%") {
      return content.count > 3 && content.allSatisfy(isOfName)
    }
    return content.contains { (0x61...0x7A).contains($0 | 0x20) }
  }
}
