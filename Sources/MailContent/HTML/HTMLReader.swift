import MailSyntax

/// Reads HTML as a client shows it: visible text, links, and everything it may fetch.
///
/// One pass over the tokens with a bounded stack of open elements; no tree. Conditional comments are read where they
/// stand. If a style sheet stands behind content that it may hide, the document is read once more with all sheets
/// known.
/// - Complexity: O(n) in octets, times the bounded depth of the stack.
struct HTMLReader {
  /// What was read.
  struct Result: Sendable {
    let text: VisibleText
    let links: [Link]
    let fetches: [Fetch]
    let forms: [FormTarget]
    let isComplete: Bool
  }

  /// The most links and fetches kept of one body. The greatest real newsletters have about 1,000.
  static let maximumLinks = 10_000
  static let maximumFetches = 10_000

  let decoder: VisibleTextDecoder
  /// Whether it stands within another document, as the content of a `data:` URL or the literals of code: such are
  /// looked into once, and not for `data:` URLs of their own.
  let isNested: Bool
  /// The second run, which has all style sheets.
  let knowsSheets: Bool

  var tokenizer: HTMLTokenizer
  var open = OpenElements()
  let knownElements = HTMLElement.entries
  var styles = StyleReader()
  var styleMemo = StyleMemo()
  var styleAttributeMemo = StyleAttributeMemo()
  /// The style of the tag that was read last.
  var style = ElementStyle()
  var declarations: [CSSDeclaration] = []
  var classKeys: [UInt64] = []
  /// Where the style attribute that was read last stands, if it names resources: those in `styles`.
  var resourceMap: SourceMap?

  var text = VisibleTextBuilder()
  var links: [Link] = []
  var openLinks: [LinkDraft] = []
  var fetches: [Fetch] = []
  /// The URL that was read last.
  var address: [UInt8] = []
  /// Those of links and fetches that wait for the document's base, with their places.
  var relativeTargets: [(index: Int, url: [UInt8])] = []
  var relativeFetches: [(index: Int, url: [UInt8])] = []
  var forms: [FormTarget] = []
  let fetchingNames = Self.fetchingNames
  var base: [UInt8]?
  var isComplete = true

  /// The element whose raw text is being read.
  var rawElement: HTMLElement?
  var styleIsActive = true
  var hasLateSheet = false
  /// Within a conditional comment.
  var isInComment = false
  /// Whether the document draws buttons in VML for Outlook, once that was asked.
  private var foundShape: Bool?
  /// Between `<!--[if !mso]><!-->` and `<!--<![endif]-->`.
  var isOutsideOutlook = false

  init(_ octets: Span<UInt8>, decoder: VisibleTextDecoder, isNested: Bool, sheet: StyleSheet?) {
    tokenizer = HTMLTokenizer(0..<octets.count)
    self.decoder = decoder
    self.isNested = isNested
    knowsSheets = sheet != nil
    if let sheet { styles.sheet = sheet }
    tokenizer.cutsNamesAtMask = decoder.isTemplate
    text.reserve(forDocument: octets.count)
  }

  /// - Parameters:
  ///   - octets: the document, template expressions masked.
  ///   - decoder: knows the document as written and its expressions.
  ///   - outerBase: the URL that relative ones are joined to where the document has no `<base>`.
  static func read(
    _ octets: [UInt8], decoder: VisibleTextDecoder, isNested: Bool = false, base outerBase: [UInt8]? = nil
  ) -> Result {
    var reader = HTMLReader(octets.span, decoder: decoder, isNested: isNested, sheet: nil)
    reader.readTokens(octets.span)
    if reader.hasLateSheet {
      let sheet = reader.styles.sheet
      reader = HTMLReader(octets.span, decoder: decoder, isNested: isNested, sheet: sheet)
      reader.readTokens(octets.span)
    }
    reader.finishLinks(at: octets.count, downTo: 0)
    reader.base = reader.base ?? outerBase
    return reader.result()
  }

  /// Whether the document draws buttons in VML for Outlook: what it hides from Outlook then has its counterpart there.
  mutating func drawsForOutlook(_ octets: Span<UInt8>) -> Bool {
    if let foundShape { return foundShape }
    let found = Self.holdsShape(octets)
    foundShape = found
    return found
  }

  /// Whether VML's shapes that buttons are made of stand anywhere.
  private static func holdsShape(_ octets: Span<UInt8>) -> Bool {
    var index = octets.firstIndex(of: Octet.less, from: 0, to: octets.count)
    while index < octets.count {
      for name: StaticString in ["<v:roundrect", "<v:rect", "<v:shape"]
      where octets.hasPrefix(name, at: index, to: octets.count) {
        return true
      }
      index = octets.firstIndex(of: Octet.less, from: index + 1, to: octets.count)
    }
    return false
  }

  mutating func readTokens(_ octets: Span<UInt8>) {
    while let token = tokenizer.next(in: octets) { take(token, octets) }
  }

  /// Takes the token that the tokenizer gave last.
  mutating func take(_ token: HTMLToken, _ octets: Span<UInt8>) {
    switch token.kind {
    case .text: readText(token, octets)
    case .startTag: startTag(token, octets)
    case .endTag: endTag(token, octets)
    case .comment: readComment(token, octets)
    case .doctype, .nothing: break
    }
  }

  // MARK: Text

  private mutating func readText(_ token: HTMLToken, _ octets: Span<UInt8>) {
    let element = open.innermostElement
    if rawElement == .style || element == .mjStyle || element == .style {
      readStyleSheet(token.content, octets)
      return
    }
    guard rawElement == nil || rawElement == .textarea || rawElement == .xmp || rawElement == .plaintext else { return }
    let shown = open.shown
    guard !shown.isUnshown else { return }
    // The background of a template may stand in the layout around it.
    if shown.hidesText(undeclaredIsWhite: !isTemplate && !styles.sheet.hasUnmatchedBackground) {
      guard let last = openLinks.indices.last else { return }
      var hidden = openLinks[last].hiddenText.take() ?? VisibleTextBuilder()
      decoder.append(token, isPreformatted: false, of: octets, to: &hidden)
      openLinks[last].hiddenText = hidden
      return
    }
    text.isQuoted = shown.isQuoted
    let start = text.utf8.count
    decoder.append(token, isPreformatted: shown.isPreformatted, of: octets, to: &text)
    for index in openLinks.indices { openLinks[index].text += text.utf8[start...] }
  }

  private mutating func readStyleSheet(_ range: OctetRange, _ octets: Span<UInt8>) {
    let hadRules = !styles.sheet.isEmpty
    styleMemo.removeAll()
    styles.readSheet(octets.extracting(range), isActive: styleIsActive && !knowsSheets && !isInComment)
    if !knowsSheets, !isNested, !styles.sheet.isEmpty, hadRules || !text.utf8.isEmpty || !fetches.isEmpty {
      hasLateSheet = hasLateSheet || !text.utf8.isEmpty || !fetches.isEmpty || !links.isEmpty
    }
    let map = SourceMap(base: range.lowerBound)
    for resource in styles.resources { addFetch(resource, map, shown: open.outermost, octets) }
    if !styles.sheet.isComplete { isComplete = false }
  }

  // MARK: Result

  private mutating func result() -> Result {
    for (index, url) in relativeTargets { links[index].target = URLReference.text(url, base: base(for: url)) }
    for (index, url) in relativeFetches { fetches[index].url = URLReference.text(url, base: base(for: url)) }
    // Links were finished in the order of their ends.
    func isBefore(_ one: Link, _ other: Link) -> Bool {
      (one.tagRange.lowerBound, one.range.upperBound) < (other.tagRange.lowerBound, other.range.upperBound)
    }
    let isOrdered = links.indices.dropFirst().allSatisfy { !isBefore(links[$0], links[$0 - 1]) }
    return Result(
      text: text.build(), links: isOrdered ? links : links.sorted(by: isBefore), fetches: fetches,
      forms: forms.map { FormTarget(url: URLReference.text(Array($0.url.utf8), base: base), range: $0.range) },
      isComplete: isComplete && !tokenizer.droppedAttributes)
  }

  /// The base that a URL is joined to: one that starts with a template expression may be absolute.
  private func base(for url: [UInt8]) -> [UInt8]? {
    guard isTemplate, let first = url.first else { return base }
    let isWritten =
      first.isASCIIAlphanumeric || first == Octet.slash || first == UInt8(ascii: ".") || first == Octet.question
    return isWritten ? base : nil
  }
}
