import MailSyntax

/// The statements of a PHP program that print: `echo`, `print`, and functions of WordPress that print a translation.
///
/// A block of code mostly steers, and here and there prints. Only what it prints is part of the mail.
enum PrintStatements {
  private static let names: [StaticString] = [
    "echo", "print", "printf", "vprintf", "_e", "_ex", "esc_html_e", "esc_attr_e",
  ]

  /// A block of PHP in pieces that print and pieces that do not, in order and without gaps; one that is a single
  /// statement stays whole.
  /// - Complexity: O(n) in its octets.
  static func pieces(of found: ExpressionFinder.Found, in octets: Span<UInt8>) -> [Expression] {
    let content = found.content
    let isShort = !content.isEmpty && octets[content.lowerBound] == Octet.equals
    let statements = isShort ? [content] : ranges(in: content, of: octets)
    let code = code(of: content, octets)
    guard let first = statements.first, statements.count > 1 || isShort == false && first != code else {
      return [expression(found.range, content, isOutput: !statements.isEmpty, octets)]
    }
    var pieces: [Expression] = []
    var position = found.range.lowerBound
    for statement in statements {
      if position < statement.lowerBound {
        let before = position..<statement.lowerBound
        pieces.append(expression(before, before.clamped(to: content), isOutput: false, octets))
      }
      pieces.append(expression(statement, statement, isOutput: true, octets))
      position = statement.upperBound
    }
    if position < found.range.upperBound {
      let rest = position..<found.range.upperBound
      pieces.append(expression(rest, rest.clamped(to: content), isOutput: false, octets))
    }
    return pieces
  }

  private static func expression(
    _ range: OctetRange, _ content: OctetRange, isOutput: Bool, _ octets: Span<UInt8>
  ) -> Expression {
    Expression(range: range, words: ExpressionWords.read(content, in: octets), isOutput: isOutput)
  }

  /// The content without `php`, and without white space and semicolons around.
  private static func code(of content: OctetRange, _ octets: Span<UInt8>) -> OctetRange {
    func isFiller(_ octet: UInt8) -> Bool { octet.isHTMLSpace || octet == UInt8(ascii: ";") }
    var (start, end) = (content.lowerBound, content.upperBound)
    if octets.hasPrefix("php", at: start, to: end) { start += 3 }
    while start < end, isFiller(octets[start]) { start += 1 }
    while end > start, isFiller(octets[end - 1]) { end -= 1 }
    return start..<end
  }

  /// The statements without the semicolons behind them.
  private static func ranges(in content: OctetRange, of octets: Span<UInt8>) -> [OctetRange] {
    var ranges: [OctetRange] = []
    var scanner = CodeScanner(content)
    var start: Int?
    var end = content.lowerBound
    // Parentheses and braces within a statement, as of a function that it is given.
    var depth = 0
    var last: CodeToken?
    while let token = scanner.next(octets) {
      defer { last = token }
      guard let opened = start else {
        if isStatement(token, after: last, octets) { (start, depth) = (token.range.lowerBound, 0) }
        end = token.range.upperBound
        continue
      }
      switch token.kind {
      case .symbol(UInt8(ascii: "(")), .symbol(UInt8(ascii: "{")), .symbol(UInt8(ascii: "[")): depth += 1
      case .symbol(UInt8(ascii: ")")), .symbol(UInt8(ascii: "}")), .symbol(UInt8(ascii: "]")): depth -= 1
      default: break
      }
      if depth < 0 || depth == 0 && token.isSymbol(";") {
        ranges.append(opened..<end)
        start = nil
      }
      // The range of a literal has no quotes.
      end = token.range.upperBound + (token.kind == .literal ? 1 : 0)
    }
    if let start { ranges.append(start..<max(start, min(end, content.upperBound))) }
    return ranges
  }

  /// Not a method (`->print`), a variable (`$echo`), nor the declaration of a function.
  private static func isStatement(_ token: CodeToken, after last: CodeToken?, _ octets: Span<UInt8>) -> Bool {
    guard token.kind == .word, names.contains(where: { token.isWord($0, octets) }) else { return false }
    guard let last else { return true }
    switch last.kind {
    case .symbol(UInt8(ascii: "$")), .symbol(UInt8(ascii: ">")), .symbol(UInt8(ascii: ":")): return false
    case .word: return !last.isWord("function", octets)
    default: return true
    }
  }
}
