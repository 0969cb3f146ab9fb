import MailSyntax

/// Reads style sheets and style attributes: what they fetch, and what they say of what a reader sees.
///
/// Structure by CSS Syntax Level 3 §5, without recursion.
/// - Complexity: O(n) in octets.
struct StyleReader {
  /// A URL that a style names.
  struct Resource {
    var kind: Fetch.Kind
    /// Escapes decoded.
    let url: [UInt8]
    /// The URL as written, without quotes, in the octets read.
    let range: OctetRange
    /// The declaration or at-rule it stands in, with its semicolon.
    var removal: OctetRange
  }

  /// What strings within a parenthesis are.
  private enum Strings { case text, urls, loaderArguments }
  enum Block {
    case rules(isActive: Bool)
    case declarations, fontFace, inert
  }

  /// Blocks within blocks; real style sheets have three.
  static let maximumDepth = 64
  /// Tokens kept of one declaration or selector list; URLs are found behind it all the same.
  static let maximumTokens = 256

  private(set) var resources: [Resource] = []
  /// Those of a style attribute that was read.
  var declarations: [CSSDeclaration] { facts }
  var sheet = StyleSheet()

  var blocks: [Block] = []
  /// Blocks that are open beyond `maximumDepth`.
  var overflow = 0
  /// The tokens of the declaration or prelude that is being read.
  var item: [CSSToken] = []
  private var itemStart = 0
  private var itemResources = 0
  private var parentheses: [Strings] = []
  /// The selectors of the rule that is being read.
  var compounds: [StyleSheet.Compound] = []
  /// Whether it has others, too.
  private var unmatched = false
  /// Its declarations.
  private var facts: [CSSDeclaration] = []

  let properties = CSSDeclaration.Property.table
  let plainOctets = Self.octetsOfPlainValues

  /// Functions whose strings are URLs. CSS Values Level 4 §4.5, CSS Images Level 4 §2.
  private static let urlFunctions: Set<HTMLName> = [
    HTMLName("url"), HTMLName("src"), HTMLName("image"), HTMLName("image-set"), HTMLName("-webkit-image-set"),
  ]
  /// Internet Explorer's filter, which old Outlook obeys: `AlphaImageLoader(src='…', sizingMethod='scale')`.
  private static let loader = HTMLName("alphaimageloader")
  private static let source = HTMLName("src")
  private static let importRule = HTMLName("import")
  private static let mediaRule = HTMLName("media")
  private static let layerRule = HTMLName("layer")
  private static let fontFaceRule = HTMLName("font-face")
  private static let ruleContainers: Set<HTMLName> = [
    mediaRule, layerRule, HTMLName("supports"), HTMLName("container"), HTMLName("document"),
    HTMLName("-moz-document"), HTMLName("scope"), HTMLName("starting-style"),
  ]

  /// Reads the value of a style attribute.
  mutating func readAttribute(_ octets: Span<UInt8>) {
    facts.removeAll(keepingCapacity: true)
    resources.removeAll(keepingCapacity: true)
    read(octets, outermost: .declarations)
  }

  /// Reads the content of a `<style>` element.
  /// - Parameter isActive: whether it applies to a screen of any width; else only what it fetches counts.
  mutating func readSheet(_ octets: Span<UInt8>, isActive: Bool) {
    resources.removeAll(keepingCapacity: true)
    read(octets, outermost: .rules(isActive: isActive))
  }

  private mutating func read(_ octets: Span<UInt8>, outermost: Block) {
    blocks.removeAll(keepingCapacity: true)
    blocks.append(outermost)
    overflow = 0
    parentheses.removeAll(keepingCapacity: true)
    startItem(at: 0)
    var tokenizer = CSSTokenizer(0..<octets.count)
    while true {
      if item.isEmpty, overflow == 0 { skim(&tokenizer, octets) }
      guard let token = tokenizer.next(in: octets) else { break }
      switch token.kind {
      case .semicolon where parentheses.isEmpty:
        finishItem(at: token.range.upperBound, octets)
      case .openBrace where parentheses.isEmpty:
        openBlock(octets)
        startItem(at: token.range.upperBound)
      case .closeBrace where parentheses.isEmpty:
        finishItem(at: token.range.lowerBound, octets)
        closeBlock()
        startItem(at: token.range.upperBound)
      default:
        note(token, octets)
      }
    }
    finishItem(at: octets.count, octets)
    while blocks.count > 1 { closeBlock() }
  }

  mutating func startItem(at offset: Int) {
    if !item.isEmpty { item.removeAll(keepingCapacity: true) }
    itemStart = offset
    itemResources = resources.count
  }

  /// Takes one token into the item; a URL is noted at once.
  private mutating func note(_ token: CSSToken, _ octets: Span<UInt8>) {
    if item.isEmpty {
      if token.kind == .space { return }
      itemStart = token.range.lowerBound
    }
    if item.count < Self.maximumTokens { item.append(token) }
    switch token.kind {
    case .function:
      let name = CSSText.name(token.content, in: octets)
      parentheses.append(name == Self.loader ? .loaderArguments : Self.urlFunctions.contains(name) ? .urls : .text)
    case .openParen: parentheses.append(.text)
    case .closeParen: _ = parentheses.popLast()
    case .url: addResource(token, octets)
    case .string where isURL(octets): addResource(token, octets)
    default: break
    }
  }

  /// Whether the string that ends the item is a URL.
  private func isURL(_ octets: Span<UInt8>) -> Bool {
    switch parentheses.last {
    case .urls?: return true
    case .loaderArguments?:
      guard item.count >= 3, item[item.count - 3].kind == .ident else { return false }
      return CSSText.name(item[item.count - 3].content, in: octets) == Self.source
    case .text?: return false
    case nil: return isImport(octets) && itemResources == resources.count
    }
  }

  /// `@import`, with a string or `url()`. CSS Cascade Level 4 §2.
  private func isImport(_ octets: Span<UInt8>) -> Bool {
    item.first?.kind == .atKeyword && CSSText.name(item[0].content, in: octets) == Self.importRule
  }

  private mutating func addResource(_ token: CSSToken, _ octets: Span<UInt8>) {
    let url = CSSText.decode(token.content, in: octets)
    resources.append(Resource(kind: .styleURL, url: url, range: token.content, removal: token.range))
  }

  /// Ends a declaration or an at-rule without block.
  private mutating func finishItem(at end: Int, _ octets: Span<UInt8>) {
    defer { startItem(at: end) }
    guard !item.isEmpty else { return }
    var kind: Fetch.Kind? = .styleURL
    if item[0].kind == .atKeyword {
      kind = isImport(octets) ? .styleImport : nil
    } else if case .fontFace? = blocks.last {
      kind = .font
    } else if case .rules? = blocks.last {
      kind = nil
    }
    guard let kind else {
      resources.removeSubrange(itemResources...)
      return
    }
    for index in itemResources..<resources.count {
      resources[index].kind = kind
      resources[index].removal = itemStart..<end
    }
    if case .declarations? = blocks.last { readDeclaration(octets) }
  }

  /// `name: value !important`. CSS Syntax Level 3 §5.
  private mutating func readDeclaration(_ octets: Span<UInt8>) {
    guard item[0].kind == .ident, let colon = item.firstIndex(where: { $0.kind == .colon }),
      let property = properties[CSSText.name(item[0].content, in: octets)]
    else { return }
    declare(property, from: colon + 1, octets)
  }

  /// Notes a declaration, whose value are the tokens of the item from an index on.
  mutating func declare(_ property: CSSDeclaration.Property, from start: Int, _ octets: Span<UInt8>) {
    var end = item.count
    var mark = item.count - 1
    while mark >= start, !isExclamation(item[mark], octets) { mark -= 1 }
    let isImportant = mark >= start && item.count - mark <= 4
    if mark >= start { end = mark }
    let value = CSSValueReader.value(of: property, item.span.extracting(start..<end), in: octets)
    facts.append(
      CSSDeclaration(property: property, value: value, priority: isImportant ? CSSDeclaration.important : 0))
  }

  private func isExclamation(_ token: CSSToken, _ octets: Span<UInt8>) -> Bool {
    token.kind == .delim && octets[token.range.lowerBound] == Octet.exclamation
  }

  /// Opens a block; the item is its prelude.
  private mutating func openBlock(_ octets: Span<UInt8>) {
    resources.removeSubrange(itemResources...)
    guard blocks.count < Self.maximumDepth else {
      overflow += 1
      return
    }
    guard case .rules(let isActive)? = blocks.last else {
      blocks.append(.inert)
      return
    }
    guard item.first?.kind == .atKeyword else {
      let selectors = SelectorReader.compounds(item, in: octets)
      compounds = isActive ? selectors.compounds : []
      openRule(unmatched: isActive && !selectors.isComplete)
      return
    }
    let name = CSSText.name(item[0].content, in: octets)
    if name == Self.fontFaceRule {
      blocks.append(.fontFace)
    } else if Self.ruleContainers.contains(name) {
      let applies = name == Self.layerRule || (name == Self.mediaRule && Self.appliesToScreen(item.dropFirst(), octets))
      blocks.append(.rules(isActive: isActive && applies))
    } else {
      blocks.append(.inert)
    }
  }

  /// Opens the declarations of a rule whose selectors are in `compounds`.
  mutating func openRule(unmatched: Bool) {
    self.unmatched = unmatched
    facts.removeAll(keepingCapacity: true)
    blocks.append(.declarations)
  }

  private mutating func closeBlock() {
    if overflow > 0 {
      overflow -= 1
      return
    }
    guard blocks.count > 1 else { return }
    guard case .declarations = blocks.removeLast() else { return }
    sheet.add(compounds, facts)
    if unmatched, facts.contains(where: { [.background, .backgroundColor, .backgroundImage].contains($0.property) }) {
      sheet.hasUnmatchedBackground = true
    }
    compounds.removeAll(keepingCapacity: true)
    facts.removeAll(keepingCapacity: true)
  }

  /// Whether a media query list names screens of every kind: `all`, `screen` or nothing, and no feature.
  static func appliesToScreen(_ tokens: some Collection<CSSToken>, _ octets: Span<UInt8>) -> Bool {
    var named = false
    for token in tokens where token.kind != .space {
      guard token.kind == .ident else { return false }
      let name = CSSText.name(token.content, in: octets)
      if name == HTMLName("only") { continue }
      guard name == HTMLName("all") || name == HTMLName("screen") else { return false }
      named = true
    }
    return named || tokens.isEmpty || tokens.allSatisfy { $0.kind == .space }
  }
}
