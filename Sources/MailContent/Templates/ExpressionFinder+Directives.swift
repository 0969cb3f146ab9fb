import MailSyntax

/// Expressions whose delimiters mean something else in other languages, so that they are looked for only where the
/// file is known to be written in theirs: Smarty, Fluid, Thymeleaf, FreeMarker, HEEx, Razor, HAML, and Velocity's
/// comments. The directives of Blade and Velocity stand with the names.
extension ExpressionFinder {
  /// `{$x|escape:"html"}`, `{f:if(condition: '{x}')}`, `{* a comment *}`: on any number of lines, braces within.
  mutating func nestedBraces(at index: Int, _ octets: Span<UInt8>) -> Found? {
    if let comment = pair("{*", "*}", .comment, at: index, octets) { return comment }
    // Smarty leaves braces alone behind which white space stands.
    guard octets[index + 1] > Octet.space, octets[index + 1] != UInt8(ascii: "}"),
      let end = closingEnd(from: index, UInt8(ascii: "{"), UInt8(ascii: "}"), octets)
    else { return nil }
    return Found(range: index..<end, content: (index + 1)..<(end - 1), language: .smarty)
  }

  /// A sign with braces behind it: `#{…}`, `@{…}`, `~{…}`.
  mutating func braced(_ sign: UInt8, at index: Int, _ octets: Span<UInt8>) -> Found? {
    guard index + 1 < octets.count, octets[index] == sign, octets[index + 1] == UInt8(ascii: "{"),
      let end = closingEnd(from: index + 1, UInt8(ascii: "{"), UInt8(ascii: "}"), octets)
    else { return nil }
    return Found(range: index..<end, content: (index + 2)..<(end - 1), language: .print)
  }

  /// `<#if x gt 1>`, `</#if>`, `<@layout.page title="x">`, `<#-- a comment -->`. A `>` in parentheses or a string does
  /// not close it.
  mutating func freemarker(at index: Int, _ octets: Span<UInt8>) -> Found? {
    if let comment = pair("<#--", "-->", .comment, at: index, octets) { return comment }
    var start = index + 1
    if start < octets.count, octets[start] == Octet.slash { start += 1 }
    guard start + 1 < octets.count, octets[start] == Octet.hash || octets[start] == UInt8(ascii: "@"),
      octets[start + 1].isASCIILetter || octets[start + 1] == Octet.greater
    else { return nil }
    guard let end = tagEnd(from: start, octets) else { return nil }
    return Found(range: index..<end, content: (index + 1)..<(end - 1), language: .freemarker)
  }

  /// `<.link href={@url}>`: a component of Phoenix. HTML takes it for text.
  mutating func component(at index: Int, _ octets: Span<UInt8>) -> Found? {
    var start = index + 1
    if start < octets.count, octets[start] == Octet.slash { start += 1 }
    guard start + 1 < octets.count, octets[start] == UInt8(ascii: "."), octets[start + 1].isASCIILetter,
      let end = tagEnd(from: start, octets)
    else { return nil }
    return Found(range: index..<end, content: (start + 1)..<(end - 1), language: .print)
  }

  /// Behind the `>` that stands in no string, parenthesis or brace.
  private mutating func tagEnd(from start: Int, _ octets: Span<UInt8>) -> Int? {
    var depth = 0
    return end(from: start, octets) { octet in
      switch octet {
      case UInt8(ascii: "("), UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: ")"), UInt8(ascii: "}"): depth -= 1
      default: break
      }
      return octet == Octet.greater && depth <= 0
    }
  }

  // MARK: Razor

  private static let razorLines: [StaticString] = [
    "using ", "model ", "inject ", "inherits ", "namespace ", "layout ", "addtaghelper ", "page",
  ]

  /// `@Model.Name`, `@(x)`, `@{ … }`, `@if (x) {`, `@* a comment *@`; `@@` is an at sign, and so is one within a word.
  mutating func razor(at index: Int, _ octets: Span<UInt8>) -> Found? {
    guard index + 1 < octets.count,
      index == 0 || !octets[index - 1].isASCIIAlphanumeric && octets[index - 1] != octets[index],
      !isInRaw
    else { return nil }
    let start = index + 1
    switch octets[start] {
    case UInt8(ascii: "*"): return pair("@*", "*@", .comment, at: index, octets)
    case UInt8(ascii: "{"):
      guard let end = closingEnd(from: start, UInt8(ascii: "{"), UInt8(ascii: "}"), octets) else { return nil }
      return Found(range: index..<end, content: (start + 1)..<(end - 1), language: .comment)
    case UInt8(ascii: "("):
      guard let end = closingEnd(from: start, UInt8(ascii: "("), UInt8(ascii: ")"), octets) else { return nil }
      return Found(range: index..<end, content: (start + 1)..<(end - 1), language: .print)
    case let first where first.isASCIILetter || first == UInt8(ascii: "_"):
      if Self.razorLines.contains(where: { octets.hasPrefix($0, at: start, to: octets.count) }) {
        let end = octets.firstIndex(of: Octet.lineFeed, from: start, to: octets.count)
        return Found(range: index..<end, content: start..<end, language: .comment)
      }
      return razorPath(from: index, octets)
    default: return nil
    }
  }

  /// Names with dots, calls and indices: `@await Html.PartialAsync("_Footer", Model.Items[0])`; with the brace that it
  /// opens, where it is a statement.
  private mutating func razorPath(from index: Int, _ octets: Span<UInt8>) -> Found {
    var end = index + 1
    if octets.hasPrefix("await ", at: end, to: octets.count) { end += 6 }
    while end < octets.count {
      let octet = octets[end]
      if octet.isASCIIAlphanumeric || octet == UInt8(ascii: "_") {
        end += 1
      } else if octet == UInt8(ascii: "."), end + 1 < octets.count, octets[end + 1].isASCIILetter {
        end += 1
      } else if octet == UInt8(ascii: "("),
        let close = closingEnd(from: end, UInt8(ascii: "("), UInt8(ascii: ")"), octets)
      {
        end = close
      } else if octet == UInt8(ascii: "["),
        let close = closingEnd(from: end, UInt8(ascii: "["), UInt8(ascii: "]"), octets)
      {
        end = close
      } else if octet == Octet.space, end + 1 < octets.count, octets[end + 1] == UInt8(ascii: "("),
        ["if", "foreach", "for", "while", "switch", "using"].contains(
          octets.string((index + 1)..<min(end, index + 10))),
        let close = closingEnd(from: end + 1, UInt8(ascii: "("), UInt8(ascii: ")"), octets)
      {
        end = close
      } else {
        break
      }
    }
    return Found(range: index..<end, content: (index + 1)..<end, language: .razor)
  }

  // MARK: Velocity

  /// `## a comment` to the end of its line, `#* a comment *#`.
  mutating func velocityComment(at index: Int, _ octets: Span<UInt8>) -> Found? {
    if let comment = pair("#*", "*#", .comment, at: index, octets) { return comment }
    guard octets.hasPrefix("##", at: index, to: octets.count) else { return nil }
    let end = octets.firstIndex(of: Octet.lineFeed, from: index, to: octets.count)
    return Found(range: index..<end, content: (index + 2)..<end, language: .comment)
  }

  // MARK: HAML

  /// A line of code: `= link_to "Abmelden", url`, `- if x`, `%p= x`; the rest of the line is the expression.
  func hamlLine(at index: Int, _ octets: Span<UInt8>) -> Found? {
    var start = index
    while start < octets.count, octets[start] == Octet.space || octets[start] == Octet.tab { start += 1 }
    let end = octets.firstIndex(of: Octet.lineFeed, from: start, to: octets.count)
    if start < end, octets[start] == UInt8(ascii: "%") {
      // The element's name, then its attributes in brackets of any kind: not read beyond the first sign of code.
      while start < end, octets[start].isASCIIAlphanumeric || "%.#_-:".utf8.contains(octets[start]) { start += 1 }
      guard start > index + 1, start < end, octets[start] == Octet.equals else { return nil }
    }
    while start < end, octets[start] == Octet.exclamation || octets[start] == Octet.ampersand { start += 1 }
    guard start < end,
      octets[start] == Octet.equals || octets[start] == Octet.hyphen || octets[start] == UInt8(ascii: "~")
    else { return nil }
    guard octets.hasPrefix("-#", at: start, to: end) else {
      return Found(range: start..<end, content: start..<end, language: .embedded)
    }
    let close = hamlBlockEnd(from: end, deeperThan: start - index, octets)
    return Found(range: start..<close, content: (start + 2)..<close, language: .comment)
  }

  /// Where the lines end that are indented more than a line, which are part of its comment.
  private func hamlBlockEnd(from end: Int, deeperThan indent: Int, _ octets: Span<UInt8>) -> Int {
    var close = end
    while close < octets.count {
      var start = close + 1
      while start < octets.count, octets[start] == Octet.space || octets[start] == Octet.tab { start += 1 }
      guard start - close - 1 > indent, start < octets.count, octets[start] != Octet.lineFeed else { break }
      close = octets.firstIndex(of: Octet.lineFeed, from: start, to: octets.count)
    }
    return close
  }
}
