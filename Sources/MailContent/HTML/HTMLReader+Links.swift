import MailSyntax

/// A link that is being read.
struct LinkDraft {
  /// Where it leads, if the document's base does not matter.
  var target: String?
  /// Else the URL that is to be joined to it.
  var relativeTarget: [UInt8] = []
  let title: String
  let isHidden: Bool
  let isQuoted: Bool
  let tagRange: OctetRange
  var ping: Link.Ping?
  /// Its element's index in the stack.
  var index: Int
  var text: [UInt8] = []
  /// Text within that is not seen; nil where there is none.
  var hiddenText: VisibleTextBuilder?
  var hasPicture = false

  /// The same link in the other branch of a template's condition.
  func leading(to url: [UInt8]) -> LinkDraft {
    var draft = self
    draft.lead(to: url)
    return draft
  }

  mutating func lead(to url: [UInt8]) {
    target = URLReference.absoluteText(url)
    relativeTarget = target == nil ? url : []
  }

  /// The same link with its element at another place of the stack.
  func moved(to index: Int) -> LinkDraft {
    var draft = self
    draft.index = index
    return draft
  }
}

extension HTMLReader {
  /// Links within links: HTML has none, VML in conditional comments may stand within one.
  static let maximumOpenLinks = 8

  /// Notes the link that a start tag opens.
  /// - Returns: whether it did.
  mutating func readLink(
    _ token: HTMLToken, _ element: HTMLElement, _ shown: Shown, _ octets: Span<UInt8>
  ) -> Bool {
    switch element {
    case .a, .mjButton, .mjNavbarLink, .mjSocialElement, .mjImage, .mjCarouselImage, .vRoundRect, .vRect, .vShape,
      .vImage, .area:
      break
    // Inky (Foundation for Emails) makes links of these.
    case .item, .button: if !isTemplate { return false }
    // Mailing services make links of these.
    case .unsubscribe, .preferences, .webversion:
      guard isTemplate else { return false }
      address = Array(decoder.written[token.range])
      return openLink(token, element, shown, octets)
    default: return false
    }
    let attribute = linkTarget()
    // An anchor that is only a place to jump to is no link; one without anything is a link that goes nowhere.
    if attribute == nil, element != .a || tokenizer.tagAttributes[.name] != nil || tokenizer.tagAttributes[.id] != nil {
      return false
    }
    guard hasRoomForLink() else { return false }
    if let attribute { readAddress(attribute, octets) } else { address.removeAll(keepingCapacity: true) }
    return openLink(token, element, shown, octets)
  }

  /// Beyond the limit nothing is read that would not be kept.
  private mutating func hasRoomForLink() -> Bool {
    if openLinks.count < Self.maximumOpenLinks, links.count < Self.maximumLinks { return true }
    isComplete = false
    return false
  }

  /// Opens the link to `address`.
  private mutating func openLink(
    _ token: HTMLToken, _ element: HTMLElement, _ shown: Shown, _ octets: Span<UInt8>
  ) -> Bool {
    guard hasRoomForLink() else { return false }
    var draft = LinkDraft(
      title: linkTitle(octets), isHidden: shown.hidesBoxes || isConcealed(octets),
      isQuoted: shown.isQuoted, tagRange: token.range, ping: ping(octets), index: open.count)
    draft.lead(to: address)
    if element == .area || element == .mjImage || element == .mjCarouselImage {
      draft.text = alternativeText(octets) ?? []
      draft.hasPicture = true
    }
    if isTemplate {
      // They are finished from the last to the first.
      for attribute in tokenizer.tagAttributes.repetitions(of: .href).reversed()
      where openLinks.count + 1 < Self.maximumOpenLinks {
        readAddress(attribute, octets)
        openLinks.append(draft.leading(to: address))
      }
    }
    openLinks.append(draft)
    return true
  }

  private func ping(_ octets: Span<UInt8>) -> Link.Ping? {
    guard let attribute = tokenizer.tagAttributes[.ping] else { return nil }
    return Link.Ping(
      urls: String(decoding: Self.collapsed(Array(string(attribute, octets).utf8)), as: UTF8.self),
      removal: attribute.range)
  }

  /// Whether the tag hides it from those who have mail read to them. WAI-ARIA 1.2 §6.6.
  private func isConcealed(_ octets: Span<UInt8>) -> Bool {
    tokenizer.tagAttributes[.ariaHidden].map { isWord($0, "true", octets) } ?? false
  }

  private func linkTarget() -> HTMLAttribute? {
    if let attribute = tokenizer.tagAttributes[.href] ?? tokenizer.tagAttributes[.xlinkHref] { return attribute }
    guard isTemplate else { return nil }
    for name in Self.boundTargets {
      if let attribute = tokenizer.tagAttributes[name] { return attribute }
    }
    return nil
  }

  private static let boundTargets: [HTMLAttributeName] = [.thHref, .dataThHref, .boundHref, .vueHref, .boundURL]
  var isTemplate: Bool { decoder.isTemplate }

  /// Reads the URL in an attribute into `address`: decoded, cleaned, template expressions as they are written.
  mutating func readAddress(_ attribute: HTMLAttribute, _ octets: Span<UInt8>) {
    HTMLText.readValue(attribute.value, into: &address, in: octets)
    if !URLReference.isClean(address.span) || isTemplate {
      let cleaned = URLReference.cleaned(address, keepsMask: isTemplate)
      address = decoder.unmasked(cleaned, of: attribute.value, in: octets)
    }
  }

  private func linkTitle(_ octets: Span<UInt8>) -> String {
    switch (tokenizer.tagAttributes[.title], tokenizer.tagAttributes[.ariaLabel]) {
    case (nil, nil): ""
    case (let title?, nil): string(title, octets)
    case (nil, let label?): string(label, octets)
    case (let title?, let label?): string(title, octets) + " " + string(label, octets)
    }
  }

  /// An attribute's value as text, template expressions as they are written.
  func string(_ attribute: HTMLAttribute, _ octets: Span<UInt8>) -> String {
    if !isTemplate, HTMLText.isPlain(attribute.value, in: octets) { return octets.string(attribute.value) }
    let value = HTMLText.value(attribute.value, in: octets)
    return String(decoding: decoder.unmasked(value, of: attribute.value, in: octets), as: UTF8.self)
  }

  func alternativeText(_ octets: Span<UInt8>) -> [UInt8]? {
    tokenizer.tagAttributes[.alt].map {
      decoder.unmasked(HTMLText.value($0.value, in: octets), of: $0.value, in: octets)
    }
  }

  /// A picture stands within the open links: its alternative text is theirs.
  mutating func notePicture(_ site: FetchSite) {
    for index in openLinks.indices where !site.shown.hidesBoxes || openLinks[index].isHidden {
      openLinks[index].hasPicture = true
      guard let alternative = site.alternative, !alternative.isEmpty else { continue }
      if !openLinks[index].text.isEmpty { openLinks[index].text.append(Octet.space) }
      openLinks[index].text += alternative.utf8
    }
  }

  /// In a template, the start tags of two branches follow each other: both are the link of the text behind them.
  /// - Returns: the links that nothing was shown of yet.
  mutating func takeEmptyLinks(_ element: HTMLElement) -> [LinkDraft] {
    guard isTemplate, element == .a, let first = openLinks.firstIndex(where: { $0.text.isEmpty && !$0.hasPicture })
    else { return [] }
    let taken = Array(openLinks[first...])
    openLinks.removeSubrange(first...)
    return taken
  }

  /// Finishes the links whose elements are closed when the stack has a depth.
  mutating func finishLinks(at offset: Int, downTo depth: Int) {
    while !openLinks.isEmpty, openLinks[openLinks.count - 1].index >= depth {
      finish(openLinks.removeLast(), at: offset)
    }
  }

  /// An element is taken out from under others: a link that it is ends, those above move down.
  mutating func finishLink(openedAt index: Int, end: Int) {
    for place in openLinks.indices.reversed() {
      if openLinks[place].index > index {
        openLinks[place].index -= 1
      } else if openLinks[place].index == index {
        finish(openLinks.remove(at: place), at: end)
      }
    }
  }

  private mutating func finish(_ draft: LinkDraft, at offset: Int) {
    let seen = Self.collapsed(draft.text)
    let isSeen = !draft.isHidden && (!seen.isEmpty || draft.hasPicture)
    let range = draft.tagRange.lowerBound..<max(offset, draft.tagRange.upperBound)
    let shownText = seen.isEmpty && !isSeen ? Self.collapsed(draft.hiddenText?.utf8 ?? []) : seen
    if draft.target == nil { relativeTargets.append((links.count, draft.relativeTarget)) }
    links.append(
      Link(
        target: draft.target ?? "", text: withExpressions(shownText, in: range), title: draft.title,
        isVisible: isSeen, isQuoted: draft.isQuoted, range: range, tagRange: draft.tagRange, ping: draft.ping))
  }

  /// White space as single spaces, none around.
  private static func collapsed(_ text: [UInt8]) -> [UInt8] {
    if isCollapsed(text) { return text }
    var output: [UInt8] = []
    output.reserveCapacity(text.count)
    for octet in text {
      if !octet.isHTMLSpace {
        output.append(octet)
      } else if !output.isEmpty, output.last != Octet.space {
        output.append(Octet.space)
      }
    }
    if output.last == Octet.space { output.removeLast() }
    return output
  }

  /// Whether a text has no white space but single spaces between words.
  private static func isCollapsed(_ text: [UInt8]) -> Bool {
    var wasSpace = true
    for octet in text {
      let isSpace = octet == Octet.space
      if isSpace && wasSpace || !isSpace && octet.isHTMLSpace { return false }
      wasSpace = isSpace
    }
    return text.isEmpty || !wasSpace
  }

  /// The text with each placeholder replaced by the expression as written.
  private func withExpressions(_ text: [UInt8], in range: OctetRange) -> String {
    let string = String(decoding: text, as: UTF8.self)
    guard isTemplate, string.unicodeScalars.contains("\u{fffc}") else { return string }
    var written = decoder.printed(in: range).makeIterator()
    return string.unicodeScalars.reduce(into: "") { result, scalar in
      if scalar == "\u{fffc}", let next = written.next() {
        result += next
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
  }
}
