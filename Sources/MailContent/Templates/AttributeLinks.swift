import MailSyntax

/// Links that a program makes by a function for elements, their attributes in an array:
/// `tag('a', ['href' => $url], __('Abmelden'))`.
enum AttributeLinks {
  /// Tokens of one call that are looked at: its arguments are a name, a handful of attributes and a text.
  private static let maximumTokens = 256
  /// A block of code that makes more links than this is no mail's.
  private static let maximumLinks = 64
  /// The longest text of a link that is read.
  private static let maximumText = 256

  /// - Returns: the links whose text stands in the call that makes them.
  /// - Complexity: O(n) in the octets of the content.
  static func read(in content: OctetRange, of octets: Span<UInt8>) -> [Link] {
    var tokens: [CodeToken] = []
    var scanner = CodeScanner(content)
    while let token = scanner.next(octets) { tokens.append(token) }
    var links: [Link] = []
    // For each parenthesis that is open here, where the innermost call with arguments begins; -1 for none.
    var calls: [Int] = []
    for (index, token) in tokens.enumerated() where links.count < maximumLinks {
      if token.isSymbol("(") {
        let isCall = index > 0 && tokens[index - 1].kind == .word && !tokens[index - 1].isWord("array", octets)
        calls.append(isCall ? index : calls.last ?? -1)
      } else if token.isSymbol(")") {
        _ = calls.popLast()
      } else if isAttribute(index, tokens, octets), let call = calls.last, call > 0, index - call < maximumTokens,
        let link = link(call: call, value: index + 3, tokens, octets)
      {
        links.append(link)
      }
    }
    return links
  }

  /// Whether `'href' =>` begins here.
  private static func isAttribute(_ index: Int, _ tokens: [CodeToken], _ octets: Span<UInt8>) -> Bool {
    let token = tokens[index]
    return token.kind == .literal && token.range.count == 4
      && octets.hasPrefix("href", at: token.range.lowerBound, to: token.range.upperBound)
      && index + 3 < tokens.count && tokens[index + 1].isSymbol("=") && tokens[index + 2].isSymbol(">")
  }

  private static func link(call: Int, value: Int, _ tokens: [CodeToken], _ octets: Span<UInt8>) -> Link? {
    var words: [String] = []
    var depth = 0
    var end = call
    while end < tokens.count, end - call < maximumTokens {
      let token = tokens[end]
      if isOpening(token) { depth += 1 } else if isClosing(token) { depth -= 1 }
      if depth == 0 { break }
      if token.kind == .literal, token.range.count <= maximumText { words.append(octets.string(token.range)) }
      end += 1
    }
    guard end < tokens.count, depth == 0 else { return nil }
    let text = words.filter(VisibleTextDecoder.readsLikeText).joined(separator: " ")
    guard !text.isEmpty else { return nil }
    let range = tokens[call - 1].range.lowerBound..<tokens[end].range.upperBound
    return Link(
      target: target(from: value, to: end, tokens, octets), text: text, title: "", isVisible: true, range: range,
      tagRange: range)
  }

  /// What an attribute is given, as it is written: up to the comma or bracket behind it.
  private static func target(from value: Int, to end: Int, _ tokens: [CodeToken], _ octets: Span<UInt8>) -> String {
    var depth = 0
    var index = value
    while index < end {
      let token = tokens[index]
      if isOpening(token) { depth += 1 } else if isClosing(token) { depth -= 1 }
      if depth < 0 || depth == 0 && token.isSymbol(",") { break }
      index += 1
    }
    guard value < index else { return "" }
    if index == value + 1 { return octets.string(tokens[value].range) }
    return octets.string(tokens[value].range.lowerBound..<tokens[index - 1].range.upperBound)
  }

  private static func isOpening(_ token: CodeToken) -> Bool { token.isSymbol("(") || token.isSymbol("[") }
  private static func isClosing(_ token: CodeToken) -> Bool { token.isSymbol(")") || token.isSymbol("]") }
}
