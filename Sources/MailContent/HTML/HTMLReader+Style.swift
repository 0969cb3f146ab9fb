import MailSyntax

/// What applies to one element: its style attribute, the sheets' rules, and the attributes that look like style.
extension HTMLReader {
  /// Containers in which mail programs put the message that is answered or forwarded.
  private static let quotingClasses: Set<UInt64> = Set(
    [
      "gmail_quote", "gmail_quote_container", "moz-cite-prefix", "moz-forward-container", "moz-email-headers-table",
      "yahoo_quoted", "yahoo-quoted-begin", "protonmail_quote", "tutanota_quote", "zmail_extra",
    ].map { StyleSheet.Compound.nameKey(Array($0.utf8), isIdentifier: false) })
  private static let quotingIdentifiers: Set<UInt64> = Set(
    ["OLK_SRC_BODY_SECTION", "mail-editor-reference-message-container", "isForwardContent"]
      .map { StyleSheet.Compound.nameKey(Array($0.utf8), isIdentifier: true) })
  /// Outlook's separators: what follows them is the earlier message.
  private static let separatingIdentifiers: Set<UInt64> = Set(
    ["divRplyFwdMsg", "appendonsend"].map { StyleSheet.Compound.nameKey(Array($0.utf8), isIdentifier: true) })

  /// Reads the style of an element.
  mutating func readStyle(_ token: HTMLToken, _ entry: HTMLElement.Entry, _ octets: Span<UInt8>) {
    resourceMap = nil
    let isPlain =
      tokenizer.tagAttributes.isEmpty && !entry.traits.contains(.unshown) && entry.element != .blockquote
    if isPlain, styles.sheet.isEmpty, entry.element != .pre {
      style = ElementStyle()
      return
    }
    if !tokenizer.tagAttributes.present.intersects(StyleMemo.styling), !entry.traits.contains(.styled),
      !styles.sheet.mayApply(toBare: token.name)
    {
      style = ElementStyle()
      return
    }
    let key = StyleMemo.Key(token.name, tokenizer.tagAttributes, in: octets)
    if let index = styleMemo.index(of: key, in: octets) {
      style = styleMemo.styles[index]
    } else {
      style = computedStyle(token, entry, octets)
      // What it fetches stands in each tag anew.
      if resourceMap == nil { styleMemo.keep(style, for: key) }
    }
    if style.effects.contains(.hiddenFromOutlook), !isOutsideOutlook, !drawsForOutlook(octets) { style.add(.hidden) }
  }

  private mutating func computedStyle(
    _ token: HTMLToken, _ entry: HTMLElement.Entry, _ octets: Span<UInt8>
  ) -> ElementStyle {
    declarations.removeAll(keepingCapacity: true)
    let identifier = tokenizer.tagAttributes[.id].map { attribute in
      withValue(attribute, octets) { StyleSheet.Compound.nameKey(0..<$0.count, isIdentifier: true, in: $0) }
    }
    readClasses(octets)
    if !styles.sheet.isEmpty {
      styles.sheet.apply(to: token.name, identifier: identifier, classes: classKeys, into: &declarations)
    }
    if let attribute = tokenizer.tagAttributes[.style] { readStyleAttribute(attribute, octets) }
    var style = ElementStyle(declarations, hasHiddenAttribute: tokenizer.tagAttributes[.hidden] != nil)
    presentationalHints(entry.element, &style, octets)
    if entry.traits.contains(.unshown) { style.add(.unshown) }
    if entry.element == .blockquote || classKeys.contains(where: { Self.quotingClasses.contains($0) }) {
      style.add(.quoted)
    }
    if let identifier {
      if Self.quotingIdentifiers.contains(identifier) { style.add(.quoted) }
      if Self.separatingIdentifiers.contains(identifier) { style.add(.separating) }
    }
    return style
  }

  /// Reads a style attribute: adds what it declares to `declarations`, and says where its resources stand.
  private mutating func readStyleAttribute(_ attribute: HTMLAttribute, _ octets: Span<UInt8>) {
    if let place = styleAttributeMemo.place(of: attribute.value, in: octets) {
      for index in place { declarations.append(styleAttributeMemo.declarations[index]) }
      return
    }
    if MappedOctets.isPlain(attribute.value, in: octets) {
      styles.readAttribute(octets.extracting(attribute.value))
      if !styles.resources.isEmpty { resourceMap = SourceMap(base: attribute.value.lowerBound) }
    } else {
      let mapped = MappedOctets(value: attribute.value, in: octets)
      styles.readAttribute(mapped.octets.span)
      if !styles.resources.isEmpty { resourceMap = mapped.map }
    }
    let first = declarations.count
    for var declaration in styles.declarations {
      declaration.priority += CSSDeclaration.inline
      declarations.append(declaration)
    }
    if resourceMap == nil { styleAttributeMemo.keep(Array(declarations[first...]), of: attribute.value, in: octets) }
  }

  /// HTML standard §15.3: attributes that are as good as style.
  private func presentationalHints(_ element: HTMLElement, _ style: inout ElementStyle, _ octets: Span<UInt8>) {
    if element == .pre || element == .textarea || element == .listing || element == .xmp { style.setPreformatted() }
    if let colour = tokenizer.tagAttributes[.bgcolor] {
      withValue(colour, octets) { style.setBackground(attribute: $0) }
    }
    if tokenizer.tagAttributes[.background] != nil || tokenizer.tagAttributes[.fillcolor] != nil {
      style.setBackgroundPicture()
    }
    let colour =
      element == .font ? tokenizer.tagAttributes[.color] : element == .body ? tokenizer.tagAttributes[.text] : nil
    if let colour { withValue(colour, octets) { style.setColour(attribute: $0) } }
  }

  /// The classes of the tag, as keys.
  private mutating func readClasses(_ octets: Span<UInt8>) {
    classKeys.removeAll(keepingCapacity: true)
    guard let attribute = tokenizer.tagAttributes[.class] else { return }
    if HTMLText.isPlain(attribute.value, in: octets) {
      readClasses(in: octets.extracting(attribute.value))
    } else {
      let value = HTMLText.value(attribute.value, in: octets)
      readClasses(in: value.span)
    }
  }

  private mutating func readClasses(in value: Span<UInt8>) {
    var index = 0
    while classKeys.count < Self.maximumClasses {
      while index < value.count, value[index].isHTMLSpace { index += 1 }
      let start = index
      while index < value.count, !value[index].isHTMLSpace { index += 1 }
      guard index > start else { return }
      classKeys.append(StyleSheet.Compound.nameKey(start..<index, isIdentifier: false, in: value))
    }
  }

  /// Gives an attribute's value, decoded; it is copied only where it must be.
  func withValue<Result>(
    _ attribute: HTMLAttribute, _ octets: Span<UInt8>, _ body: (Span<UInt8>) -> Result
  ) -> Result {
    if HTMLText.isPlain(attribute.value, in: octets) { return body(octets.extracting(attribute.value)) }
    let value = HTMLText.value(attribute.value, in: octets)
    return body(value.span)
  }

  /// The most classes of one tag that are looked up.
  static let maximumClasses = 32

  /// Whether the style element that is opened applies to screens of every kind.
  func sheetApplies(_ octets: Span<UInt8>) -> Bool {
    guard let media = tokenizer.tagAttributes[.media] else { return true }
    return withValue(media, octets) { value in
      var tokenizer = CSSTokenizer(0..<value.count)
      var tokens: [CSSToken] = []
      while let token = tokenizer.next(in: value) { tokens.append(token) }
      return StyleReader.appliesToScreen(tokens, value)
    }
  }
}
