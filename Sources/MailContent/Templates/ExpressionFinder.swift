import MailSyntax

/// Finds the next template expression by its delimiters.
struct ExpressionFinder {
  struct Found {
    /// With its delimiters.
    let range: OctetRange
    /// Without them.
    let content: OctetRange
    let language: ExpressionLanguage
  }

  /// The longest expression in `${}`, single braces, brackets or percent signs: those are names with a filter or two.
  static let maximumName = 256
  /// The shortest name between single `$` or `#`: `$unsub$` is the shortest that mailing services have.
  static let minimumLongName = 5
  /// The longest expression whose end is found by counting parentheses, braces or brackets.
  static let maximumDirective = 8_192
  /// How far a string literal that holds a closing delimiter may reach.
  static let maximumLiteral = 1_024

  let isMarkup: Bool
  let languages: TemplateLanguages
  /// In the content of a style or script element.
  var isInRaw = false
  /// Where each closing delimiter is found next; `Int.max` where it is not found any more.
  private var nextClosers: [(closer: UnsafePointer<UInt8>, offset: Int)] = []
  /// What failed searches for a closing parenthesis may still cost: so that all of them together are linear.
  var searchBudget: Int?

  init(isMarkup: Bool, languages: TemplateLanguages) {
    self.isMarkup = isMarkup
    self.languages = languages
  }

  mutating func next(from start: Int, in octets: Span<UInt8>) -> Found? {
    var index = start
    while index < octets.count {
      if languages.contains(.haml), index == 0 || octets[index - 1] == Octet.lineFeed,
        let found = hamlLine(at: index, octets)
      {
        return found
      }
      if let found = expression(at: index, octets) { return found }
      index += 1
    }
    return nil
  }

  private mutating func expression(at index: Int, _ octets: Span<UInt8>) -> Found? {
    switch octets[index] {
    case UInt8(ascii: "{"): return braces(at: index, octets)
    case Octet.less: return angle(at: index, octets)
    case UInt8(ascii: "["): return brackets(at: index, octets)
    case UInt8(ascii: "*"): return pair("*|", "|*", .mailchimp, at: index, octets)
    case UInt8(ascii: "%"): return percent(at: index, octets)
    case Octet.hash where languages.contains(.thymeleaf) || languages.contains(.haml):
      return braced(UInt8(ascii: "#"), at: index, octets)
    case UInt8(ascii: "~") where languages.contains(.thymeleaf): return braced(UInt8(ascii: "~"), at: index, octets)
    case Octet.hash:
      if let found = name("##", "##", .mergeTag, at: index, octets) ?? longName("#", at: index, octets) { return found }
      guard languages.contains(.velocity) else { return nil }
      return velocityComment(at: index, octets) ?? directive(.velocity, at: index, octets)
    case UInt8(ascii: "$"): return dollar(at: index, octets)
    case UInt8(ascii: "~"): return name("~~", "~~", .mergeTag, at: index, octets)
    case UInt8(ascii: "@") where languages.contains(.thymeleaf): return braced(UInt8(ascii: "@"), at: index, octets)
    case UInt8(ascii: "@") where languages.contains(.razor): return razor(at: index, octets)
    case UInt8(ascii: "@"):
      guard languages.contains(.blade), index == 0 || !octets[index - 1].isASCIIAlphanumeric else { return nil }
      return directive(.blade, at: index, octets)
    default: return nil
    }
  }

  // MARK: Pairs of delimiters

  private mutating func braces(at index: Int, _ octets: Span<UInt8>) -> Found? {
    if octets.hasPrefix("{{", at: index, to: octets.count) {
      return pair("{{!--", "--}}", .comment, at: index, octets) ?? pair("{{--", "--}}", .comment, at: index, octets)
        ?? pair("{{!", "}}", .comment, at: index, octets)
        ?? pair("{{{", "}}}", .print, hasLiterals: true, at: index, octets)
        ?? pair("{{${", "}}}", .print, hasLiterals: true, at: index, octets)
        ?? pair("{{", "}}", .curly, hasLiterals: true, at: index, octets)
    }
    if let found = pair("{%", "%}", .tag, hasLiterals: true, at: index, octets) { return block(found, octets) }
    return pair("{#", "#}", .comment, at: index, octets)
      ?? pair("{!!", "!!}", .print, hasLiterals: true, at: index, octets) ?? singleBrace(at: index, octets)
  }

  private mutating func angle(at index: Int, _ octets: Span<UInt8>) -> Found? {
    if isMarkup {
      if isInRaw {
        if octets.hasPrefix("</style", at: index, to: octets.count)
          || octets.hasPrefix("</script", at: index, to: octets.count)
        {
          isInRaw = false
        }
      } else if octets.hasPrefix("<style", at: index, to: octets.count)
        || octets.hasPrefix("<script", at: index, to: octets.count)
      {
        isInRaw = true
      }
    }
    // Salesforce's placeholder of an open counter and Eloqua's fields: no HTML element has the names.
    if let found = pair("<custom ", ">", .mergeTag, hasLiterals: true, at: index, octets)
      ?? pair("<eloqua ", ">", .mergeTag, hasLiterals: true, at: index, octets)
    {
      return found
    }
    if languages.contains(.nestedBraces),
      let comment = pair("<f:comment>", "</f:comment>", .comment, at: index, octets)
    {
      return comment
    }
    if languages.contains(.freemarker), let found = freemarker(at: index, octets) { return found }
    if languages.contains(.components), let found = component(at: index, octets) { return found }
    if octets.hasPrefix("<%", at: index, to: octets.count) {
      return pair("<%!--", "--%>", .comment, at: index, octets) ?? pair("<%--", "--%>", .comment, at: index, octets)
        ?? pair("<%#", "%>", .comment, at: index, octets) ?? pair("<%", "%>", .embedded, at: index, octets)
    }
    guard octets.hasPrefix("<?", at: index, to: octets.count), !octets.hasPrefix("<?xml", at: index, to: octets.count)
    else { return nil }
    // PHP's closing tag may be missing at the end of a file; the document then ends with the code.
    return pair("<?", "?>", .php, at: index, octets)
      ?? (octets.hasPrefix("<?php", at: index, to: octets.count)
        ? Found(range: index..<octets.count, content: (index + 2)..<octets.count, language: .php) : nil)
  }

  private mutating func brackets(at index: Int, _ octets: Span<UInt8>) -> Found? {
    if let found = pair("[%url:", "]", .mergeTag, at: index, octets)
      ?? pair("[%", "%]", .toolkit, at: index, octets) ?? pair("[*", "*]", .mergeTag, at: index, octets)
    {
      return found
    }
    if languages.contains(.thymeleaf),
      let found = pair("[[$", "]]", .print, at: index, octets) ?? pair("[[#", "]]", .print, at: index, octets)
        ?? pair("[(", ")]", .print, at: index, octets)
    {
      return found
    }
    if let found = name("[[", "]]", .mergeTag, at: index, octets) { return found }
    // `[endif]` belongs to conditional comments; CSS and prose have brackets too: only what is surely a merge tag
    // counts.
    guard let found = name("[", "]", .mergeTag, at: index, octets), !isInRaw,
      BracketTag.isMergeTag(found.content, in: octets)
    else { return nil }
    return found
  }

  mutating func pair(
    _ opener: StaticString, _ closer: StaticString, _ language: ExpressionLanguage, hasLiterals: Bool = false,
    at index: Int, _ octets: Span<UInt8>
  ) -> Found? {
    guard octets.hasPrefix(opener, at: index, to: octets.count) else { return nil }
    let start = index + opener.utf8CodeUnitCount
    guard var close = nextCloser(closer, from: start, octets) else { return nil }
    if hasLiterals, let literalEnd = literalEnd(holding: close, from: start, opener, octets),
      let later = closeBehindLiteral(closer, from: literalEnd, unless: opener, octets)
    {
      close = later
    }
    return Found(
      range: index..<(close + closer.utf8CodeUnitCount), content: start..<close, language: language)
  }

  /// The closing delimiter behind a literal, unless another expression is opened before.
  private func closeBehindLiteral(
    _ closer: StaticString, from start: Int, unless opener: StaticString, _ octets: Span<UInt8>
  ) -> Int? {
    for index in start..<min(octets.count, start + Self.maximumLiteral) {
      if octets.hasPrefix(closer, at: index, to: octets.count) { return index }
      if octets.hasPrefix(opener, at: index, to: octets.count) { return nil }
    }
    return nil
  }

  /// Where a closing delimiter stands next. Asked for with rising offsets, all searches together are linear.
  private mutating func nextCloser(_ closer: StaticString, from start: Int, _ octets: Span<UInt8>) -> Int? {
    let slot = nextClosers.firstIndex { $0.closer == closer.utf8Start }
    if let slot, nextClosers[slot].offset >= start {
      return nextClosers[slot].offset == .max ? nil : nextClosers[slot].offset
    }
    let first = closer.utf8Start[0]
    var index = octets.firstIndex(of: first, from: start, to: octets.count)
    while index < octets.count, !octets.hasPrefix(closer, at: index, to: octets.count) {
      index = octets.firstIndex(of: first, from: index + 1, to: octets.count)
    }
    let offset = index < octets.count ? index : Int.max
    if let slot { nextClosers[slot].offset = offset } else { nextClosers.append((closer.utf8Start, offset)) }
    return index < octets.count ? index : nil
  }

  /// If an offset lies in a string literal of one line: behind that literal. A literal that reaches into markup or the
  /// next expression is only a stray quote.
  private func literalEnd(
    holding offset: Int, from start: Int, _ opener: StaticString, _ octets: Span<UInt8>
  ) -> Int? {
    var quote: UInt8 = 0
    var index = start
    while index < offset {
      let octet = octets[index]
      if quote != 0 {
        if octet == Octet.backslash { index += 1 } else if octet == quote { quote = 0 }
      } else if octet == Octet.quote || octet == Octet.apostrophe {
        quote = octet
      }
      index += 1
    }
    guard quote != 0 else { return nil }
    let limit = min(octets.count, offset + Self.maximumLiteral)
    while index < limit, octets[index] != Octet.lineFeed {
      if octets[index] == quote { return index + 1 }
      if octets[index] == Octet.less || octets.hasPrefix(opener, at: index, to: octets.count) { return nil }
      index += octets[index] == Octet.backslash ? 2 : 1
    }
    return nil
  }

  /// `{% comment %}` masks all up to its end.
  private mutating func block(_ found: Found, _ octets: Span<UInt8>) -> Found {
    var index = found.content.lowerBound
    while index < found.content.upperBound, !octets[index].isASCIILetter { index += 1 }
    guard octets.hasPrefix("comment", at: index, to: found.content.upperBound),
      let end = nextCloser("endcomment", from: found.range.upperBound, octets),
      let close = nextCloser("%}", from: end, octets)
    else { return found }
    return Found(
      range: found.range.lowerBound..<(close + 2), content: found.range.lowerBound..<found.range.lowerBound,
      language: .comment)
  }
}
