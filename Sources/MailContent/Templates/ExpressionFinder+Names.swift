import MailSyntax

/// Expressions that are names between single delimiters, and directives with arguments in parentheses.
extension ExpressionFinder {
  /// `{name}`, `{$name}`, `{if …}`: on one line, without braces within, not in a style sheet or script.
  mutating func singleBrace(at index: Int, _ octets: Span<UInt8>) -> Found? {
    guard !isInRaw, index + 1 < octets.count else { return nil }
    if isMarkup, index > 0, octets[index - 1] == Octet.equals,
      let end = closingEnd(from: index, UInt8(ascii: "{"), UInt8(ascii: "}"), octets)
    {
      // HEEx, JSX and the like: `href={url(@conn, "/x")}`.
      return Found(range: index..<end, content: (index + 1)..<(end - 1), language: .print)
    }
    if languages.contains(.nestedBraces) { return nestedBraces(at: index, octets) }
    let first = octets[index + 1]
    guard
      first.isASCIILetter || first == UInt8(ascii: "$") || first == UInt8(ascii: "_") || first == Octet.slash
        || first == Octet.exclamation
    else {
      return nil
    }
    let limit = min(octets.count, index + Self.maximumName)
    var end = index + 1
    while end < limit {
      let octet = octets[end]
      if octet == UInt8(ascii: "}") {
        return Found(range: index..<(end + 1), content: (index + 1)..<end, language: .smarty)
      }
      if octet == UInt8(ascii: "{") || octet == Octet.lineFeed || octet == Octet.less { return nil }
      end += 1
    }
    return nil
  }

  /// A name of letters, digits and a few joining octets between two delimiters.
  func name(
    _ opener: StaticString, _ closer: StaticString, _ language: ExpressionLanguage, at index: Int,
    _ octets: Span<UInt8>
  ) -> Found? {
    guard octets.hasPrefix(opener, at: index, to: octets.count) else { return nil }
    let start = index + opener.utf8CodeUnitCount
    let limit = min(octets.count, start + Self.maximumName)
    var end = start
    while end < limit,
      ExpressionWords.isNameOctet(octets[end]) || octets[end] == Octet.space || octets[end] == Octet.equals
        || (end > start && octets[end] == UInt8(ascii: "|"))
    {
      end += 1
    }
    guard end > start, octets[start].isASCIILetter, octets.hasPrefix(closer, at: end, to: octets.count) else {
      return nil
    }
    return Found(range: index..<(end + closer.utf8CodeUnitCount), content: start..<end, language: language)
  }

  /// `$name$` and `#name#`: only letters and underscores, and at least `minimumLongName` of them, since both octets
  /// have other uses.
  func longName(_ delimiter: StaticString, at index: Int, _ octets: Span<UInt8>) -> Found? {
    guard let found = name(delimiter, delimiter, .mergeTag, at: index, octets),
      found.content.count >= Self.minimumLongName
    else { return nil }
    for place in found.content where !octets[place].isASCIILetter && octets[place] != UInt8(ascii: "_") { return nil }
    return found
  }

  /// `%%name%%` and `%NAME%`, unlike the escapes of a URL.
  mutating func percent(at index: Int, _ octets: Span<UInt8>) -> Found? {
    if let found = pair("%%=", "=%%", .print, hasLiterals: true, at: index, octets)
      ?? pair("%%[", "]%%", .comment, at: index, octets) ?? name("%%", "%%", .mergeTag, at: index, octets)
    {
      return found
    }
    guard let found = name("%", "%", .mergeTag, at: index, octets), found.content.count >= 4 else { return nil }
    var hasLetterOnly = true
    for place in found.content where !ExpressionWords.isNameOctet(octets[place]) || octets[place].isASCIIDigit {
      hasLetterOnly = false
    }
    let looksEscaped =
      octets[found.content.lowerBound].hexDigit != nil && octets[found.content.lowerBound + 1].hexDigit != nil
    return hasLetterOnly && !looksEscaped ? found : nil
  }

  /// `${…}`, `$!{…}`, and in Velocity `$name.field`.
  mutating func dollar(at index: Int, _ octets: Span<UInt8>) -> Found? {
    let isOpen =
      octets.hasPrefix("${", at: index, to: octets.count) || octets.hasPrefix("$!{", at: index, to: octets.count)
    if isOpen {
      let start = index + (octets[index + 1] == Octet.exclamation ? 3 : 2)
      let limit = min(octets.count, start + Self.maximumName)
      let close = octets.firstIndex(of: UInt8(ascii: "}"), from: start, to: limit)
      return close < limit ? Found(range: index..<(close + 1), content: start..<close, language: .print) : nil
    }
    if let found = longName("$", at: index, octets) ?? pair("$formlink(", ")$", .mergeTag, at: index, octets) {
      return found
    }
    guard languages.contains(.velocity), index + 1 < octets.count, octets[index + 1].isASCIILetter else { return nil }
    var end = index + 1
    while end < octets.count,
      octets[end].isASCIIAlphanumeric || octets[end] == UInt8(ascii: "_")
        || (octets[end] == UInt8(ascii: ".") && end + 1 < octets.count && octets[end + 1].isASCIILetter)
    {
      end += 1
    }
    return Found(range: index..<end, content: (index + 1)..<end, language: .print)
  }

  // MARK: Directives

  private static let styleRules: [StaticString] = [
    "media", "import", "font", "charset", "keyframes", "supports", "page", "namespace", "viewport", "layer",
    "container",
    "-",
  ]

  /// `@name` or `#name`, with arguments in balanced parentheses.
  mutating func directive(
    _ language: ExpressionLanguage, at index: Int, _ octets: Span<UInt8>
  ) -> Found? {
    var end = index + 1
    let limit = min(octets.count, index + 64)
    while end < limit, octets[end].isASCIIAlphanumeric || octets[end] == UInt8(ascii: "_") { end += 1 }
    guard end > index + 1, octets[index + 1].isASCIILetter else { return nil }
    var open = end
    while open < octets.count, octets[open] == Octet.space { open += 1 }
    let hasArguments = open < octets.count && octets[open] == UInt8(ascii: "(")
    let name = (index + 1)..<end
    if !hasArguments, language == .blade, octets.string(name) == "php",
      let code = pair("@php", "@endphp", .php, at: index, octets)
    {
      return code
    }
    if Self.styleRules.contains(where: { octets.hasPrefix($0, at: name.lowerBound, to: octets.count) }) { return nil }
    if hasArguments, let close = closingEnd(from: open, UInt8(ascii: "("), UInt8(ascii: ")"), octets) {
      return Found(range: index..<close, content: name.lowerBound..<close, language: language)
    }
    guard DirectiveNames.standsAlone(name, in: octets) else { return nil }
    return Found(range: index..<end, content: name, language: language)
  }

  /// Behind the parenthesis or brace that closes the one at an index; string literals are skipped.
  mutating func closingEnd(
    from start: Int, _ opener: UInt8, _ closer: UInt8, _ octets: Span<UInt8>
  ) -> Int? {
    var depth = 0
    return end(from: start, octets) { octet in
      if octet == opener { depth += 1 } else if octet == closer { depth -= 1 }
      return octet == closer && depth == 0
    }
  }

  /// Behind the octet that ends a directive; nil where there is none near enough.
  /// - Parameter isEnd: asked for each octet in turn that stands in no string literal.
  mutating func end(from start: Int, _ octets: Span<UInt8>, where isEnd: (UInt8) -> Bool) -> Int? {
    let budget = searchBudget ?? octets.count * 4
    guard budget > 0 else { return nil }
    var quote: UInt8 = 0
    var index = start
    let limit = min(octets.count, start + Self.maximumDirective)
    while index < limit {
      let octet = octets[index]
      if quote != 0 {
        if octet == Octet.backslash { index += 1 } else if octet == quote { quote = 0 }
      } else if octet == Octet.quote || octet == Octet.apostrophe {
        quote = octet
      } else if isEnd(octet) {
        return index + 1
      }
      index += 1
    }
    searchBudget = budget - (index - start)
    return nil
  }
}
