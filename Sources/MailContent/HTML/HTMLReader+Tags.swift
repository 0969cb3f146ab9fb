import MailSyntax

/// Start and end tags: what opens, what closes. HTML standard §13.2.6, as far as it decides what is within what.
extension HTMLReader {
  mutating func startTag(_ token: HTMLToken, _ octets: Span<UInt8>) {
    let entry = knownElements[token.name] ?? .unknown
    let isForeign = entersForeign(entry)
    if !isForeign { closeImplied(by: token, entry) }
    let emptyLinks = takeEmptyLinks(entry.element)
    finishLinks(at: token.range.lowerBound, downTo: open.count)
    if !emptyLinks.isEmpty { openLinks += emptyLinks.map { $0.moved(to: min($0.index, open.count)) } }
    readStyle(token, entry, octets)
    let shown = style.shown(within: open.shown)
    if entry.traits.contains(.block), !isForeign, !shown.hidesBoxes { text.endLine(at: token.range.lowerBound) }
    readFetches(token, entry, isForeign: isForeign, shown, octets)
    let opensLink = readLink(token, entry.element, shown, octets)
    if entry.element == .style || entry.element == .mjStyle { styleIsActive = sheetApplies(octets) }

    let separates = style.effects.contains(.separating)
    let isVoid = entry.traits.contains(.void) && !isForeign
    let closesItself = isForeign || entry.traits.contains(.xml) || isInComment && entry.element == .unknown
    if isVoid || token.isSelfClosing && closesItself {
      if opensLink { finishLinks(at: token.range.upperBound, downTo: open.count) }
      if separates { open.markRestQuoted(isPushed: false) }
      return
    }
    let isPushed = open.push(
      OpenElements.Element(name: token.name, entry: entry, isForeign: isForeign, style: style, shown: shown))
    if !isPushed, opensLink { finishLinks(at: token.range.upperBound, downTo: open.count) }
    if separates { open.markRestQuoted(isPushed: isPushed) }
    tokenizer.allowsCDATA = open.innermostIsForeign
    if !isForeign { setContentModel(entry.element) }
  }

  private mutating func setContentModel(_ element: HTMLElement) {
    guard let model = element.contentModel else { return }
    tokenizer.contentModel = model
    rawElement = element
  }

  /// Whether a start tag's element is SVG or MathML; HTML elements end foreign content. HTML standard §13.2.6.5.
  private mutating func entersForeign(_ entry: HTMLElement.Entry) -> Bool {
    guard open.isForeign else { return entry.element == .svg || entry.element == .math }
    let isStyledFont =
      entry.element == .font
      && (tokenizer.tagAttributes[.color] != nil || tokenizer.tagAttributes[.face] != nil
        || tokenizer.tagAttributes[.size] != nil)
    guard entry.traits.contains(.endsForeign) || isStyledFont else { return true }
    while open.isForeign, open.count > open.floor { open.pop() }
    return open.isForeign
  }

  // MARK: Implied end tags

  private mutating func closeImplied(by token: HTMLToken, _ entry: HTMLElement.Entry) {
    if entry.traits.contains(.endsParagraph) { closeParagraph() }
    switch entry.element {
    case .li: closeListItem { $0 == .li }
    case .dd, .dt: closeListItem { $0 == .dd || $0 == .dt }
    case .option, .optgroup: if open.innermostElement == .option { open.pop() }
    case .h1, .h2, .h3, .h4, .h5, .h6:
      if let last = open.elements.last, last.traits.contains(.heading) { open.pop() }
    case .a, .nobr, .button:
      let isButton = entry.element == .button
      close(token.name) { $0.traits.contains(.scope) || !isButton && $0.element == .button }
    case .td, .th: clear { $0 == .tr || $0.isTableSection || $0 == .table }
    case .tr: clear { $0.isTableSection || $0 == .table }
    case .tbody, .thead, .tfoot, .caption, .colgroup, .col: clear { $0 == .table }
    case .body: close(Self.headName) { _ in false }
    default: break
    }
  }

  private static let paragraphName = HTMLName(key: UInt64(UInt8(ascii: "p")))
  private static let headName = HTMLName("head")

  /// HTML standard §13.2.6.4.7, "close a p element", if one is in button scope.
  private mutating func closeParagraph() {
    close(Self.paragraphName) { $0.traits.contains(.scope) || $0.element == .button }
  }

  /// Pops up to the innermost element of a name, unless a test stops the search before.
  private mutating func close(_ name: HTMLName, unless stops: (OpenElements.Element) -> Bool) {
    guard open.mayHold(name) else { return }
    if let index = open.innermost(where: { $0.name == name && !$0.isForeign }, unless: stops) {
      open.pop(downTo: index)
    }
  }

  private mutating func closeListItem(_ isItem: (HTMLElement) -> Bool) {
    let index = open.innermost(
      where: { isItem($0.element) },
      unless: {
        $0.traits.contains(.special) && $0.element != .address && $0.element != .div && $0.element != .p
      })
    if let index { open.pop(downTo: index) }
  }

  /// HTML standard §13.2.6.4.9: "clear the stack back to a table context", within the innermost table.
  private mutating func clear(backTo isContext: (HTMLElement) -> Bool) {
    let index = open.innermost(
      where: { isContext($0.element) }, unless: { $0.element == .template || $0.element == .html })
    if let index { open.pop(downTo: index + 1) }
  }

  // MARK: End tags

  mutating func endTag(_ token: HTMLToken, _ octets: Span<UInt8>) {
    rawElement = nil
    let entry = knownElements[token.name] ?? .unknown
    if entry.traits.contains(.block), !open.shown.hidesBoxes { text.endLine(at: token.range.lowerBound) }
    if entry.element != .body, entry.element != .html { close(token, entry) }
    tokenizer.allowsCDATA = open.innermostIsForeign
  }

  private mutating func close(_ token: HTMLToken, _ entry: HTMLElement.Entry) {
    if open.closeTooDeep(token.name) { return }
    guard open.mayHold(token.name) || entry.traits.contains(.heading), let index = closedIndex(by: token, entry)
    else { return }
    if entry.traits.contains(.formatting),
      open.elements[(index + 1)...].contains(where: { $0.traits.contains(.special) })
    {
      finishLink(openedAt: index, end: token.range.upperBound)
      open.remove(at: index)
      return
    }
    finishLinks(at: token.range.lowerBound, downTo: index + 1)
    finishLinks(at: token.range.upperBound, downTo: index)
    open.pop(downTo: index)
  }

  /// The index of the element that an end tag closes.
  private func closedIndex(by token: HTMLToken, _ entry: HTMLElement.Entry) -> Int? {
    let name = token.name
    let last = open.count - 1
    // What was opened last is closed first, whatever it is.
    if last >= open.floor, open.elements[last].name == name { return last }
    if open.innermostIsForeign,
      let index = open.innermost(where: { $0.name == name && $0.isForeign }, unless: { !$0.isForeign })
    {
      return index
    }
    let traits = entry.traits
    switch entry.element {
    case .h1, .h2, .h3, .h4, .h5, .h6:
      return open.innermost(
        where: { $0.traits.contains(.heading) }, unless: { $0.traits.contains(.scope) })
    case .table, .caption, .colgroup, .tbody, .thead, .tfoot, .tr, .td, .th:
      return open.innermost(
        where: { $0.name == name },
        unless: { $0.element == .table || $0.element == .template || $0.element == .html })
    case .li:
      return open.innermost(
        where: { $0.name == name },
        unless: { $0.traits.contains(.scope) || $0.element == .ol || $0.element == .ul })
    case .p:
      return open.innermost(
        where: { $0.name == name }, unless: { $0.traits.contains(.scope) || $0.element == .button })
    case _ where traits.contains(.special) || traits.contains(.formatting):
      return open.innermost(
        where: { $0.name == name }, unless: { $0.traits.contains(.scope) && $0.name != name })
    default:
      return open.innermost(where: { $0.name == name }, unless: { $0.traits.contains(.special) })
    }
  }
}
