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
  var attributes = KnownAttributes()
  var styles = StyleReader()
  var declarations: [CSSDeclaration] = []
  var classKeys: [UInt64] = []
  /// Whether the tag that was read last separates an earlier message from what stands above it.
  var marksRestQuoted = false

  var text = VisibleTextBuilder()
  var links: [Link] = []
  var openLinks: [LinkDraft] = []
  var fetches: [FetchDraft] = []
  var forms: [FormTarget] = []
  var base: [UInt8]?
  var isComplete = true

  /// The element whose raw text is being read.
  var rawElement: HTMLElement?
  var styleIsActive = true
  var hasLateSheet = false
  /// Within a conditional comment.
  var isInComment = false
  /// Whether the document draws buttons in VML for Outlook: what it hides from Outlook then has its counterpart there.
  let drawsForOutlook: Bool
  /// Between `<!--[if !mso]><!-->` and `<!--<![endif]-->`.
  var isOutsideOutlook = false

  init(_ octets: Span<UInt8>, decoder: VisibleTextDecoder, isNested: Bool, sheet: StyleSheet?) {
    tokenizer = HTMLTokenizer(0..<octets.count)
    drawsForOutlook = Self.holdsShape(octets)
    self.decoder = decoder
    self.isNested = isNested
    knowsSheets = sheet != nil
    if let sheet { styles.sheet = sheet }
    tokenizer.cutsNamesAtMask = decoder.isTemplate
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
    if rawElement == .style || open.elements.last?.element == .mjStyle || open.elements.last?.element == .style {
      readStyleSheet(token.content, octets)
      return
    }
    guard rawElement == nil || rawElement == .textarea || rawElement == .xmp || rawElement == .plaintext else { return }
    let shown = open.shown
    guard !shown.isUnshown else { return }
    // The background of a template may stand in the layout around it.
    if shown.hidesText(undeclaredIsWhite: !isTemplate && !styles.sheet.hasUnmatchedBackground) {
      guard let last = openLinks.indices.last else { return }
      decoder.append(token, isPreformatted: false, of: octets, to: &openLinks[last].hiddenText)
      return
    }
    text.isQuoted = shown.isQuoted
    let start = text.utf8.count
    decoder.append(token, isPreformatted: shown.isPreformatted, of: octets, to: &text)
    for index in openLinks.indices { openLinks[index].text += text.utf8[start...] }
  }

  private mutating func readStyleSheet(_ range: OctetRange, _ octets: Span<UInt8>) {
    let hadRules = !styles.sheet.isEmpty
    let css = octets.array(range)
    styles.readSheet(css.span, isActive: styleIsActive && !knowsSheets && !isInComment)
    if !knowsSheets, !isNested, !styles.sheet.isEmpty, hadRules || !text.utf8.isEmpty || !fetches.isEmpty {
      hasLateSheet = hasLateSheet || !text.utf8.isEmpty || !fetches.isEmpty || !links.isEmpty
    }
    let mapped = MappedOctets(css, at: range.lowerBound)
    for resource in styles.resources {
      addFetch(resource, in: mapped, shown: open.outermost, octets)
    }
    if !styles.sheet.isComplete { isComplete = false }
  }

  // MARK: Result

  private func result() -> Result {
    // Links were finished in the order of their ends.
    let ordered = links.sorted {
      ($0.tagRange.lowerBound, $0.range.upperBound) < ($1.tagRange.lowerBound, $1.range.upperBound)
    }
    return Result(
      text: text.build(), links: ordered.map { resolved($0) },
      fetches: fetches.map { $0.fetch(base: base(for: $0.url)) },
      forms: forms.map { FormTarget(url: FetchDraft.resolved(Array($0.url.utf8), base: base), range: $0.range) },
      isComplete: isComplete && !tokenizer.droppedAttributes)
  }

  /// The base that a URL is joined to: one that starts with a template expression may be absolute.
  private func base(for url: [UInt8]) -> [UInt8]? {
    guard isTemplate, let first = url.first else { return base }
    let isWritten =
      first.isASCIIAlphanumeric || first == Octet.slash || first == UInt8(ascii: ".") || first == Octet.question
    return isWritten ? base : nil
  }

  private func resolved(_ link: Link) -> Link {
    let target = Array(link.target.utf8)
    return Link(
      target: FetchDraft.resolved(target, base: base(for: target)), text: link.text, title: link.title,
      isVisible: link.isVisible, isQuoted: link.isQuoted, range: link.range, tagRange: link.tagRange, ping: link.ping)
  }
}
