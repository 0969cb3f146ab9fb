import MailSyntax

/// Everything that a client may fetch when it shows an element.
extension HTMLReader {
  /// What is common to the fetches of one element.
  struct FetchSite {
    let token: HTMLToken
    let width: Double?
    let height: Double?
    let shown: Shown
    let alternative: String?
    let classes: String
  }

  private enum Removal { case element, attribute }

  /// The attributes without which nothing is fetched, `href` aside, which most often is a link.
  private static let fetching: [HTMLAttributeName] = [
    .src, .srcset, .background, .content, .poster, .data, .code, .object, .archive, .lowsrc, .dynsrc, .action,
    .actionXHR, .httpEquiv, .xlinkHref, .imageSrcset, .backgroundURL, .thumbnailsSrc, .containerBackground, .srcdoc,
    .thSrc, .dataThSrc, .boundSrc, .vueSrc,
  ]
  static let fetchingNames = HTMLAttributeName.Names(bits: fetching.reduce(0) { $0 | $1.bit })

  mutating func readFetches(
    _ token: HTMLToken, _ entry: HTMLElement.Entry, isForeign: Bool, _ shown: Shown, _ octets: Span<UInt8>
  ) {
    if let resourceMap {
      for resource in styles.resources { addFetch(resource, resourceMap, shown: shown, octets) }
    }
    guard !tokenizer.tagAttributes.isEmpty, mayFetch(entry, isForeign: isForeign) else { return }
    let site = fetchSite(token, shown, octets)
    if isForeign {
      readForeignFetches(entry.element, site, octets)
    } else {
      readElementFetches(entry.element, site, octets)
      readTemplateFetches(entry.element, site, octets)
    }
    add(.background, .background, .attribute, site, octets)
  }

  private func mayFetch(_ entry: HTMLElement.Entry, isForeign: Bool) -> Bool {
    if tokenizer.tagAttributes.present.intersects(fetchingNames) || entry.traits.contains(.picture) { return true }
    return tokenizer.tagAttributes.present.contains(.href) && (isForeign || entry.traits.contains(.fetchesHref))
  }

  private func fetchSite(_ token: HTMLToken, _ shown: Shown, _ octets: Span<UInt8>) -> FetchSite {
    FetchSite(
      token: token, width: least(.width, style.width, octets), height: least(.height, style.height, octets),
      shown: shown, alternative: tokenizer.tagAttributes[.alt].map { string($0, octets) },
      classes: tokenizer.tagAttributes[.class].map { string($0, octets) } ?? "")
  }

  private mutating func readElementFetches(_ element: HTMLElement, _ site: FetchSite, _ octets: Span<UInt8>) {
    switch element {
    case .img, .image:
      add(.image, .src, .element, site, octets)
      addSet(.srcset, site, octets)
      add(.image, .lowsrc, .attribute, site, octets)
      add(.image, .dynsrc, .attribute, site, octets)
      notePicture(site)
    case .source:
      add(.media, .src, .element, site, octets)
      addSet(.srcset, site, octets)
    case .video, .audio:
      add(.media, .src, .attribute, site, octets)
      add(.poster, .poster, .attribute, site, octets)
    case .track: add(.media, .src, .element, site, octets)
    case .iframe:
      add(.frame, .src, .attribute, site, octets)
      addDocument(site, octets)
    case .frame: add(.frame, .src, .element, site, octets)
    case .embed: add(.object, .src, .element, site, octets)
    case .object: add(.object, .data, .attribute, site, octets)
    case .applet:
      add(.object, .code, .attribute, site, octets)
      add(.object, .archive, .attribute, site, octets)
      add(.object, .object, .attribute, site, octets)
    case .input:
      guard tokenizer.tagAttributes[.type].map({ isWord($0, "image", octets) }) ?? false else { return }
      add(.input, .src, .element, site, octets)
      notePicture(site)
    case .link: readLinkElement(site, octets)
    case .form:
      for name in [HTMLAttributeName.action, .actionXHR] {
        guard let attribute = tokenizer.tagAttributes[name], forms.count < Self.maximumLinks else { continue }
        readAddress(attribute, octets)
        forms.append(FormTarget(url: String(decoding: address, as: UTF8.self), range: site.token.range))
      }
    case .meta: readMeta(site, octets)
    // HTML standard §4.2.3: the first base element with an href counts.
    case .base:
      guard base == nil, let href = tokenizer.tagAttributes[.href] else { return }
      readAddress(href, octets)
      base = address
    case .vFill, .vImageData, .vImage, .vBackground, .vRect, .vRoundRect, .vShape:
      add(.vml, .src, .attribute, site, octets)
    case .ampImg, .ampAnim, .ampPixel:
      add(.image, .src, .attribute, site, octets)
      addSet(.srcset, site, octets)
      notePicture(site)
    case .ampVideo, .ampAudio:
      add(.media, .src, .attribute, site, octets)
      add(.poster, .poster, .attribute, site, octets)
    case .ampIframe: add(.frame, .src, .attribute, site, octets)
    case .ampList, .ampState: add(.object, .src, .attribute, site, octets)
    default: break
    }
  }

  /// SVG 2 §12.3 (image) and §5.6 (use), Filter Effects §9.15 (feImage).
  private mutating func readForeignFetches(_ element: HTMLElement, _ site: FetchSite, _ octets: Span<UInt8>) {
    guard element == .image || element == .use || element == .feImage else { return }
    add(.svgImage, .href, .attribute, site, octets)
    add(.svgImage, .xlinkHref, .attribute, site, octets)
  }

  /// MJML's elements, and frameworks' bindings of `src`.
  private mutating func readTemplateFetches(_ element: HTMLElement, _ site: FetchSite, _ octets: Span<UInt8>) {
    switch element {
    case .mjImage, .mjCarouselImage, .mjSocialElement:
      add(.image, .src, site.token.isSelfClosing ? .element : .attribute, site, octets)
      add(.image, .thumbnailsSrc, .attribute, site, octets)
      addSet(.srcset, site, octets)
      if element == .mjSocialElement { notePicture(site) }
    case .mjFont: add(.styleSheet, .href, .attribute, site, octets)
    case .mjSection, .mjHero, .mjWrapper, .mjColumn:
      add(.background, .backgroundURL, .attribute, site, octets)
      add(.background, .containerBackground, .attribute, site, octets)
    case .img where isTemplate:
      for attribute in tokenizer.tagAttributes.repetitions(of: .src) {
        readAddress(attribute, octets)
        add(.image, at: attribute.value, removal: site.token.range, site)
      }
      for name in [HTMLAttributeName.thSrc, .dataThSrc, .boundSrc, .vueSrc] {
        add(.image, name, .element, site, octets)
      }
    default: break
    }
  }

  /// HTML standard §4.6.7: the link types that are fetched.
  private mutating func readLinkElement(_ site: FetchSite, _ octets: Span<UInt8>) {
    guard let rel = tokenizer.tagAttributes[.rel] else { return }
    let value = HTMLText.value(rel.value, in: octets)
    var kind: Fetch.Kind?
    for word in value.split(whereSeparator: \.isHTMLSpace) {
      let word = Array(word)
      let name = HTMLName(0..<word.count, in: word.span)
      if let found = Self.linkKinds[name] { kind = kind ?? found }
    }
    guard let kind else { return }
    add(kind, .href, .element, site, octets)
    addSet(.imageSrcset, site, octets)
  }

  private static let linkKinds = HTMLNameTable<Fetch.Kind>([
    ("stylesheet", .styleSheet), ("icon", .icon), ("apple-touch-icon", .icon), ("mask-icon", .icon),
    ("apple-touch-icon-precomposed", .icon), ("apple-touch-startup-image", .icon), ("preload", .preload),
    ("prefetch", .preload), ("prerender", .preload), ("modulepreload", .preload), ("dns-prefetch", .preload),
    ("preconnect", .preload), ("manifest", .preload), ("import", .preload), ("subresource", .preload),
  ])

  private mutating func readMeta(_ site: FetchSite, _ octets: Span<UInt8>) {
    guard let kind = tokenizer.tagAttributes[.httpEquiv], isWord(kind, "refresh", octets),
      let content = tokenizer.tagAttributes[.content]
    else { return }
    let mapped = MappedOctets(value: content.value, in: octets)
    guard let range = MetaRefresh.url(mapped.octets) else { return }
    let cleaned = URLReference.cleaned(Array(mapped.octets[range]), keepsMask: isTemplate)
    address = decoder.unmasked(cleaned, of: mapped.source(of: range), in: octets)
    add(.refresh, at: mapped.source(of: range), removal: site.token.range, site)
  }

  // MARK: Adding

  private mutating func add(
    _ kind: Fetch.Kind, _ name: HTMLAttributeName, _ removal: Removal, _ site: FetchSite, _ octets: Span<UInt8>
  ) {
    guard let attribute = tokenizer.tagAttributes[name], hasRoomForFetch() else { return }
    readAddress(attribute, octets)
    add(kind, at: attribute.value, removal: removal == .element ? site.token.range : attribute.range, site)
  }

  private mutating func addSet(_ name: HTMLAttributeName, _ site: FetchSite, _ octets: Span<UInt8>) {
    guard let attribute = tokenizer.tagAttributes[name] else { return }
    let mapped = MappedOctets(value: attribute.value, in: octets)
    for range in SourceSet.urls(mapped.octets) {
      let place = mapped.source(of: range)
      let url = decoder.unmasked(Array(mapped.octets[range]), of: place, in: octets)
      address = URLReference.cleaned(url)
      add(.sourceSet, at: place, removal: attribute.range, site)
    }
  }

  /// What a style attribute or style sheet fetches.
  mutating func addFetch(
    _ resource: StyleReader.Resource, _ map: SourceMap, shown: Shown, _ octets: Span<UInt8>
  ) {
    let range = map.source(of: resource.range)
    let cleaned = URLReference.cleaned(resource.url, keepsMask: isTemplate)
    address = decoder.unmasked(cleaned, of: range, in: octets)
    append(
      Fetch(
        kind: resource.kind, url: "", width: nil, height: nil, isHidden: shown.hidesBoxes, alt: nil, classes: "",
        isQuoted: shown.isQuoted, removal: map.source(of: resource.removal), range: range))
  }

  /// Adds the fetch of `address`.
  private mutating func add(_ kind: Fetch.Kind, at range: OctetRange, removal: OctetRange, _ site: FetchSite) {
    append(
      Fetch(
        kind: kind, url: "", width: site.width, height: site.height, isHidden: site.shown.hidesBoxes,
        alt: site.alternative, classes: site.classes, isQuoted: site.shown.isQuoted, removal: removal, range: range))
  }

  /// Beyond the limit nothing is read that would not be kept.
  private mutating func hasRoomForFetch() -> Bool {
    if fetches.count < Self.maximumFetches { return true }
    isComplete = false
    return false
  }

  /// Adds the fetch of `address`. A fragment names something within the document and is not fetched.
  private mutating func append(_ fetch: Fetch) {
    guard !URLReference.isOnlyFragment(address), hasRoomForFetch() else { return }
    keep(fetch, address)
    if DataAddress.isData(address), let markup = DataAddress.markup(address) { addFetches(of: markup, within: fetch) }
  }

  /// Keeps a fetch; its URL waits for the document's base if that matters.
  private mutating func keep(_ fetch: Fetch, _ url: [UInt8]) {
    var fetch = fetch
    if let text = URLReference.absoluteText(url) {
      fetch.url = text
    } else {
      relativeFetches.append((fetches.count, url))
    }
    fetches.append(fetch)
  }

  /// The document that `srcdoc` holds. HTML standard §4.8.5.
  private mutating func addDocument(_ site: FetchSite, _ octets: Span<UInt8>) {
    guard let attribute = tokenizer.tagAttributes[.srcdoc] else { return }
    addFetches(
      of: HTMLText.value(attribute.value, in: octets),
      within: Fetch(
        kind: .frame, url: "", width: nil, height: nil, isHidden: site.shown.hidesBoxes, alt: nil, classes: "",
        isQuoted: site.shown.isQuoted, removal: attribute.range, range: attribute.value))
  }

  /// Adds what a document within the document fetches; one within that is not looked into.
  /// - Parameter outer: what holds it.
  private mutating func addFetches(of markup: [UInt8], within outer: Fetch) {
    guard !isNested else { return }
    let inner = HTMLReader.read(
      markup, decoder: VisibleTextDecoder(written: markup, expressions: [], isTemplate: false), isNested: true)
    for fetch in inner.fetches.prefix(Self.maximumFetches - fetches.count) {
      keep(
        Fetch(
          kind: fetch.kind, url: "", width: fetch.width, height: fetch.height,
          isHidden: outer.isHidden || fetch.isHidden, alt: fetch.alt, classes: fetch.classes, isQuoted: outer.isQuoted,
          removal: outer.removal, range: outer.range),
        Array(fetch.url.utf8))
    }
  }

  // MARK: Values

  /// The least of an attribute and a declared length. HTML standard §2.3.4.4, "parsing dimension values".
  private func least(_ name: HTMLAttributeName, _ declared: Double?, _ octets: Span<UInt8>) -> Double? {
    guard let attribute = tokenizer.tagAttributes[name] else { return declared }
    return withValue(attribute, octets) { value in
      var tokenizer = CSSTokenizer(0..<value.count)
      var token = tokenizer.next(in: value)
      if token?.kind == .space { token = tokenizer.next(in: value) }
      guard let token, token.kind == .number || token.kind == .dimension, token.number >= 0 else { return declared }
      return min(token.number, declared ?? token.number)
    }
  }

  func isWord(_ attribute: HTMLAttribute, _ word: StaticString, _ octets: Span<UInt8>) -> Bool {
    let value = URLReference.cleaned(HTMLText.value(attribute.value, in: octets))
    return value.count == word.utf8CodeUnitCount && value.span.hasPrefix(word, at: 0, to: value.count)
  }
}
