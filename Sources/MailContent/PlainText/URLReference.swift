/// A URL as clients read it: cleaned, joined to a base, its scheme and slashes made regular. WHATWG URL §4.4.
///
/// Paths and queries stay as written, so that what identifies a recipient in them can be found.
enum URLReference {
  /// Removes tabs and line ends, and controls and spaces around it. WHATWG URL §4.4, steps 1 to 3 of the basic parser.
  /// - Parameter keepsMask: whether the masked octets of a template stay.
  static func cleaned(_ octets: [UInt8], keepsMask: Bool = false) -> [UInt8] {
    func isTrimmed(_ octet: UInt8) -> Bool { octet <= 0x20 && !(keepsMask && octet == Octet.mask) }
    if isClean(octets.span) { return octets }
    var start = 0
    var end = octets.count
    while start < end, isTrimmed(octets[start]) { start += 1 }
    while end > start, isTrimmed(octets[end - 1]) { end -= 1 }
    return octets[start..<end].filter { $0 != Octet.tab && $0 != Octet.lineFeed && $0 != Octet.carriageReturn }
  }

  /// Whether nothing is to be removed, whatever stays.
  static func isClean(_ octets: Span<UInt8>) -> Bool {
    let count = octets.count
    if count == 0 { return true }
    return octets[0] > 0x20 && octets[count - 1] > 0x20 && !octets.holdsLineEndOrTab(0..<count)
  }

  /// The length of the scheme, without its colon; nil if there is none. WHATWG URL §4.4, "scheme start state".
  static func schemeLength(_ url: [UInt8]) -> Int? {
    guard let first = url.first, first.isASCIILetter else { return nil }
    for index in url.indices {
      let octet = url[index]
      if octet == Octet.colon { return index }
      let isScheme =
        octet.isASCIIAlphanumeric || octet == Octet.hyphen || octet == UInt8(ascii: "+") || octet == UInt8(ascii: ".")
      guard isScheme else { return nil }
    }
    return nil
  }

  /// Whether it is nothing, or only a fragment of the page it stands on.
  static func isOnlyFragment(_ url: [UInt8]) -> Bool { url.isEmpty || url[0] == Octet.hash }

  /// The URL that a client opens or fetches.
  /// - Parameters:
  ///   - url: cleaned.
  ///   - base: the absolute URL of `<base>`, if any.
  static func resolved(_ url: [UInt8], base: [UInt8]?) -> [UInt8] {
    if let length = schemeLength(url) { return regular(url, schemeLength: length) }
    if isOnlyFragment(url) { return url }
    let base = base.flatMap { schemeLength($0) == nil ? nil : regular($0, schemeLength: schemeLength($0) ?? 0) }
    if url.count > 1, isSlash(url[0]), isSlash(url[1]) {
      let scheme = base.flatMap { base in schemeLength(base).map { Array(base[..<$0]) } } ?? Array("https".utf8)
      let absolute = scheme + [Octet.colon] + url
      return regular(absolute, schemeLength: scheme.count)
    }
    guard let base, let root = authorityEnd(base) else { return url }
    if isSlash(url[0]) { return base[..<root] + url }
    let pathEnd = base[root...].firstIndex { $0 == Octet.question || $0 == Octet.hash } ?? base.count
    if url[0] == Octet.question { return base[..<pathEnd] + url }
    let folderEnd = base[root..<pathEnd].lastIndex(of: Octet.slash).map { $0 + 1 } ?? root
    return base[..<folderEnd] + (folderEnd == root ? [Octet.slash] : []) + url
  }

  /// The URL that a client opens or fetches, as text; of a `data:` URL its beginning.
  static func text(_ url: [UInt8], base: [UInt8]?) -> String {
    let resolved = resolved(url, base: base)
    if DataAddress.isData(resolved) {
      return String(decoding: resolved.prefix(DataAddress.shownOctets), as: UTF8.self)
    }
    return String(decoding: resolved, as: UTF8.self)
  }

  /// The same of a URL with a scheme, which no base changes; nil for any other.
  static func absoluteText(_ url: [UInt8]) -> String? {
    if isRegular(url.span) { return String(decoding: url, as: UTF8.self) }
    return schemeLength(url) == nil ? nil : text(url, base: nil)
  }

  private static func isSlash(_ octet: UInt8) -> Bool { octet == Octet.slash || octet == Octet.backslash }

  /// Where the path of a hierarchical URL starts.
  private static func authorityEnd(_ url: [UInt8]) -> Int? {
    guard let length = schemeLength(url), length + 2 < url.count, url[length + 1] == Octet.slash,
      url[length + 2] == Octet.slash
    else { return nil }
    let start = length + 3
    return url[min(start, url.count)...].firstIndex { $0 == Octet.slash || $0 == Octet.question || $0 == Octet.hash }
      ?? url.count
  }

  /// Lower-case scheme and host; for http and https any number of slashes of both kinds becomes two. WHATWG URL §4.4,
  /// "special authority slashes state".
  private static func regular(_ url: [UInt8], schemeLength: Int) -> [UInt8] {
    if isRegular(url.span) { return url }
    var output = url[..<schemeLength].map(\.asciiLowercased)
    let isWeb = output == Array("http".utf8) || output == Array("https".utf8)
    guard isWeb else { return output + url[schemeLength...] }
    var index = schemeLength + 1
    while index < url.count, isSlash(url[index]) { index += 1 }
    output += [Octet.colon, Octet.slash, Octet.slash]
    let authorityEnd =
      url[index...].firstIndex { isSlash($0) || $0 == Octet.question || $0 == Octet.hash } ?? url.count
    let authority = url[index..<authorityEnd]
    let hostStart = authority.lastIndex(of: UInt8(ascii: "@")).map { $0 + 1 } ?? index
    output += authority[..<hostStart]
    output += host(authority[hostStart...])
    index = authorityEnd
    while index < url.count, url[index] != Octet.question, url[index] != Octet.hash {
      output.append(url[index] == Octet.backslash ? Octet.slash : url[index])
      index += 1
    }
    return output + url[index...]
  }

  /// Whether a URL of the web needs no change: most are written as clients read them.
  private static func isRegular(_ url: Span<UInt8>) -> Bool {
    var index: Int
    if url.startsWith("https://") {
      index = 8
    } else if url.startsWith("http://") {
      index = 7
    } else {
      return false
    }
    guard index < url.count, !isSlash(url[index]) else { return false }
    // The host: nothing that would be decoded, made small or taken for a user's name.
    while index < url.count, url[index] != Octet.slash, url[index] != Octet.question, url[index] != Octet.hash {
      let octet = url[index]
      let isSmall = octet &- 0x61 < 26 || octet.isASCIIDigit
      guard isSmall || octet == Octet.hyphen || octet == UInt8(ascii: ".") || octet == Octet.colon else { return false }
      index += 1
    }
    // The path: a backslash would be made a slash.
    let end = url.count
    let backslash = url.firstIndex(of: Octet.backslash, from: index, to: end)
    return backslash == end
      || url.firstIndex(of: Octet.question, from: index, to: backslash) < backslash
      || url.firstIndex(of: Octet.hash, from: index, to: backslash) < backslash
  }

  /// A host in lower case, percent-decoded. WHATWG URL §3.5. What no host can hold, such as a template expression,
  /// stays.
  private static func host(_ written: ArraySlice<UInt8>) -> [UInt8] {
    let isPlain = written.allSatisfy {
      $0.isASCIIAlphanumeric || $0 >= 0x80 || $0 == Octet.hyphen || $0 == Octet.colon || $0 == UInt8(ascii: ".")
        || $0 == UInt8(ascii: "%") || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: "[") || $0 == UInt8(ascii: "]")
    }
    guard isPlain else { return Array(written) }
    var output: [UInt8] = []
    var index = written.startIndex
    while index < written.endIndex {
      if written[index] == UInt8(ascii: "%"), index + 2 < written.endIndex, let high = written[index + 1].hexDigit,
        let low = written[index + 2].hexDigit
      {
        output.append((high << 4 | low).asciiLowercased)
        index += 3
      } else {
        output.append(written[index].asciiLowercased)
        index += 1
      }
    }
    return output
  }
}
