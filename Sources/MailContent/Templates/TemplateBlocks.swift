import MailSyntax

/// Finds what is rendered under a condition: the stretches between an expression that opens a block and the one that
/// closes it, in whatever language. Loops count, since they may have no turn.
struct TemplateBlocks {
  /// Blocks within blocks; deeper ones are taken as part of the deepest.
  static let maximumDepth = 128

  private struct Open {
    /// What must close it; nil where any `end` does.
    let name: HTMLName?
    let isCondition: Bool
    let statement: OctetRange
  }

  private var open: [Open] = []
  private(set) var conditions: [TemplateCondition] = []
  /// What stands in Go's `define`.
  private(set) var definitions: [OctetRange] = []

  /// Words that open a block under a condition, whatever the language.
  private static let conditional: Set<HTMLName> = Set(
    [
      "if", "unless", "for", "foreach", "forelse", "each", "while", "until", "case", "switch", "cond", "with", "range",
      "ifequal", "ifnotequal", "ifchanged", "isset", "empty", "auth", "guest", "can", "cannot", "list", "section",
      "tablerow", "hasnewsletter", "items", "interested", "once", "production", "env",
    ].map { HTMLName($0) })
  /// Words that open a block that is always rendered, and is closed by `end`.
  private static let plain: Set<HTMLName> = Set(
    ["define", "block", "wrapper", "macro", "try", "filter", "foreachelse"].map { HTMLName($0) })
  /// Words of a steering expression that neither open nor close: they stand between two branches.
  private static let between: Set<HTMLName> = Set(
    ["else", "elseif", "elsif", "elif", "when", "default"].map { HTMLName($0) })

  /// - Parameters:
  ///   - expressions: of the file, in order, each with what stands between its delimiters and the kind of delimiters.
  /// - Complexity: O(n log n) in the expressions, O(n) in their octets.
  static func read(
    _ expressions: [ExpressionFinder.Found], language: TemplateLanguage?, in octets: Span<UInt8>
  ) -> TemplateBlocks {
    var blocks = TemplateBlocks()
    for found in expressions { blocks.take(found, language, octets) }
    blocks.conditions.sort {
      ($0.range.lowerBound, -$0.range.upperBound) < ($1.range.lowerBound, -$1.range.upperBound)
    }
    return blocks
  }

  private mutating func take(
    _ found: ExpressionFinder.Found, _ language: TemplateLanguage?, _ octets: Span<UInt8>
  ) {
    switch found.language {
    case .print where language == .benchpress: words(found, octets)
    case .comment, .print, .mergeTag: return
    case .php, .razor: code(found, octets)
    case .embedded where language == .ejs: code(found, octets)
    case .embedded: ruby(found, octets)
    case .curly: curly(found, octets)
    case .tag, .toolkit, .smarty, .mailchimp, .blade, .velocity, .freemarker: words(found, octets)
    }
  }

  // MARK: One way of writing after the other

  /// `{{#if x}} {{/if}}`, `{{#x}} {{/x}}`, `{{ if .X }} {{ end }}`.
  private mutating func curly(_ found: ExpressionFinder.Found, _ octets: Span<UInt8>) {
    var start = found.content.lowerBound
    while start < found.content.upperBound, octets[start].isHTMLSpace || "~-{".utf8.contains(octets[start]) {
      start += 1
    }
    guard start < found.content.upperBound else { return }
    switch octets[start] {
    case Octet.hash, UInt8(ascii: "^"):
      // `{{#> layout}}` wraps, and a lone `{{^}}` stands between branches.
      let isWrapper = start + 1 < found.content.upperBound && octets[start + 1] == Octet.greater
      let word = Self.word(after: start, to: found.content.upperBound, octets)
      if !word.isEmpty { push(HTMLName(word, in: octets), isCondition: !isWrapper, found.range) }
    case Octet.slash:
      let word = Self.word(after: start, to: found.content.upperBound, octets)
      if !word.isEmpty { pop(HTMLName(word, in: octets), before: found.range) }
    default:
      words(found, octets)
    }
  }

  /// `{% if x %} {% endif %}`, `@if(x) @endif`, `{if $x} {/if}`, `[% IF x %] [% END %]`, `*|IF:X|* *|END:IF|*`.
  private mutating func words(_ found: ExpressionFinder.Found, _ octets: Span<UInt8>) {
    var start = found.content.lowerBound
    let end = found.content.upperBound
    while start < end, octets[start].isHTMLSpace || octets[start] == Octet.hyphen || octets[start] == Octet.hash {
      start += 1
    }
    guard start < end else { return }
    if octets[start] == Octet.slash {
      let word = Self.word(after: start, to: end, octets)
      return pop(HTMLName(word, in: octets), before: found.range)
    }
    let word = Self.word(after: start - 1, to: end, octets)
    guard !word.isEmpty else { return }
    let name = HTMLName(word, in: octets)
    if octets.hasPrefix("end", at: word.lowerBound, to: word.upperBound) {
      // "end", "endif", and "END:IF".
      let rest = (word.lowerBound + 3)..<word.upperBound
      pop(rest.isEmpty ? nil : HTMLName(rest, in: octets), before: found.range)
    } else if Self.conditional.contains(name) {
      push(name, isCondition: !isAlways(name, found.language), found.range)
    } else if Self.plain.contains(name), found.language == .curly || found.language == .toolkit {
      push(name, isCondition: false, found.range)
    }
  }

  /// Blocks that have a conditional namesake in another language.
  private func isAlways(_ name: HTMLName, _ language: ExpressionLanguage) -> Bool {
    switch name {
    case Self.section, Self.once: language == .blade || language == .smarty
    case Self.with: language == .tag
    default: false
    }
  }

  private static let section = HTMLName("section")
  private static let once = HTMLName("once")
  private static let with = HTMLName("with")
  private static let end = HTMLName("end")
  private static let define = HTMLName("define")

  /// `<% if x %> <% end %>` of Ruby and Elixir.
  private mutating func ruby(_ found: ExpressionFinder.Found, _ octets: Span<UInt8>) {
    var start = found.content.lowerBound
    let end = found.content.upperBound
    while start < end, octets[start].isHTMLSpace || octets[start] == Octet.equals || octets[start] == Octet.hyphen {
      start += 1
    }
    let word = Self.word(after: start - 1, to: end, octets)
    let name = HTMLName(word, in: octets)
    if name == Self.end || start < end && octets[start] == UInt8(ascii: "}") {
      pop(nil, before: found.range)
    } else if Self.conditional.contains(name), name != Self.section {
      push(nil, isCondition: true, found.range)
    } else if !Self.between.contains(name) {
      let opens = Self.opensRubyBlock(found.content, octets)
      if opens {
        push(nil, isCondition: Self.holds("each", found.content, octets), found.range)
      } else if Self.holds(" if ", word.upperBound..<end, octets)
        || Self.holds(" unless ", word.upperBound..<end, octets)
      {
        conditions.append(TemplateCondition(range: found.range, statement: found.range))
      }
    }
  }

  /// Whether code ends in `do`, `do |x|`, `->` or `{ |x|`.
  private static func opensRubyBlock(_ content: OctetRange, _ octets: Span<UInt8>) -> Bool {
    var end = content.upperBound
    func trim() {
      while end > content.lowerBound, octets[end - 1].isHTMLSpace || octets[end - 1] == Octet.hyphen { end -= 1 }
    }
    trim()
    if end > content.lowerBound, octets[end - 1] == UInt8(ascii: "|") {
      end -= 1
      while end > content.lowerBound, octets[end - 1] != UInt8(ascii: "|") { end -= 1 }
      end = max(content.lowerBound, end - 1)
      trim()
      if end > content.lowerBound, octets[end - 1] == UInt8(ascii: "{") { return true }
    }
    guard end - content.lowerBound >= 2 else { return false }
    if octets.hasPrefix("->", at: content.upperBound - 2, to: content.upperBound) { return true }
    return octets.hasPrefix("do", at: end - 2, to: end)
      && (end - 2 == content.lowerBound || !octets[end - 3].isASCIIAlphanumeric)
  }

  /// Braces, `if (…):` and `endif` of PHP and JavaScript.
  private mutating func code(_ found: ExpressionFinder.Found, _ octets: Span<UInt8>) {
    var scanner = CodeScanner(found.content)
    var control: HTMLName?
    var depth = 0
    while let token = scanner.next(octets) {
      switch token.kind {
      case .word:
        let name = HTMLName(token.range, in: octets)
        if depth == 0, octets.hasPrefix("end", at: token.range.lowerBound, to: token.range.upperBound),
          token.range.count > 3,
          Self.conditional.contains(HTMLName((token.range.lowerBound + 3)..<token.range.upperBound, in: octets))
        {
          pop(nil, before: found.range)
        } else if depth == 0, Self.conditional.contains(name) || Self.between.contains(name) {
          control = name
        }
      case .symbol(UInt8(ascii: "(")): depth += 1
      case .symbol(UInt8(ascii: ")")): depth = max(0, depth - 1)
      case .symbol(UInt8(ascii: "{")):
        push(nil, isCondition: control != nil, found.range)
        control = nil
      case .symbol(UInt8(ascii: "}")): pop(nil, before: found.range)
      case .symbol(Octet.colon) where depth == 0 && control != nil:
        // `else:` goes on with the block that is open.
        if let control, !Self.between.contains(control) { push(nil, isCondition: true, found.range) }
        control = nil
      case .symbol(Octet.semicolon) where depth == 0: control = nil
      default: break
      }
    }
  }

  // MARK: The stack

  private mutating func push(_ name: HTMLName?, isCondition: Bool, _ statement: OctetRange) {
    guard open.count < Self.maximumDepth else { return }
    open.append(Open(name: name, isCondition: isCondition, statement: statement))
  }

  /// Closes the innermost block of the name, and those within it that nobody closed; where there is none, nothing.
  private mutating func pop(_ name: HTMLName?, before closing: OctetRange) {
    guard let last = name == nil ? open.indices.last : open.lastIndex(where: { $0.name == name || $0.name == nil })
    else { return }
    let block = open[last]
    open.removeSubrange(last...)
    let range = min(block.statement.upperBound, closing.lowerBound)..<closing.lowerBound
    if block.name == Self.define { definitions.append(range) }
    if block.isCondition, !range.isEmpty {
      conditions.append(TemplateCondition(range: range, statement: block.statement))
    }
  }

  private static func word(after index: Int, to end: Int, _ octets: Span<UInt8>) -> OctetRange {
    var start = index + 1
    while start < end,
      octets[start].isHTMLSpace || octets[start] == Octet.greater || octets[start] == Octet.colon
        || octets[start] == Octet.hash
    {
      start += 1
    }
    var stop = start
    while stop < end, octets[stop].isASCIIAlphanumeric || octets[stop] == UInt8(ascii: "_") || octets[stop] >= 0x80 {
      stop += 1
    }
    return start..<stop
  }

  private static func holds(_ text: StaticString, _ range: OctetRange, _ octets: Span<UInt8>) -> Bool {
    var index = range.lowerBound
    while index + text.utf8CodeUnitCount <= range.upperBound {
      if octets.hasPrefix(text, at: index, to: range.upperBound) { return true }
      index += 1
    }
    return false
  }
}
