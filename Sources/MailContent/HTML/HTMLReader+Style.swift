import MailSyntax

/// What applies to one element: its style attribute, the sheets' rules, and the attributes that look like style.
extension HTMLReader {
  /// The style of an element, with its style attribute for what that fetches.
  struct Styled {
    var style: ElementStyle?
    var attribute: MappedOctets?
  }

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

  mutating func elementStyle(_ token: HTMLToken, _ entry: HTMLElement.Entry, _ octets: Span<UInt8>) -> Styled {
    marksRestQuoted = false
    let isPlain = attributes.isEmpty && !entry.traits.contains(.unshown) && entry.element != .blockquote
    if isPlain, styles.sheet.isEmpty, entry.element != .pre { return Styled() }
    declarations.removeAll(keepingCapacity: true)
    let identifier = attributes[.id].map {
      StyleSheet.Compound.nameKey(HTMLText.value($0.value, in: octets), isIdentifier: true)
    }
    readClasses(octets)
    if !styles.sheet.isEmpty {
      styles.sheet.apply(to: token.name, identifier: identifier, classes: classKeys, into: &declarations)
    }
    var styled = Styled()
    if let attribute = attributes[.style] {
      let mapped = MappedOctets(value: attribute.value, in: octets)
      styles.readAttribute(mapped.octets.span)
      for var declaration in styles.declarations {
        declaration.priority += CSSDeclaration.inline
        declarations.append(declaration)
      }
      styled.attribute = mapped
    }
    var style = ElementStyle(
      declarations, hasHiddenAttribute: attributes[.hidden] != nil,
      isOutsideOutlook: isOutsideOutlook || drawsForOutlook)
    presentationalHints(entry.element, &style, octets)
    style.isUnshown = entry.traits.contains(.unshown)
    style.isQuoted =
      entry.element == .blockquote || classKeys.contains { Self.quotingClasses.contains($0) }
      || identifier.map { Self.quotingIdentifiers.contains($0) } ?? false
    marksRestQuoted = identifier.map { Self.separatingIdentifiers.contains($0) } ?? false
    styled.style = style
    return styled
  }

  /// HTML standard §15.3: attributes that are as good as style.
  private func presentationalHints(_ element: HTMLElement, _ style: inout ElementStyle, _ octets: Span<UInt8>) {
    if element == .pre || element == .textarea || element == .listing || element == .xmp { style.setPreformatted() }
    if let colour = attributes[.bgcolor] { style.setBackground(attribute: HTMLText.value(colour.value, in: octets)) }
    if attributes[.background] != nil || attributes[.fillcolor] != nil { style.setBackgroundPicture() }
    let colour = element == .font ? attributes[.color] : element == .body ? attributes[.text] : nil
    if let colour { style.setColour(attribute: HTMLText.value(colour.value, in: octets)) }
  }

  /// The classes of the tag, as keys.
  private mutating func readClasses(_ octets: Span<UInt8>) {
    classKeys.removeAll(keepingCapacity: true)
    guard let attribute = attributes[.class] else { return }
    let value = HTMLText.value(attribute.value, in: octets)
    for name in value.split(whereSeparator: \.isHTMLSpace).prefix(Self.maximumClasses) {
      classKeys.append(StyleSheet.Compound.nameKey(name, isIdentifier: false))
    }
  }

  /// The most classes of one tag that are looked up.
  static let maximumClasses = 32

  /// Whether the style element that is opened applies to screens of every kind.
  func sheetApplies(_ octets: Span<UInt8>) -> Bool {
    guard let media = attributes[.media] else { return true }
    let value = HTMLText.value(media.value, in: octets)
    var tokenizer = CSSTokenizer(0..<value.count)
    var tokens: [CSSToken] = []
    while let token = tokenizer.next(in: value.span) { tokens.append(token) }
    return StyleReader.appliesToScreen(tokens, value.span)
  }
}
