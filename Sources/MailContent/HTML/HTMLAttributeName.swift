/// The attributes that mean something to reading: at most 64, one bit each.
enum HTMLAttributeName: UInt8, CaseIterable, Sendable {
  case style, `class`, id, hidden, href, src, srcset, alt, title, width, height, background, bgcolor, color, text, size
  case rel, media, type, content, name, poster, data, code, object, archive, lowsrc, dynsrc, face, ping, action
  case actionXHR, ariaLabel, ariaHidden, httpEquiv, xlinkHref, imageSrcset, backgroundURL, thumbnailsSrc
  case containerBackground, srcdoc
  // Frameworks' bindings in template files
  case fillcolor, thHref, dataThHref, thSrc, dataThSrc, boundHref, boundSrc, vueHref, vueSrc, boundURL

  /// All of them by their names. Who looks up many keeps a copy, since each access to a global checks that it is there.
  static let table = HTMLNameTable<HTMLAttributeName>([
    ("style", .style), ("class", .class), ("id", .id), ("hidden", .hidden), ("href", .href), ("src", .src),
    ("srcset", .srcset), ("alt", .alt), ("title", .title), ("width", .width), ("height", .height),
    ("background", .background), ("bgcolor", .bgcolor), ("color", .color), ("text", .text), ("size", .size),
    ("rel", .rel), ("media", .media), ("type", .type), ("content", .content), ("name", .name), ("poster", .poster),
    ("data", .data), ("code", .code), ("object", .object), ("archive", .archive), ("lowsrc", .lowsrc),
    ("dynsrc", .dynsrc), ("face", .face), ("ping", .ping), ("action", .action),
    ("action-xhr", .actionXHR), ("aria-label", .ariaLabel), ("fillcolor", .fillcolor),
    ("aria-hidden", .ariaHidden), ("http-equiv", .httpEquiv), ("srcdoc", .srcdoc),
    ("xlink:href", .xlinkHref), ("imagesrcset", .imageSrcset), ("background-url", .backgroundURL),
    ("thumbnails-src", .thumbnailsSrc), ("inner-background-url", .containerBackground), ("th:href", .thHref),
    ("data-th-href", .dataThHref), ("th:src", .thSrc), ("data-th-src", .dataThSrc), (":href", .boundHref),
    (":src", .boundSrc), ("v-bind:href", .vueHref), ("v-bind:src", .vueSrc), (":url", .boundURL),
  ])

  var bit: UInt64 { 1 << UInt64(rawValue) }

  /// A set of them, one bit each.
  struct Names: Hashable, Sendable {
    private(set) var bits: UInt64 = 0

    init() {}
    init(bits: UInt64) { self.bits = bits }

    var isEmpty: Bool { bits == 0 }
    func contains(_ name: HTMLAttributeName) -> Bool { bits & name.bit != 0 }
    mutating func insert(_ name: HTMLAttributeName) { bits |= name.bit }
    func intersects(_ other: Names) -> Bool { bits & other.bits != 0 }
    func intersection(_ other: Names) -> Names {
      var names = self
      names.bits &= other.bits
      return names
    }
  }
}
