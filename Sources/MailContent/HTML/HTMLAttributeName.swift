/// The attributes that mean something to reading.
enum HTMLAttributeName: String, CaseIterable, Sendable {
  case style, `class`, id, hidden, href, src, srcset, alt, title, width, height, background, bgcolor, color, text, size
  case rel, media, type, content, name, poster, data, code, object, archive, lowsrc, dynsrc, face
  case ariaLabel = "aria-label", httpEquiv = "http-equiv", xlinkHref = "xlink:href", imageSrcset = "imagesrcset"
  case backgroundURL = "background-url", thumbnailsSrc = "thumbnails-src", containerBackground = "inner-background-url"
  // Frameworks' bindings in template files
  case thHref = "th:href", dataThHref = "data-th-href", thSrc = "th:src", dataThSrc = "data-th-src"
  case boundHref = ":href", boundSrc = ":src", vueHref = "v-bind:href", vueSrc = "v-bind:src"
  case boundURL = ":url", talAttributes = "tal:attributes"

  private static let table = HTMLNameTable(allCases.map { ($0.rawValue, $0) })
  static func known(_ name: HTMLName) -> HTMLAttributeName? { table[name] }
}
