public import MailSyntax

/// A comment of a template file: nobody but its authors reads it.
public struct TemplateComment: Sendable, Hashable {
  /// With its delimiters, in `Body.octets`.
  public let range: OctetRange
  /// What is said in it, without delimiters and white space around it.
  public let content: OctetRange
}

/// Finds the comments of a template file in each language's own syntax: `{# #}`, `{{!-- --}}`, `{{-- --}}`,
/// `{{/* */}}`, `{% comment %}`, `{% # %}`, `<%# %>`, `<%-- --%>`, `[%# %]`, `{* *}`, `@* *@`, `<#-- -->`, `<!-- -->`,
/// `<f:comment>`, `##`, `#* *#`, `-#`, and `//`, `#` and `/* */` in code and style sheets.
///
/// What only looks like a comment (in a text, an attribute, a string) is none: comments are expressions and tokens.
struct TemplateComments {
  private(set) var found: [TemplateComment] = []
  private let written: [UInt8]

  /// - Parameters:
  ///   - written: the file.
  ///   - masked: the same with its expressions masked.
  /// - Returns: in file order.
  /// - Complexity: O(n) in octets.
  static func read(
    _ written: [UInt8], masked: [UInt8], expressions: [ExpressionFinder.Found], format: Body.Format
  ) -> [TemplateComment] {
    var comments = TemplateComments(written: written)
    for expression in expressions { comments.read(expression, written.span) }
    if format == .html { comments.readMarkup(masked.span) }
    return comments.found.sorted { $0.range.lowerBound < $1.range.lowerBound }
  }

  private init(written: [UInt8]) { self.written = written }

  // MARK: Expressions

  private static let openers: [StaticString] = [
    "{{!", "{{--", "{#", "{*", "@*", "<#--", "<%--", "<%!--", "%%[/*", "##", "#*", "-#",
  ]
  private static let codeOpeners: [StaticString] = ["{{", "{%", "[%", "<%", "<?", "@php"]

  private mutating func read(_ expression: ExpressionFinder.Found, _ octets: Span<UInt8>) {
    let range = expression.range
    let start = range.lowerBound
    // "##name##" is a merge tag of mailing services.
    if octets.hasPrefix("##", at: start, to: range.upperBound), expression.language != .comment { return }
    if Self.openers.contains(where: { octets.hasPrefix($0, at: start, to: range.upperBound) }) {
      add(range, trimming: range)
      return
    }
    if octets.hasPrefix("<f:comment>", at: start, to: range.upperBound) {
      add(range, trimming: (start + 11)..<(range.upperBound - 12))
      return
    }
    guard let opener = Self.codeOpeners.first(where: { octets.hasPrefix($0, at: start, to: range.upperBound) }) else {
      return
    }
    var index = start + opener.utf8CodeUnitCount
    // White space control: `{{-`, `{%-`, `{{~`.
    while index < range.upperBound, octets[index].isHTMLSpace || octets[index] == Octet.hyphen || octets[index] == 0x7E {
      index += 1
    }
    let isCurly = octets[start] == UInt8(ascii: "{")
    if octets.hasPrefix("comment", at: index, to: range.upperBound), octets.hasPrefix("{%", at: start, to: index) {
      readBlock(range, octets)
    } else if octets.hasPrefix("!--", at: index, to: range.upperBound), isCurly {
      add(range, trimming: range)
    } else if isCurly {
      let isComment =
        octets.hasPrefix("/*", at: index, to: range.upperBound)
        || octets[start + 1] == UInt8(ascii: "%") && octets.hasPrefix("#", at: index, to: range.upperBound)
      if isComment { add(range, trimming: range) }
    } else {
      let closer = octets[start] == UInt8(ascii: "@") ? 7 : 2
      readCode(index..<max(index, range.upperBound - closer), octets)
    }
  }

  /// `{% comment %} … {% endcomment %}`.
  private mutating func readBlock(_ range: OctetRange, _ octets: Span<UInt8>) {
    let limit = range.upperBound
    var open = range.lowerBound
    while open < limit, !octets.hasPrefix("%}", at: open, to: limit) { open += 1 }
    var close = limit
    while close > open, !octets.hasPrefix("{%", at: close, to: limit) { close -= 1 }
    if open + 2 <= close { add(range, trimming: (open + 2)..<close) }
  }

  /// Comments in code, outside of its string literals.
  private mutating func readCode(_ range: OctetRange, _ octets: Span<UInt8>) {
    let limit = range.upperBound
    var index = range.lowerBound
    while index < limit {
      let octet = octets[index]
      if octet == Octet.quote || octet == Octet.apostrophe {
        index = endOfLiteral(from: index, to: limit, octets)
      } else if octet == Octet.hash || octets.hasPrefix("//", at: index, to: limit) {
        let end = octets.firstIndex(of: Octet.lineFeed, from: index, to: limit)
        add(index..<end, trimming: index..<end)
        index = end
      } else if octets.hasPrefix("/*", at: index, to: limit) {
        index = addBlock(from: index, to: limit, octets)
      } else {
        index += 1
      }
    }
  }

  private func endOfLiteral(from start: Int, to limit: Int, _ octets: Span<UInt8>) -> Int {
    var index = start + 1
    while index < limit, octets[index] != octets[start] {
      index += octets[index] == Octet.backslash ? 2 : 1
    }
    return min(index + 1, limit)
  }

  /// `/* … */`; gives back where it ends.
  private mutating func addBlock(from start: Int, to limit: Int, _ octets: Span<UInt8>) -> Int {
    var close = octets.firstIndex(of: UInt8(ascii: "*"), from: start + 2, to: limit)
    while close < limit, !octets.hasPrefix("*/", at: close, to: limit) {
      close = octets.firstIndex(of: UInt8(ascii: "*"), from: close + 1, to: limit)
    }
    let end = min(close + 2, limit)
    add(start..<end, trimming: start..<end)
    return end
  }

  // MARK: Markup

  private mutating func readMarkup(_ masked: Span<UInt8>) {
    var tokenizer = HTMLTokenizer(0..<masked.count)
    tokenizer.cutsNamesAtMask = true
    var isStyle = false
    while let token = tokenizer.next(in: masked) {
      switch token.kind {
      case .comment where masked.hasPrefix("<!--", at: token.range.lowerBound, to: token.range.upperBound):
        add(token.range, trimming: token.content)
      case .startTag:
        let element = HTMLElement.entry(token.name).element
        isStyle = element == .style
        if let model = element.contentModel { tokenizer.contentModel = model }
      case .text where isStyle: readStyleSheet(token.content, masked)
      default: isStyle = false
      }
    }
  }

  private mutating func readStyleSheet(_ range: OctetRange, _ octets: Span<UInt8>) {
    var index = range.lowerBound
    while index < range.upperBound {
      if octets[index] == Octet.quote || octets[index] == Octet.apostrophe {
        index = endOfLiteral(from: index, to: range.upperBound, octets)
      } else if octets.hasPrefix("/*", at: index, to: range.upperBound) {
        index = addBlock(from: index, to: range.upperBound, octets)
      } else {
        index += 1
      }
    }
  }

  // MARK: Contents

  private mutating func add(_ range: OctetRange, trimming content: OctetRange) {
    var start = content.lowerBound
    var end = content.upperBound
    while start < end, Self.isDelimiter(written[start]) { start += 1 }
    while end > start, Self.isDelimiter(written[end - 1]) { end -= 1 }
    found.append(TemplateComment(range: range, content: start..<end))
  }

  /// White space, and the octets that delimiters of comments are made of.
  private static func isDelimiter(_ octet: UInt8) -> Bool {
    if octet.isHTMLSpace { return true }
    switch octet {
    case UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "["),
      UInt8(ascii: "]"),
      UInt8(ascii: "%"), UInt8(ascii: "#"), UInt8(ascii: "!"), UInt8(ascii: "*"), UInt8(ascii: "/"), UInt8(ascii: "@"),
      UInt8(ascii: "~"), UInt8(ascii: "-"):
      return true
    default: return false
    }
  }
}
