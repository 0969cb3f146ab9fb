/// The elements that mean something to reading; every other is `unknown`.
enum HTMLElement: String, CaseIterable, Sendable {
  case unknown = "?"
  // Structure and text
  case html, head, body, title, base, link, meta, style, script, noscript, template, plaintext, xmp, noembed, listing
  case noframes, frameset, frame, iframe, textarea, select, option, optgroup, button, input, form, fieldset, legend
  case p, div, section, article, aside, header, footer, main, nav, address, figure, figcaption, hgroup, search
  case h1, h2, h3, h4, h5, h6, ul, ol, li, dl, dt, dd, dir, menu, center, blockquote, pre, hr, br, wbr
  case table, caption, colgroup, col, thead, tbody, tfoot, tr, td, th
  case a, area, map, b, big, code, em, font, i, nobr, s, small, strike, strong, tt, u, span, label, sub, sup, ruby, rt,
    rp
  case item, unsubscribe, preferences, webversion, details, summary, dialog, marquee, applet, object, embed, param, xml
  // Pictures and media
  case img, image, picture, source, video, audio, track, canvas, svg, math, use
  case feImage = "feimage"
  case foreignObject = "foreignobject"
  case desc, mi, mo, mn, ms, mtext
  case annotationXML = "annotation-xml"
  // Outlook's VML
  case vFill = "v:fill"
  case vImageData = "v:imagedata"
  case vImage = "v:image"
  case vBackground = "v:background"
  case vRoundRect = "v:roundrect"
  case vRect = "v:rect"
  case vShape = "v:shape"
  // AMP for email
  case ampImg = "amp-img"
  case ampAnim = "amp-anim"
  case ampPixel = "amp-pixel"
  case ampList = "amp-list"
  case ampVideo = "amp-video"
  case ampAudio = "amp-audio"
  case ampIframe = "amp-iframe"
  case ampState = "amp-state"
  // MJML, which template files hold before they are compiled
  case mjButton = "mj-button"
  case mjImage = "mj-image"
  case mjText = "mj-text"
  case mjHead = "mj-head"
  case mjPreview = "mj-preview"
  case
    mjTitle = "mj-title"
  case mjStyle = "mj-style"
  case mjNavbarLink = "mj-navbar-link"
  case mjSocialElement = "mj-social-element"
  case mjCarouselImage = "mj-carousel-image"
  case mjFont = "mj-font"
  case mjColumn = "mj-column"
  case mjSection = "mj-section"
  case mjHero = "mj-hero"
  case mjWrapper = "mj-wrapper"
  case mjTable = "mj-table"
  case mjAccordionTitle = "mj-accordion-title"
  case mjAccordionText = "mj-accordion-text"
  case mjDivider = "mj-divider"
  case mjSpacer = "mj-spacer"

  /// An element with what it does, as one look-up finds it.
  struct Entry: Sendable {
    let element: HTMLElement
    fileprivate(set) var traits: Traits

    static let unknown = Entry(element: .unknown, traits: [])
  }

  /// All of them by their names; who looks up many keeps a copy, since each access to a global checks that it is there.
  static let entries: HTMLNameTable<Entry> = {
    var entries = HTMLNameTable(allCases.map { ($0.rawValue, Entry(element: $0, traits: [])) })
    for (trait, elements) in bearers {
      for element in elements { entries.update(HTMLName(element.rawValue)) { $0?.traits.insert(trait) } }
    }
    return entries
  }()

  var isTableSection: Bool { self == .tbody || self == .thead || self == .tfoot }

  static func entry(_ name: HTMLName) -> Entry { entries[name] ?? .unknown }

  /// What an element does, in one word per trait.
  struct Traits: OptionSet, Sendable {
    let rawValue: UInt16
    /// It has no content and no end tag. HTML standard §13.1.2.
    static let void = Traits(rawValue: 1)
    /// It starts and ends a line of the visible text.
    static let block = Traits(rawValue: 2)
    /// Only itself closes it, or what stands around it: "special" in HTML standard §13.2.4.2.
    static let special = Traits(rawValue: 4)
    /// An end tag within does not reach beyond it. HTML standard §13.2.4.2, "has an element in scope".
    static let scope = Traits(rawValue: 8)
    /// Its end tag may cross blocks. HTML standard §13.2.4.2, "formatting".
    static let formatting = Traits(rawValue: 16)
    /// Its content is no text for a reader.
    static let unshown = Traits(rawValue: 32)
    /// Its start tag ends an open paragraph. HTML standard §13.2.6.4.7.
    static let endsParagraph = Traits(rawValue: 64)
    /// Its start tag ends foreign content. HTML standard §13.2.6.5.
    static let endsForeign = Traits(rawValue: 128)
    /// HTML elements may stand within although it is foreign. HTML standard §13.2.4.2, integration points.
    static let integrationPoint = Traits(rawValue: 256)
    /// Its start tag may close itself, since a program that knows XML reads it: VML, MJML.
    static let xml = Traits(rawValue: 512)
    static let heading = Traits(rawValue: 1024)
    /// It is seen as a picture, whether or not anything is fetched for it.
    static let picture = Traits(rawValue: 2048)
    /// Its `href` is fetched, or what others are joined to.
    static let fetchesHref = Traits(rawValue: 4096)
    /// It is shown in another way than what is around it although no style says so.
    static let styled = Traits(rawValue: 8192)
  }

  /// The elements that bear each trait; a list of all that do one thing is easier to compare with the standard.
  private static let bearers: [(trait: Traits, elements: [HTMLElement])] = {
    var bearers: [(trait: Traits, elements: [HTMLElement])] = []
    func add(_ trait: Traits, _ elements: [HTMLElement]) { bearers.append((trait, elements)) }
    add(
      .void,
      [.area, .base, .br, .col, .embed, .hr, .img, .image, .input, .link, .meta, .param, .source, .track, .wbr, .frame])
    let sections: [HTMLElement] = [
      .p, .div, .section, .article, .aside, .header, .footer, .main, .nav, .address, .figure, .figcaption, .hgroup,
      .search, .ul, .ol, .dl, .dir, .menu, .center, .blockquote, .pre, .listing, .fieldset, .details, .summary, .dialog,
    ]
    let headings: [HTMLElement] = [.h1, .h2, .h3, .h4, .h5, .h6]
    let tables: [HTMLElement] = [.table, .caption, .colgroup, .col, .thead, .tbody, .tfoot, .tr, .td, .th]
    let scripts: [HTMLElement] = [.title, .style, .script, .template, .noembed, .noframes]
    add(.block, sections + headings + tables + [.html, .body, .form, .li, .dt, .dd, .hr, .br, .option, .legend, .xmp])
    add(
      .block,
      [
        .plaintext, .textarea, .select, .mjText, .mjButton, .mjColumn, .mjSection, .mjTable, .mjHero, .mjAccordionText,
        .mjAccordionTitle, .mjSocialElement, .mjNavbarLink, .mjWrapper, .mjDivider, .mjSpacer,
      ])
    add(.heading, headings)
    add(.special, sections + headings + tables + scripts + [.head])
    add(
      .special,
      [
        .html, .body, .form, .li, .dt, .dd, .applet, .button, .frameset, .iframe, .marquee, .noscript, .object, .select,
        .textarea, .xmp, .plaintext, .area, .base, .br, .embed, .frame, .hr, .img, .input, .link, .meta, .param,
        .source,
        .track, .wbr, .foreignObject, .desc,
      ])
    add(.scope, [.applet, .caption, .html, .table, .td, .th, .marquee, .object, .template, .foreignObject, .desc])
    add(.formatting, [.a, .b, .big, .code, .em, .font, .i, .nobr, .s, .small, .strike, .strong, .tt, .u])
    let unshown: [HTMLElement] =
      scripts + [.iframe, .xml, .mjHead, .mjPreview, .mjTitle, .mjStyle, .audio, .video, .canvas, .rp, .annotationXML]
    add(.unshown, unshown)
    add(.styled, unshown + [.blockquote, .pre, .textarea, .listing, .xmp])
    add(.endsParagraph, sections + headings + [.form, .li, .dt, .dd, .hr, .table, .plaintext, .xmp])
    add(.endsForeign, sections + headings + [.b, .big, .body, .br, .code, .dd, .dt, .em, .embed, .head, .hr, .i, .img])
    add(
      .endsForeign,
      [.li, .meta, .nobr, .ruby, .s, .small, .span, .strong, .strike, .sub, .sup, .table, .tt, .u])
    add(.xml, allCases.filter { $0.rawValue.utf8.contains(Octet.colon) || $0.rawValue.hasPrefix("mj-") })
    add(.picture, [.img, .image, .input, .ampImg, .ampAnim, .ampPixel, .mjSocialElement])
    add(.fetchesHref, [.base, .link, .mjFont])
    add(.integrationPoint, [.foreignObject, .desc, .title, .mi, .mo, .mn, .ms, .mtext])
    return bearers
  }()
}

extension HTMLElement {
  /// How its content is read where that is no markup; nil for all others. Scripting is off in mail clients.
  /// HTML standard §13.2.6.2 and §13.2.6.4.
  var contentModel: HTMLTokenizer.ContentModel? {
    switch self {
    case .title, .textarea: .rcdata
    case .style, .xmp, .iframe, .noembed, .noframes: .rawText
    case .script: .scriptData
    case .plaintext: .plaintext
    default: nil
    }
  }
}
