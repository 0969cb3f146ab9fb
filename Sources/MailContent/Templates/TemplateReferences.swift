import MailSyntax

/// Finds what a template file draws in, in its expressions; `MarkupReferences` looks in its elements.
struct TemplateReferences {
  /// The most references of a file; nobody writes more, and each may cost a search on disk.
  static let maximumReferences = 256
  /// The most tokens of one call that are looked at.
  private static let maximumArguments = 24

  private(set) var outline = TemplateOutline()
  let language: TemplateLanguage?

  init(language: TemplateLanguage?) { self.language = language }

  mutating func add(_ reference: TemplateReference) {
    if outline.references.count < Self.maximumReferences { outline.references.append(reference) }
  }

  mutating func add(definition name: String) {
    if outline.definitions.count < Self.maximumReferences { outline.definitions.append(name) }
  }

  mutating func setPlaceForContent() { outline.holdsPlaceForContent = true }

  /// - Parameter found: an expression, in file order.
  /// - Complexity: O(n) in its octets.
  mutating func take(_ found: ExpressionFinder.Found, _ octets: Span<UInt8>) {
    switch found.language {
    case .comment where language == .razor: calls(found, octets)
    case .comment, .mailchimp, .mergeTag: break
    case .print where language == .thymeleaf: break
    case .curly, .print: curly(found, octets)
    case .tag: tag(found, octets)
    case .embedded, .php, .razor: calls(found, octets)
    case .blade: directive(found, octets)
    case .toolkit: toolkit(found, octets)
    case .smarty: smarty(found, octets)
    case .freemarker: freemarker(found, octets)
    case .velocity: velocity(found, octets)
    }
  }

  // MARK: {% extends "x" %}

  private mutating func tag(_ found: ExpressionFinder.Found, _ octets: Span<UInt8>) {
    // "{%-" and "{%+" say what becomes of white space.
    let tokens = Self.tokens(found.content, octets).drop { $0.isSymbol("-") || $0.isSymbol("+") }
    guard let first = tokens.first, first.kind == .word else { return }
    switch octets.string(first.range) {
    case "extends", "sw_extends", "layout", "theme": named(.layout, tokens.dropFirst(), found, octets)
    case "include", "embed", "render", "sw_include", "import", "from", "section", "use", "ssi":
      // Liquid's `section` and Twig's `use` draw in; Django's `include` may have `with` behind the name.
      named(.partial, tokens.dropFirst(), found, octets)
    case "component", "partial": named(.partial, tokens.dropFirst(), found, octets)
    default: break
    }
  }

  // MARK: {{> x }}

  private mutating func curly(_ found: ExpressionFinder.Found, _ octets: Span<UInt8>) {
    var start = found.content.lowerBound
    let end = found.content.upperBound
    while start < end, octets[start].isHTMLSpace || "~-{".utf8.contains(octets[start]) { start += 1 }
    guard start < end else { return }
    if octets.hasPrefix("#>", at: start, to: end) || octets[start] == Octet.greater {
      return partial(
        behind: start + (octets[start] == Octet.hash ? 2 : 1), isBlock: octets[start] == Octet.hash, found, octets)
    }
    guard octets[start].isASCIILetter || octets[start] == Octet.hash || octets[start] == UInt8(ascii: "$") else {
      return
    }
    let word = Self.word(at: octets[start] == Octet.hash ? start + 1 : start, to: end, octets)
    switch octets.string(word) {
    case "template": named(.definition, Self.tokens(word.upperBound..<end, octets)[...], found, octets)
    case "block":
      // Go defines a piece here; Twig's `block("x")` prints one of its own.
      let tokens = Self.tokens(word.upperBound..<end, octets)
      guard let literal = tokens.first, literal.kind == .literal else { return }
      add(definition: octets.string(literal.range))
    case "define":
      let tokens = Self.tokens(word.upperBound..<end, octets)
      if let literal = tokens.first, literal.kind == .literal { add(definition: octets.string(literal.range)) }
    case "include", "source", "render", "component", "embed", "partial", "includeDir":
      named(.partial, Self.tokens(word.upperBound..<end, octets)[...], found, octets)
    case "extend": named(.layout, Self.tokens(word.upperBound..<end, octets)[...], found, octets)
    case "body" where word.upperBound == end || octets.hasPrefix("{{{", at: found.range.lowerBound, to: end):
      outline.holdsPlaceForContent = true
    default:
      if octets.hasPrefix("$slot", at: start, to: end) { outline.holdsPlaceForContent = true }
    }
  }

  /// Handlebars' partials: a name, a path, or an expression in parentheses.
  private mutating func partial(
    behind start: Int, isBlock: Bool, _ found: ExpressionFinder.Found, _ octets: Span<UInt8>
  ) {
    let end = found.content.upperBound
    var index = start
    while index < end, octets[index].isHTMLSpace { index += 1 }
    guard index < end else { return }
    let kind: TemplateReference.Kind = isBlock ? .layout : .partial
    if octets[index] == UInt8(ascii: "(") {
      return add(TemplateReference(kind: kind, names: [], range: found.range, isDynamic: true))
    }
    if octets[index] == Octet.quote || octets[index] == Octet.apostrophe {
      return named(kind, Self.tokens(index..<end, octets)[...], found, octets)
    }
    var stop = index
    while stop < end, !octets[stop].isHTMLSpace, octets[stop] != UInt8(ascii: "~") { stop += 1 }
    let name = octets.string(index..<stop)
    if name == "@partial-block" || name == "body" || name == "content" {
      outline.holdsPlaceForContent = true
    } else {
      add(TemplateReference(kind: kind, names: [name], range: found.range))
    }
  }

  // MARK: @include('x')

  private mutating func directive(_ found: ExpressionFinder.Found, _ octets: Span<UInt8>) {
    let tokens = Self.tokens(found.content, octets)
    guard let first = tokens.first else { return }
    let arguments = tokens.dropFirst(2)
    switch octets.string(first.range) {
    case "extends", "layout": named(.layout, arguments, found, octets)
    case "component", "componentFirst": named(.layout, arguments, found, octets)
    case "include", "includeIf", "includeFirst", "each", "livewire": named(.partial, arguments, found, octets)
    case "includeWhen", "includeUnless":
      let rest = arguments.drop { $0.kind != .literal }
      named(.partial, rest, found, octets)
    case "yield": outline.holdsPlaceForContent = true
    default: break
    }
  }

  // MARK: [% INCLUDE x %], {include file="x"}, <#include "x">, #parse("x")

  private mutating func toolkit(_ found: ExpressionFinder.Found, _ octets: Span<UInt8>) {
    let word = Self.word(at: found.content.lowerBound, to: found.content.upperBound, octets)
    let kind: TemplateReference.Kind
    switch octets.string(word) {
    case "INCLUDE", "PROCESS", "INSERT": kind = .partial
    case "WRAPPER": kind = .layout
    case "content":
      outline.holdsPlaceForContent = true
      return
    default: return
    }
    var start = word.upperBound
    let end = found.content.upperBound
    while start < end, octets[start].isHTMLSpace { start += 1 }
    guard start < end else { return }
    if octets[start] == UInt8(ascii: "$") {
      return add(TemplateReference(kind: kind, names: [], range: found.range, isDynamic: true))
    }
    if octets[start] == Octet.quote || octets[start] == Octet.apostrophe {
      return named(kind, Self.tokens(start..<end, octets)[...], found, octets)
    }
    var stop = start
    while stop < end, !octets[stop].isHTMLSpace, octets[stop] != Octet.semicolon { stop += 1 }
    add(TemplateReference(kind: kind, names: [octets.string(start..<stop)], range: found.range))
  }

  private mutating func smarty(_ found: ExpressionFinder.Found, _ octets: Span<UInt8>) {
    let tokens = Self.tokens(found.content, octets)
    guard let first = tokens.first, first.kind == .word else { return }
    let kind: TemplateReference.Kind
    switch octets.string(first.range) {
    case "include", "include_php", "insert": kind = .partial
    case "extends": kind = .layout
    case "f":
      // Fluid: {f:render(partial: 'Footer', arguments: _all)}.
      guard let place = tokens.firstIndex(where: { $0.isWord("partial", octets) }), place + 2 < tokens.count else {
        return
      }
      return named(.partial, tokens[(place + 2)...], found, octets)
    default: return
    }
    if let file = tokens.firstIndex(where: { $0.isWord("file", octets) }), file + 2 < tokens.count {
      named(kind, tokens[(file + 2)...], found, octets)
    } else {
      named(kind, tokens.dropFirst(), found, octets)
    }
  }

  private mutating func freemarker(_ found: ExpressionFinder.Found, _ octets: Span<UInt8>) {
    let tokens = Self.tokens(found.content, octets)
    guard tokens.count > 2, tokens[0].isSymbol("#") else { return }
    if tokens[1].isWord("include", octets) || tokens[1].isWord("import", octets) {
      named(.partial, tokens.dropFirst(2), found, octets)
    } else if tokens[1].isWord("nested", octets) {
      outline.holdsPlaceForContent = true
    }
  }

  private mutating func velocity(_ found: ExpressionFinder.Found, _ octets: Span<UInt8>) {
    let tokens = Self.tokens(found.content, octets)
    guard let first = tokens.first, first.isWord("parse", octets) || first.isWord("include", octets) else { return }
    named(.partial, tokens.dropFirst(2), found, octets)
  }

  // MARK: Names

  /// Adds a reference whose name is written at the start of some tokens: a literal, several in brackets, or something
  /// that is known when it is rendered.
  mutating func named(
    _ kind: TemplateReference.Kind, _ tokens: ArraySlice<CodeToken>, _ found: ExpressionFinder.Found,
    _ octets: Span<UInt8>, isRelative: Bool = false, isGuess: Bool = false
  ) {
    var names: [String] = []
    var isDynamic = false
    var isFirst = true
    var depth = 0
    for token in tokens.prefix(Self.maximumArguments) {
      switch token.kind {
      case .literal:
        names.append(octets.string(token.range))
        if Self.isInterpolated(token.range, octets) { isDynamic = true }
      case .symbol(UInt8(ascii: "(")) where isFirst, .symbol(UInt8(ascii: "[")) where isFirst:
        depth += 1
        continue
      case .symbol(UInt8(ascii: ",")) where depth > 0 && !names.isEmpty: continue
      case .symbol(let sign) where Self.joins(sign, kind):
        // Joined to something else, or changed by a filter.
        isDynamic = isDynamic || !names.isEmpty
        return add(kind, names, found, isDynamic: isDynamic || names.isEmpty, isRelative, isGuess)
      case .word where names.isEmpty: return add(kind, [], found, isDynamic: true, isRelative, isGuess)
      default:
        if !names.isEmpty { return add(kind, names, found, isDynamic: isDynamic, isRelative, isGuess) }
        if case .symbol(UInt8(ascii: "$")) = token.kind {
          return add(kind, [], found, isDynamic: true, isRelative, isGuess)
        }
      }
      isFirst = false
    }
    guard !names.isEmpty else { return }
    add(kind, names, found, isDynamic: isDynamic, isRelative, isGuess)
  }

  /// Whether an octet behind a name says that it is only a part: an operator that joins texts, or a filter. In Go the
  /// dot behind it is what the piece is given.
  private static func joins(_ sign: UInt8, _ kind: TemplateReference.Kind) -> Bool {
    switch sign {
    case UInt8(ascii: "|"), UInt8(ascii: "~"), UInt8(ascii: "+"): true
    case UInt8(ascii: "."): kind != .definition
    default: false
    }
  }

  private mutating func add(
    _ kind: TemplateReference.Kind, _ names: [String], _ found: ExpressionFinder.Found, isDynamic: Bool,
    _ isRelative: Bool, _ isGuess: Bool
  ) {
    add(
      TemplateReference(
        kind: kind, names: names.filter { !$0.isEmpty }, range: found.range, isDynamic: isDynamic,
        isRelative: isRelative,
        isGuess: isGuess))
  }

  /// `"footer_#{kind}"`, `"{$x}.tpl"`, `"mail/$x"`.
  private static func isInterpolated(_ literal: OctetRange, _ octets: Span<UInt8>) -> Bool {
    let isDouble = octets[literal.lowerBound - 1] != Octet.apostrophe
    for index in literal {
      switch octets[index] {
      case UInt8(ascii: "$") where isDouble: return true
      case UInt8(ascii: "{") where index > literal.lowerBound && octets[index - 1] == Octet.hash: return true
      default: break
      }
    }
    return false
  }

  static func tokens(_ range: OctetRange, _ octets: Span<UInt8>) -> [CodeToken] {
    var scanner = CodeScanner(range)
    var tokens: [CodeToken] = []
    while tokens.count < maximumArguments * 2, let token = scanner.next(octets) { tokens.append(token) }
    return tokens
  }

  static func word(at start: Int, to end: Int, _ octets: Span<UInt8>) -> OctetRange {
    var index = start
    while index < end, octets[index].isHTMLSpace || octets[index] == Octet.hyphen { index += 1 }
    let first = index
    while index < end, octets[index].isASCIIAlphanumeric || octets[index] == UInt8(ascii: "_") { index += 1 }
    return first..<index
  }
}
