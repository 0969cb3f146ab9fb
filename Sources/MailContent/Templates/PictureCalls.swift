import MailSyntax

/// Pictures that Ruby's code makes by a call: Rails' `image_tag "https://…", width: 1, height: 1` and
/// `tag.img src: "https://…", size: "1x1"`.
///
/// Only what is written as a literal is read; what stands in `#{…}` remains, as expressions in a URL do.
enum PictureCalls {
  /// The most tokens of one call that are looked at.
  private static let maximumArguments = 64

  /// - Complexity: O(n) in the octets of the expression.
  static func read(in expression: ExpressionFinder.Found, of octets: Span<UInt8>) -> [Fetch] {
    var scanner = CodeScanner(expression.content)
    var fetches: [Fetch] = []
    var last: [CodeToken] = []
    while let token = scanner.next(octets) {
      if token.isWord("image_tag", octets) || token.isWord("img", octets) && isMember(last, of: "tag", octets) {
        if let fetch = fetch(arguments(&scanner, octets), expression, octets) { fetches.append(fetch) }
        last = []
      } else {
        last = last.suffix(1) + [token]
      }
    }
    return fetches
  }

  private static func isMember(_ last: [CodeToken], of name: StaticString, _ octets: Span<UInt8>) -> Bool {
    last.count == 2 && last[1].isSymbol(".") && last[0].isWord(name, octets)
  }

  /// Up to the end of the call: the parenthesis that closes it, or of the statement.
  private static func arguments(_ scanner: inout CodeScanner, _ octets: Span<UInt8>) -> [CodeToken] {
    var arguments: [CodeToken] = []
    var depth = 0
    while arguments.count < maximumArguments, let token = scanner.next(octets) {
      if token.isSymbol("(") || token.isSymbol("[") || token.isSymbol("{") { depth += 1 }
      if token.isSymbol(")") || token.isSymbol("]") || token.isSymbol("}") { depth -= 1 }
      arguments.append(token)
      if depth < 0 || token.isSymbol(";") || depth == 0 && arguments.first?.isSymbol("(") ?? false { break }
    }
    return arguments
  }

  private static func fetch(
    _ arguments: [CodeToken], _ expression: ExpressionFinder.Found, _ octets: Span<UInt8>
  ) -> Fetch? {
    let first = arguments.first { !$0.isSymbol("(") }
    guard let address = first?.kind == .literal ? first : value(of: "src", arguments, octets),
      address.kind == .literal
    else { return nil }
    let size = value(of: "size", arguments, octets).map { octets.string($0.range).split(separator: "x") } ?? []
    func side(_ name: StaticString, _ index: Int) -> Double? {
      if let token = value(of: name, arguments, octets) { return Double(octets.string(token.range)) }
      return size.isEmpty ? nil : Double(size[min(index, size.count - 1)])
    }
    return Fetch(
      kind: .image, url: octets.string(address.range), width: side("width", 0), height: side("height", 1),
      isHidden: false, alt: value(of: "alt", arguments, octets).map { octets.string($0.range) },
      classes: value(of: "class", arguments, octets).map { octets.string($0.range) } ?? "", isQuoted: false,
      removal: expression.range, range: address.range)
  }

  /// What stands behind `name:`, `"name":` or `:name =>`.
  private static func value(
    of name: StaticString, _ arguments: [CodeToken], _ octets: Span<UInt8>
  ) -> CodeToken? {
    for index in arguments.indices.dropLast(2) {
      let token = arguments[index]
      guard token.range.count == name.utf8CodeUnitCount,
        octets.hasPrefix(name, at: token.range.lowerBound, to: token.range.upperBound)
      else { continue }
      if arguments[index + 1].isSymbol(":") { return arguments[index + 2] }
      if arguments[index + 1].isSymbol("="), arguments[index + 2].isSymbol(">"), index + 3 < arguments.count {
        return arguments[index + 3]
      }
    }
    return nil
  }
}
