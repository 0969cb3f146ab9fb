import MailSyntax

/// Calls in code that draw in other files: Ruby, Elixir, JavaScript, PHP, C#.
extension TemplateReferences {
  /// Functions whose first text is a template: sure ones, and those that may mean something else.
  private static let sure: Set<String> = [
    "include", "include_once", "require", "require_once", "render", "partial", "get_template_part", "renderpartial",
    "renderpartialasync", "partialasync", "includeasync", "insert",
  ]
  private static let layouts: Set<String> = ["layout", "extend", "begincontent", "setlayout", "extends"]
  /// The end of a name that says it includes something: `load_part`, `emailskin_include`.
  private static let guessed: [StaticString] = [
    "include", "part", "partial", "element", "template", "view", "fragment", "block",
  ]

  mutating func calls(_ found: ExpressionFinder.Found, _ octets: Span<UInt8>) {
    var scanner = CodeScanner(found.content)
    var previous: CodeToken?
    var call: (name: OctetRange, arguments: [CodeToken], depth: Int)?
    while let token = scanner.next(octets) {
      if var open = call {
        if token.isSymbol("(") { open.depth += 1 }
        if token.isSymbol(")") { open.depth -= 1 }
        let isOver = open.depth < 0 || token.isSymbol(";") || open.arguments.count >= 24
        if !isOver { open.arguments.append(token) }
        call = open
        if !isOver { continue }
        finish(open.name, open.arguments, found, octets)
        call = nil
      } else if token.kind == .word, Self.mayDrawIn(token.range, octets), !isMember(previous) || language != .erb {
        call = (token.range, [], 0)
      } else if token.kind == .word {
        mark(token, octets)
      }
      previous = token
    }
    if let call { finish(call.name, call.arguments, found, octets) }
  }

  private func isMember(_ previous: CodeToken?) -> Bool {
    previous?.isSymbol(".") ?? false
  }

  /// Whether a word may begin a call that draws in a file.
  private static func mayDrawIn(_ word: OctetRange, _ octets: Span<UInt8>) -> Bool {
    guard word.count <= 40 else { return false }
    let name = octets.string(word).lowercased()
    if sure.contains(name) || layouts.contains(name) { return true }
    return guessed.contains { suffix in
      let length = suffix.utf8CodeUnitCount
      return word.count >= length && octets.hasPrefix(suffix, at: word.upperBound - length, to: word.upperBound)
    }
  }

  private mutating func mark(_ token: CodeToken, _ octets: Span<UInt8>) {
    switch octets.string(token.range) {
    case "yield", "inner_content", "inner_block", "RenderBody": setPlaceForContent()
    default: break
    }
  }

  private mutating func finish(
    _ word: OctetRange, _ arguments: [CodeToken], _ block: ExpressionFinder.Found, _ octets: Span<UInt8>
  ) {
    // A block of PHP holds many statements, on many lines.
    let end = arguments.last?.range.upperBound ?? word.upperBound
    let found =
      block.language == .php
      ? ExpressionFinder.Found(range: word.lowerBound..<end, content: word.lowerBound..<end, language: .php) : block
    let name = octets.string(word).lowercased()
    if name == "view", language != .php { return }
    var arguments = arguments[...]
    let opens = arguments.first?.isSymbol("(") ?? false
    if opens { arguments = arguments.dropFirst() }
    let isLayout = Self.layouts.contains(name)
    let isGuess = !Self.sure.contains(name) && !isLayout
    if isGuess || isLayout && language != .razor, !opens { return }
    // C#: Layout = "_Mail".
    if isLayout, language == .razor {
      guard arguments.first?.isSymbol("=") ?? false else { return }
      arguments = arguments.dropFirst()
    }
    if let (kind, named) = Self.keyed(arguments, octets) {
      return self.named(kind, named, found, octets)
    }
    let isRelative = Self.startsInOwnFolder(&arguments, octets)
    // Elixir and others name a module first: render(MailView, "footer.html", assigns).
    if let first = arguments.first, first.kind == .word, !isRelative {
      let rest = arguments.drop { $0.kind == .word || $0.isSymbol(".") }
      if rest.first?.isSymbol(",") ?? false, let literal = rest.dropFirst().first, literal.kind == .literal {
        arguments = rest.dropFirst()
      } else if isGuess || language == .php && !name.hasPrefix("include") && !name.hasPrefix("require") {
        return
      }
    }
    guard let first = arguments.first else { return }
    if first.kind == .literal {
      let literal = octets.string(first.range)
      guard Self.isFileName(literal) else { return }
    } else if isGuess || isLayout {
      return
    }
    named(
      isLayout ? .layout : .partial, arguments, found, octets, isRelative: isRelative,
      isGuess: isGuess || language == .php && name != "include" && name != "require")
  }

  /// Ruby's `partial: "x"`, `template: "x"`, `layout: "x"`, `file: "x"`.
  private static func keyed(
    _ arguments: ArraySlice<CodeToken>, _ octets: Span<UInt8>
  ) -> (TemplateReference.Kind, ArraySlice<CodeToken>)? {
    for index in arguments.indices.dropLast(2)
    where arguments[index + 1].isSymbol(":") || arguments[index].isSymbol(":") {
      let token = arguments[index]
      guard token.kind == .word else { continue }
      let kind: TemplateReference.Kind
      switch octets.string(token.range) {
      case "partial", "template", "file": kind = .partial
      case "layout": kind = .layout
      default: continue
      }
      var rest = arguments[(index + 2)...]
      // `file: Rails.root.join("app/views/x")`
      if let literal = rest.firstIndex(where: { $0.kind == .literal }),
        rest[rest.startIndex..<literal].contains(where: { $0.isWord("join", octets) })
      {
        rest = rest[literal...]
      }
      return (kind, rest)
    }
    return nil
  }

  /// `__DIR__ . '/x.php'`, `dirname(__FILE__) . '/x.php'`: takes it off.
  private static func startsInOwnFolder(_ arguments: inout ArraySlice<CodeToken>, _ octets: Span<UInt8>) -> Bool {
    guard let first = arguments.first, first.kind == .word else { return false }
    switch octets.string(first.range).lowercased() {
    case "__dir__", "dirname":
      guard let literal = arguments.firstIndex(where: { $0.kind == .literal }) else { return false }
      arguments = arguments[literal...]
      return true
    default: return false
    }
  }

  /// A path or a bare name; no sentence, no URL, no markup.
  private static func isFileName(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.count <= 200 && !text.contains("://")
      && text.utf8.allSatisfy { $0 > Octet.space && $0 != Octet.less && $0 != Octet.greater && $0 != Octet.quote }
  }
}
